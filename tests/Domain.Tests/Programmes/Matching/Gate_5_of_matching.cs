using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Rounds;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>G5.1, G5.2 and G5.6: rounds held, tandems compared, unmatched mentees decided.</summary>
public sealed class Gate_5_of_matching
{
    private static readonly MatchingEvent.PreferencesClosed Closed = new(Round);

    private static readonly TandemEvent.TandemFormed Formed =
        new(Joined, Form, TandemKind.Pair, Senior, [Pupil], null, null, [PairingGround.Other], null);

    [Fact]
    public void Needs_for_each_form_a_meeting_and_closed_preferences()
    {
        var teachers = ("matching-round-missing", "teacher-teacher");
        Lacks(Story.Given(Everybody), "G5.1", ("matching-round-missing", Form), teachers);
        Lacks(Begun, "G5.1", ("group-meeting-missing", Form), ("preferences-not-closed", Form), ("preferences-missing", Form), teachers);
        Lacks(Begun.And(Met, Wish(SurveyAudience.Mentees, Pupil, 1, Senior)), "G5.1", ("preferences-not-closed", Form), teachers);
        Lacks(Begun.And(Met, Closed), "G5.1", ("preferences-missing", Form), teachers);
        var held = Begun.And(Met, Wish(SurveyAudience.Mentees, Pupil, 1, Senior), Closed);
        Lacks(held, "G5.1", teachers);
        Assert.Equal([$"round:{Round}", $"fact:{Meeting}"], Criterion(held, "G5.1").Evidence);
    }

    [Fact]
    public void May_waive_the_meeting_only() =>
        Assert.Equal(
            [CriterionMode.Waivable, CriterionMode.Blocking, CriterionMode.Blocking],
            new[] { "G5.1", "G5.2", "G5.6" }.Select(code => Story.ModelWithPeople.Criterion(code)!.Mode));

    [Fact]
    public void Needs_a_comparison_for_every_tandem()
    {
        Lacks(Begun, "G5.2", ("no-tandem-formed", "tandems"));
        Lacks(Begun.And(Formed), "G5.2", ("tandem-not-compared", $"{Joined}"));
        Lacks(Begun.And(Formed with { Grounds = [PairingGround.QuestionnairesCompared] }), "G5.2");
        Lacks(Begun.And(Formed with { Text = Why }), "G5.2");
        Lacks(Begun.And(Formed).When(new MatchingCommand.CompareTandem(Joined, [PairingGround.MutualWish], null)).Accepted(), "G5.2");
        Lacks(Proposed.When(Confirm(Pair(Senior, Pupil))).Accepted(), "G5.2");
        // A dissolved tandem holds nothing back, and is no result either.
        Lacks(
            Begun.And(Formed, new TandemEvent.TandemDissolved(Joined, TandemParty.Curator, SeparationReason.Other, null, null)), "G5.2",
            ("no-tandem-formed", "tandems"));
    }

    [Fact]
    public void Needs_a_decision_about_everybody_without_a_mentor()
    {
        var story = Proposed.When(Confirm(Pair(Senior, Pupil))).Accepted();
        Lacks(story, "G5.6", Undecided(YoungTeacher), Undecided(Second), Undecided(Third));
        var decided = story.When(new MatchingCommand.DecideUnmatched(
            [
                new(YoungTeacher, UnmatchedDecision.SearchContinues), new(Second, UnmatchedDecision.SupportCase),
                new(Third, UnmatchedDecision.Leaves),
            ])).Accepted();
        Lacks(decided, "G5.6");
        // After the end of a tandem the mentee is without a mentor again, and an earlier decision does not count.
        var dissolved = decided.On(Tomorrow).And(
            new TandemEvent.TandemDissolved(Joined, TandemParty.Mentee, SeparationReason.OwnWish, null, null));
        Lacks(dissolved, "G5.6", Undecided(Pupil));
        Lacks(dissolved.When(new MatchingCommand.DecideUnmatched([new(Pupil, UnmatchedDecision.SearchContinues)])).Accepted(), "G5.6");
    }

    [Fact]
    public void Forgets_a_decision_about_who_was_matched_since()
    {
        var story = Proposed.When(new MatchingCommand.DecideUnmatched([new(Pupil, UnmatchedDecision.Leaves)])).Accepted()
            .When(Confirm(Pair(Senior, Pupil))).Accepted();
        Assert.Empty(story.State.Matching.Unmatched);
    }

    private static (string, string) Undecided(Guid mentee) => ("unmatched-undecided", $"{mentee}");

    private static void Lacks(Story story, string code, params (string What, string Where)[] missing) =>
        Assert.Equal(missing, Criterion(story, code).Missing.Select(m => (m.What, m.Where)));

    private static MentorshipFlow.Programmes.Gates.CriterionEvaluation Criterion(Story story, string code) =>
        story.Evaluation(5).Criteria.Single(c => c.Criterion.Code == code);
}
