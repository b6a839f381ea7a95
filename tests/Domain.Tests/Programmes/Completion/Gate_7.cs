using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes.Completion;

/// <summary>G7.1 to G7.6: each criterion met, and unmet without one event.</summary>
public sealed class Gate_7
{
    public static TheoryData<string, Type, string> Criteria => new()
    {
        { "G7.1", typeof(MonitoringEvent.MonitoringConcluded), "monitoring-not-concluded" },
        { "G7.1", typeof(SurveyEvent.SurveyWaveClosed), "satisfaction-not-surveyed" },
        { "G7.1", typeof(MonitoringEvent.SwotRecorded), "swot-missing" },
        { "G7.1", typeof(MonitoringEvent.CuratorScoreRecorded), "curator-score-missing" },
        { "G7.1", typeof(MonitoringEvent.IndicatorMeasured), "exit-measurement-missing" },
        { "G7.3c", typeof(Recognised.FinalEventHeld), "final-event-not-held" },
        { "G7.3d", typeof(Recognised.ThankYouLetterIssued), "letter-not-issued" },
        { "G7.3e", typeof(Recognised.CompetitionHeld), "competition-not-held" },
        { "G7.4a", typeof(Recognised.ResultsPublished), "results-not-published" },
        { "G7.5", typeof(ParticipantEvent.MenteeResultEntered), "mentee-result-missing" },
        { "G7.5", typeof(ParticipantEvent.MentorResultEntered), "mentor-result-missing" },
    };

    [Theory]
    [MemberData(nameof(Criteria))]
    public void Is_open_with_everything_and_closed_without_an_event(string criterion, Type without, string missing)
    {
        Assert.Equal(CriterionOutcome.Met, Of(Story.Given(Finale.Everything), criterion).Outcome);
        Assert.Contains(missing,
            Of(Story.Given(Finale.Everything.Where(e => !without.IsInstanceOfType(e))), criterion).Missing.Select(m => m.What));
    }

    [Fact]
    public void G7_1_falls_with_the_report_of_a_monitoring() => Assert.Equal(
        [("document-annulled", $"{Finale.Report}")],
        Of(Story.Given([.. Finale.Everything, new DocumentEvent.DocumentAnnulled(Finale.Report, Why)]), "G7.1").Missing.Distinct()
            .Select(m => (m.What, m.Where)));

    [Fact]
    public void G7_2_asks_for_a_reflection_of_each_pair_and_group()
    {
        var formed = new TandemEvent.TandemFormed(Number(0x1050), "learner-learner", TandemKind.Pair, Cohort.Senior, [Cohort.Pupil], null,
            null, [PairingGround.QuestionnairesCompared], null);
        Assert.Equal([("reflection-missing", $"{formed.Tandem}")],
            Of(Story.Given([.. Finale.Everything, formed]), "G7.2").Missing.Select(m => (m.What, m.Where)));
        Assert.Equal(CriterionOutcome.Met, Of(Story.Given([.. Finale.Everything, formed,
            new TandemEvent.ReflectionRecorded(formed.Tandem, Number(0x1051), ReflectionKind.Group, null, Why)]), "G7.2").Outcome);
    }

    [Fact]
    public void G7_3e_asks_for_both_nominations() => Assert.Equal(
        [("competition-not-held", "best-pair")],
        Of(Story.Given(Finale.Everything.Where(e => e is not Recognised.CompetitionHeld { Nomination: Nomination.BestPair })), "G7.3e")
            .Missing.Select(m => (m.What, m.Where)));

    [Fact]
    public void G7_4b_wants_a_name_removed_whose_consent_ended()
    {
        var ended = Story.Given([.. Finale.Everything,
            new ParticipantEvent.PersonStandingRecorded(Cohort.Teacher, Cohort.OldTeacher with { Version = 9 })]);
        Assert.Equal([("publication-consent-missing", $"{Cohort.Teacher}")],
            Of(ended, "G7.4b").Missing.Select(m => (m.What, m.Where)));
        Assert.Equal(CriterionOutcome.Met,
            Of(ended.When(new RecognitionCommand.RemoveNameFromPublication(Finale.Publication, Cohort.Teacher)).Accepted(), "G7.4b")
                .Outcome);
    }

    [Fact]
    public void G7_6_may_be_empty_but_holds_nobody_whose_consent_ended()
    {
        Assert.Equal(CriterionOutcome.Met,
            Of(Story.Given(Finale.Everything.Where(e => e is not ParticipantEvent.MovedToLongTermBase)), "G7.6").Outcome);
        Assert.Equal([("long-term-consent-missing", $"{Cohort.Teacher}")],
            Of(Story.Given([.. Finale.Everything,
                new ParticipantEvent.PersonStandingRecorded(Cohort.Teacher, Cohort.OldTeacher with { Version = 9 })]), "G7.6")
                .Missing.Select(m => (m.What, m.Where)));
    }

    [Fact]
    public void Covers_in_its_hash_what_it_saw() => Assert.Distinct(
    [
        Story.Given(Finale.Everything).Evaluation(7).Hash,
        Story.Given([.. Finale.Everything, new ParticipantEvent.MentorResultEntered(Cohort.Senior, EntryResult.NotReached, null)])
            .Evaluation(7).Hash,
        Story.Given([.. Finale.Everything, new RecognitionEvent.NameRemovedFromPublication(Finale.Publication, Cohort.Teacher)])
            .Evaluation(7).Hash,
    ]);

    private static CriterionEvaluation Of(Story story, string criterion) =>
        story.Evaluation(7).Criteria.Single(c => c.Criterion.Code == criterion);
}
