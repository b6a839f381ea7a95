using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Matching;
using MentorshipFlow.Domain.Tests.Programmes.Tandems;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using Cohort = MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Random commands about matching rounds, with values from small pools so that they interact; some are invalid.</summary>
internal sealed class RandomMatching(RandomSource random, Func<DateOnly> day)
{
    /// <summary>A conflict of interest that one of the walks begins with.</summary>
    public static readonly Guid Declared = Number(0x3010);

    /// <summary>A note of support that one of the walks begins with.</summary>
    public static readonly Guid Noted = Number(0x3011);

    private static readonly IReadOnlyList<Guid> Mentees = [Cohort.Pupil, Rounds.Second, Rounds.Third];
    private static readonly IReadOnlyList<Guid> Mentors = [Cohort.Senior, Rounds.OtherSenior];

    private IReadOnlyList<Func<ProgrammeCommand>>? all;

    public IReadOnlyList<Func<ProgrammeCommand>> All => all ??=
    [
        () => new MatchingCommand.OpenRound(Round, random.OneIn(3) ? "teacher-teacher" : Rounds.Form, null),
        () => new MatchingCommand.HoldGroupMeeting(new(Round, Id, day(), random.Below(90), random.OneIn(9) ? [] : [Mentee, Mentor])),
        () => new MatchingCommand.VoidGroupMeeting(Round, random.OneIn(2) ? Rounds.Meeting : Id, Why),
        () => new MatchingCommand.IssuePreferenceLinks(Round, [new(Link, SurveyAudience.Mentees, Mentee)], day()),
        () => new MatchingCommand.RevokePreferenceLink(Round, Link, Why),
        () => new MatchingCommand.SubmitPreference(new(
            Round, Id, SurveyAudience.Mentees, Mentee, random.OneIn(3) ? Link : null, [Mentor], random.OneIn(4) ? [Mentor] : [])),
        () => new MatchingCommand.SubmitPreference(new(Round, Id, SurveyAudience.Mentors, Mentor, null, [Mentee], [])),
        () => new MatchingCommand.VoidPreference(Round, random.OneIn(2) ? Number(0x1101) : Id, Why),
        () => new MatchingCommand.ClosePreferences(Round),
        () => new MatchingCommand.ReopenPreferences(Round, Why),
        () => new MatchingCommand.DeclareConflict(new(Id, Mentor, Mentee, ConflictGround.Kinship, null)),
        () => new MatchingCommand.VoidConflict(random.OneIn(2) ? Declared : Id, Why),
        () => new MatchingCommand.ComputeProposal(Round, random.OneIn(3) ? Id : Rounds.Proposal),
        () => new MatchingCommand.AdjustMatch(Round, Rounds.Proposal, Mentee, random.OneIn(2) ? null : Mentor, Why),
        () => Rounds.Confirm(new NewMatch(Id, Id, TandemKind.Pair, Mentor, [Mentee], null, null)),
        () => new MatchingCommand.CompareTandem(
            random.OneIn(2) ? Partners.Pair : Id, random.OneIn(4) ? [] : [PairingGround.MutualWish], null),
        () => new MatchingCommand.DecideUnmatched([new(Mentee, (UnmatchedDecision)random.Below(3))]),
        () => new MatchingCommand.NoteSupport(new(Mentee, Id, day(), Why)),
        () => random.OneIn(2) ? new MatchingCommand.VoidSupportNote(Rounds.Second, Noted, Why)
            : new MatchingCommand.VoidSupportNote(Mentee, Id, Why),
        () => new MatchingCommand.EndSupport(new(Mentee, (SupportOutcome)random.Below(6), null)),
        () => new MatchingCommand.ReopenSupport(Mentee, Why),
        () => new MatchingCommand.CloseRound(
            Round, [.. Mentees.Where(_ => !random.OneIn(5)).Select(m => new DecidedMentee(m, UnmatchedDecision.SearchContinues))]),
        () => new MatchingCommand.ReopenRound(Round, Why),
        () => new TandemCommand.FormTandem(
            new(Id, Rounds.Form, TandemKind.Pair, Mentor, [Mentee], null, null, [PairingGround.Other], null)),
        () => new TandemCommand.DissolveTandem(Id, TandemParty.Curator, SeparationReason.Incompatible, null, null),
        () => new MentorCommand.ChangeOffer(Mentor, Cohort.PupilOffer with { Capacity = 1 + random.Below(2) }),
    ];

    private Guid Mentee => random.OneIn(20) ? Cohort.Senior : random.Of(Mentees);

    private Guid Mentor => random.OneIn(20) ? Cohort.Teacher : random.Of(Mentors);

    private Guid Round => random.OneIn(4) ? Number(0x1010) : Rounds.Round;

    private Guid Link => Number(0x1020 + random.Below(2));

    private Guid Id => Number(0x1030 + random.Below(12));
}
