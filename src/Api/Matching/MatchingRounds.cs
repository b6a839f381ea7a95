using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;

namespace MentorshipFlow.Api.Matching;

/// <summary>Раунды подбора: rounds of one form, from the group meeting to the decisions about everybody (M138 to M148).</summary>
public sealed class MatchingRounds : UseCase
{
    /// <param name="Weights">The parts of the score with their weights; those of the definition when absent.</param>
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Opening(string Form, IReadOnlyList<ScoreWeight>? Weights = null, Guid? Id = null) : Dated;

    /// <param name="Present">In the order of the numbers that people wear at the meeting, from 1; personal links show them.</param>
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Meeting(DateOnly On, IReadOnlyList<Guid> Present, int? Minutes = null, Guid? Id = null) : Dated;

    /// <param name="Unmatched">The decision about each mentee of the form without a mentor; who was decided about before may be left
    /// out.</param>
    public sealed record Closing(IReadOnlyList<DecidedMentee> Unmatched) : Dated;

    public sealed record Decisions(IReadOnlyList<DecidedMentee> Decided) : Dated;

    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Conflict(Guid Mentor, Guid Mentee, ConflictGround Ground, PrivateText? Text = null, Guid? Id = null) : Dated;

    /// <param name="Preferences">Number of persons who submitted preferences.</param>
    /// <param name="Proposal">The latest proposal; absent before the first.</param>
    /// <param name="Confirmed">Number of confirmed pairs and groups.</param>
    public sealed record Row(
        Guid Id, string Form, DateOnly OpenedOn, DateOnly? PreferencesClosedOn, DateOnly? ClosedOn, int Meetings, int Preferences,
        Guid? Proposal, int Confirmed)
    {
        public static Row Of(MatchingRound r) => new(
            r.Id, r.Form, r.OpenedOn, r.PreferencesClosedOn, r.ClosedOn, r.Meetings.Count, r.OfMentees.Count + r.OfMentors.Count,
            r.Proposal?.Proposal, r.Confirmed.Count);
    }

    /// <param name="Number">The number at the group meetings.</param>
    public sealed record MetPerson(int Number, Guid Person);

    /// <param name="Met">Everybody who came to a group meeting, by number.</param>
    /// <param name="Preferences">Those of mentees first, by person; only curator and head see who wishes whom.</param>
    public sealed record Answer(
        Row Round, IReadOnlyList<ScoreWeight> Weights, IReadOnlyList<MatchingEvent.GroupMeetingHeld> Meetings, IReadOnlyList<MetPerson> Met,
        IReadOnlyList<MatchingEvent.PreferenceSubmitted> Preferences, IReadOnlyList<MatchingEvent.MatchConfirmed> Confirmed);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Opening>("/matching-rounds", About("openMatchingRound", "Open a round",
            "For one enabled form; a form has one open round at a time.") with { Example = new Opening("learner-learner") },
            (incoming, r) => new MatchingCommand.OpenRound(r.Id ?? incoming.NewId("matching-round"), r.Form, r.Weights),
            (id, events) => $"/api/programmes/{id}/matching-rounds/{((MatchingEvent.MatchingRoundOpened)events[0]).Round}");

        routes.Decide<Meeting>("/matching-rounds/{round}/meetings", About("holdGroupMeeting", "Record a group meeting",
            "Who came, in the order of their numbers.") with { Example = new Meeting(new(2021, 11, 8), [Samples.Person], 60) },
            (incoming, r) => new MatchingCommand.HoldGroupMeeting(
                new(incoming.Id("round"), r.Id ?? incoming.NewId("group-meeting"), r.On, r.Minutes, r.Present)));

        routes.Decide<ReasonRequest>("/matching-rounds/{round}/meetings/{meeting}/void",
            About("voidGroupMeeting", "Void a group meeting", "It was recorded by mistake.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new MatchingCommand.VoidGroupMeeting(
                incoming.Id("round"), incoming.Id("meeting"), await incoming.Seal(r.Reason)));

        routes.Decide<Closing>("/matching-rounds/{round}/closing",
            About("closeMatchingRound", "Close a round",
                "With a decision about each mentee without a mentor: the search goes on, a support case, or the mentee leaves.") with
            {
                Roles = Takes.HeadOrCurator, Example = new Closing([new(Samples.Person, UnmatchedDecision.SearchContinues)]),
            },
            (incoming, r) => new MatchingCommand.CloseRound(incoming.Id("round"), r.Unmatched));

        routes.Decide<ReasonRequest>("/matching-rounds/{round}/reopening",
            About("reopenMatchingRound", "Reopen a round", "With a reason.")
            with { Roles = Takes.HeadOrCurator, Example = ReasonRequest.Mistake },
            async (incoming, r) => new MatchingCommand.ReopenRound(incoming.Id("round"), await incoming.Seal(r.Reason)));

        routes.Decide<Decisions>("/unmatched-mentees",
            About("decideUnmatchedMentees", "Decide about mentees without a mentor",
                "Outside of a round, as after a dissolution; a later decision takes the place of an earlier one.") with
            {
                Roles = Takes.HeadOrCurator, Example = new Decisions([new(Samples.Person, UnmatchedDecision.SupportCase)]),
            },
            (_, r) => new MatchingCommand.DecideUnmatched(r.Decided));

        routes.Decide<Conflict>("/pair-conflicts",
            About("declarePairConflict", "Declare a conflict of interest", "These two are never matched.") with
            {
                Example = new Conflict(Samples.Person, Guid.Parse("0193b2f0-1111-7222-8333-444455558888"), ConflictGround.Subordination),
            },
            async (incoming, r) => new MatchingCommand.DeclareConflict(new(
                r.Id ?? incoming.NewId("pair-conflict"), r.Mentor, r.Mentee, r.Ground, await incoming.SealAbout(r.Mentor, r.Text))));

        routes.Decide<ReasonRequest>("/pair-conflicts/{conflict}/void",
            About("voidPairConflict", "Void a conflict of interest", "It was recorded by mistake, or exists no more.")
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new MatchingCommand.VoidConflict(incoming.Id("conflict"), await incoming.Seal(r.Reason)));

        routes.ReadProgramme("/pair-conflicts", About("listPairConflicts", "Conflicts of interest", "In the order of their ids.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<MatchingEvent.PairConflictDeclared>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, found.State.Matching.Conflicts.Values, c => c.Id));

        routes.ReadProgramme("/matching-rounds", About("listMatchingRounds", "The rounds of a programme", "In the order of their ids.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<Row>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, found.State.Matching.Rounds.Values.Select(Row.Of), r => r.Id));

        routes.ReadRound("", About("readMatchingRound", "A round",
            "Its meetings, preferences and confirmed pairs and groups; the proposal has an address of its own.") with
        {
            Roles = Takes.Reading, Answer = typeof(Answer),
        }, (http, _, round) => Answers.Json(new Answer(
            Row.Of(round), round.Opened.Weights, round.Meetings, [.. round.Met.Index().Select(m => new MetPerson(m.Index + 1, m.Item))],
            Caller.Of(http).Role is Role.Curator or Role.Head ? [.. round.OfMentees.Values, .. round.OfMentors.Values] : [],
            round.Confirmed)));
    }

    private static Operation About(string name, string summary, string description) =>
        new("Matching", name, summary, description, Takes.Work);
}
