using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Rounds;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Audit;

/// <summary>Differences of a matching round between two positions.</summary>
public sealed class Matching_at_two_positions
{
    private static readonly Guid Link = Number(0x1201);
    private static readonly MatchingEvent.PreferenceSubmitted Wished = Wish(SurveyAudience.Mentees, Pupil, 1, Senior);
    private static readonly MatchingEvent.PairConflictDeclared Conflict =
        new(Number(0x1202), Senior, Third, ConflictGround.Kinship, null);

    // The events of a round in order, each with its differences.
    private static readonly (ProgrammeEvent Event, Change[] Changes)[] Life =
    [
        (Opened, [new("matching-round-added", [$"{Round}", Form]), new("matching-round-status-added", [$"{Round}", "open"])]),
        (Met, [new("group-meeting-added", [$"{Meeting}", "2021-09-01 5"])]),
        (new MatchingEvent.PreferenceLinkIssued(Round, Link, SurveyAudience.Mentees, Pupil, Tomorrow),
            [new("preference-link-added", [$"{Link}", $"{Pupil} 2021-10-21"])]),
        (Wished, [new("preference-added", [$"{Wished.Id}", $"{Pupil} 1 0"])]),
        (new MatchingEvent.PreferenceLinkRevoked(Round, Link, Why),
            [new("preference-link-changed", [$"{Link}", $"{Pupil} 2021-10-21", $"{Pupil} revoked"])]),
        (new MatchingEvent.PreferenceVoided(Round, Wished.Id, Why), [new("preference-removed", [$"{Wished.Id}", $"{Pupil} 1 0"])]),
        (new MatchingEvent.PreferencesClosed(Round), [new("preferences-closed-added", [$"{Round}", "2021-10-20"])]),
        (new MatchingEvent.PreferencesReopened(Round, Why), [new("preferences-closed-removed", [$"{Round}", "2021-10-20"])]),
        (Conflict, [new("pair-conflict-added", [$"{Conflict.Id}", $"{Senior} {Third} kinship"])]),
        (new MatchingEvent.PairConflictVoided(Conflict.Id, Why),
            [new("pair-conflict-removed", [$"{Conflict.Id}", $"{Senior} {Third} kinship"])]),
        (new MatchingEvent.MatchProposalComputed(Round, Proposal, "optimal-assignment", 1, [], "abc", 3, 2, [], [], []),
            [new("match-proposal-added", [$"{Round}", $"{Proposal} 0 abc"])]),
        (new MatchingEvent.MatchAdjusted(Round, Proposal, Pupil, null, Senior, Why),
            [new("match-adjustment-added", [$"{Round}", $"{Pupil}", $"{Senior}"])]),
        (new MatchingEvent.MatchConfirmed(Round, Proposal, Match, Joined, Senior, [Pupil], [], [PairingGround.Other], null),
            [new("match-added", [$"{Match}", $"{Joined} {Senior}"])]),
        (new MatchingEvent.TandemCompared(Joined, [], [PairingGround.MutualWish], null),
            [new("tandem-comparison-added", [$"{Joined}", "mutual-wish"])]),
        (new MatchingEvent.UnmatchedMenteesDecided([new(Second, UnmatchedDecision.SupportCase)]),
            [
                new("unmatched-mentee-added", [$"{Second}", "support-case 2021-10-20"]),
                new("support-case-added", [$"{Second}", "open 2021-10-20"]),
            ]),
        (new MatchingEvent.SupportNoted(Second, Number(0x1701), Today, Why),
            [new("support-note-added", [$"{Number(0x1701)}", "2021-10-20"])]),
        (new MatchingEvent.SupportNoteVoided(Second, Number(0x1701), Why),
            [new("support-note-removed", [$"{Number(0x1701)}", "2021-10-20"])]),
        (new MatchingEvent.SupportCaseEnded(Second, SupportOutcome.Supported, null),
            [new("support-case-changed", [$"{Second}", "open 2021-10-20", "supported 2021-10-20"])]),
        (new MatchingEvent.SupportCaseReopened(Second, Why),
            [new("support-case-changed", [$"{Second}", "supported 2021-10-20", "open 2021-10-20"])]),
        (new MatchingEvent.MatchingRoundClosed(Round, []),
            [new("matching-round-status-changed", [$"{Round}", "open", "closed 2021-10-20"])]),
        (new MatchingEvent.MatchingRoundReopened(Round, Why),
            [new("matching-round-status-changed", [$"{Round}", "closed 2021-10-20", "open"])]),
        (new MatchingEvent.GroupMeetingVoided(Round, Meeting, Why), [new("group-meeting-removed", [$"{Meeting}", "2021-09-01 5"])]),
    ];

    [Fact]
    public void Differ_by_the_events_between_them()
    {
        var before = Story.Given(Everybody);
        foreach (var (@event, changes) in Life)
        {
            var after = before.And(@event);
            var found = StateDifference.Between(before.State, after.State);
            Assert.Equal(changes, found);
            Assert.All(found, change => Assert.Matches("^[А-Я].*: .* [A-Z].*: ", $"{change.Sentence.Ru} {change.Sentence.En}"));
            before = after;
        }
    }
}
