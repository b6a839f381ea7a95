using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>A round of the form learner – learner with three mentees and two mentors.</summary>
internal static class Rounds
{
    public const string Form = "learner-learner";

    public static readonly Guid Round = Number(0x1001);
    public static readonly Guid Meeting = Number(0x1002);
    public static readonly Guid Proposal = Number(0x1003);
    public static readonly Guid Match = Number(0x1004);
    public static readonly Guid Joined = Number(0x1005);
    public static readonly Guid Second = Number(0x703);
    public static readonly Guid Third = Number(0x704);
    public static readonly Guid OtherSenior = Number(0x714);

    public static readonly MatchingEvent.MatchingRoundOpened Opened = new(Round, Form, Story.ModelWithPeople.Parameters.MatchingWeights);
    public static readonly MatchingEvent.GroupMeetingHeld Met = new(Round, Meeting, Start, 60, [Senior, OtherSenior, Pupil, Second, Third]);

    /// <summary>Three pupils, two seniors with one and two seats, a form that allows groups.</summary>
    public static readonly IReadOnlyList<ProgrammeEvent> Everybody =
    [
        .. Everything,
        .. Mentee(Second, Learner, Form, InformationSource.Parent, 0xd00), .. Mentee(Third, Learner, Form, InformationSource.Parent, 0xd10),
        .. Mentor(OtherSenior, SeniorLearner, PupilOffer with { Capacity = 1, Competences = ["studies"] }, MentorCategory.Learner, 0xd20),
    ];

    public static Story Begun => Story.Given([.. Everybody, Opened]);

    /// <summary>Pupil prefers Senior and Senior prefers Pupil; the proposal is computed.</summary>
    public static Story Proposed => Begun
        .And(Met, Wish(SurveyAudience.Mentees, Pupil, 1, Senior), Wish(SurveyAudience.Mentors, Senior, 2, Pupil))
        .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted();

    public static MatchingEvent.PreferenceSubmitted Wish(SurveyAudience side, Guid person, int id, params Guid[] ranked) =>
        new(Round, Number(0x1100 + id), side, person, null, ranked, []);

    public static NewMatch Pair(Guid mentor, params Guid[] mentees) => new(
        Match, Joined, mentees.Length == 1 ? TandemKind.Pair : TandemKind.Group, mentor, mentees, null, null);

    public static MatchingCommand.ConfirmMatches Confirm(params NewMatch[] matches) =>
        new(Round, Proposal, matches, [PairingGround.QuestionnairesCompared]);

    public static MatchingCommand.AdjustMatch Adjust(Guid mentee, Guid? to) => new(Round, Proposal, mentee, to, Why);

    public static PreparationEvent.FormEnabled WithGroups => new(Form, [], [TandemKind.Pair, TandemKind.Group], null);

    /// <summary>What gate 5 needs of matching where no round formed the tandems: rounds of both forms, and a decision about everybody
    /// else.</summary>
    public static Story Matched(this Story story) => story
        .And(new[] { Form, "teacher-teacher" }.SelectMany((form, n) => Held(form, Number(0x1900 + (4 * n)), 0x1901 + (4 * n))))
        .And(new MatchingEvent.UnmatchedMenteesDecided(
            [.. UnmatchedMentees.Of(story.State).Select(m => new DecidedMentee(m.Entry.Person, UnmatchedDecision.SearchContinues))]));

    /// <summary>The latest proposal.</summary>
    public static MatchingEvent.MatchProposalComputed ProposalOf(this Story story) => story.State.Matching.Rounds[Round].Proposal!;

    public static IReadOnlyList<(Guid Mentee, Guid Mentor)> Draft(this Story story) => story.State.Matching.Rounds[Round].Draft;

    private static IEnumerable<MatchingEvent> Held(string form, Guid round, int ids) =>
    [
        new MatchingEvent.MatchingRoundOpened(round, form, []),
        new MatchingEvent.GroupMeetingHeld(round, Number(ids), Start, null, [Pupil]),
        new MatchingEvent.PreferenceSubmitted(round, Number(ids + 1), SurveyAudience.Mentees, Pupil, null, [Senior], []),
        new MatchingEvent.PreferencesClosed(round),
    ];
}
