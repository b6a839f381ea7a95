using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Completion;
using MentorshipFlow.Domain.Tests.Programmes.Tandems;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Where the criteria and rights of the gates begin and end.</summary>
public sealed class The_limits_of_the_gates
{
    [Fact]
    public void Of_capacity_are_met_by_exactly_as_many_seats_as_mentees()
    {
        var both = Mentor(Senior, SeniorLearner, PupilOffer with { Capacity = 2, Forms = ["learner-learner", "employer-learner"] },
            MentorCategory.Learner, 0xb00);
        Lacks(Participants.Cohort.Given([.. Mentee(Pupil, Learner, "learner-learner", InformationSource.Parent, 0xa00),
            .. Mentee(Number(0x720), SeniorLearner, "employer-learner", InformationSource.Parent, 0xa20), .. both]), 4, "G4.5");
    }

    [Fact]
    public void Of_capacity_count_a_mentor_who_offers_one_of_the_forms_that_are_asked_for() =>
        Lacks(Participants.Cohort.Given([.. Mentee(Pupil, Learner, "learner-learner", InformationSource.Parent, 0xa00),
            .. Mentor(Senior, SeniorLearner, PupilOffer with { Forms = ["learner-learner", "employer-learner"] },
                MentorCategory.Learner, 0xb00)]), 4, "G4.5");

    [Fact]
    public void Of_training_name_a_training_and_a_clearance_that_are_both_missing() =>
        Lacks(Participants.Cohort.Given([.. Mentor(Engineer, Employer with { Clearance = null }, EmployerOffer,
                MentorCategory.EmployerRepresentative, 0xb20).Where(e => e is not ParticipantEvent.MentorTrainingCompleted)]), 4, "G4.4",
            ("training-not-completed", $"{Engineer}"), ("clearance-missing", $"{Engineer}"));

    [Fact]
    public void Of_the_training_plan_are_met_by_one_plan_that_is_still_valid() =>
        Lacks(Story.Given([.. Participants.Cohort.Everything,
            new ParticipantEvent.TrainingPlanApproved(Number(0xc05), SecondOrder, [new("first-meeting", Start, 90)]),
            new DocumentEvent.DocumentAnnulled(Participants.Cohort.Plan, Why)]), 4, "G4.3");

    [Fact]
    public void Of_the_order_leave_out_a_tandem_that_ended_before_an_order_listed_it()
    {
        var dissolved = Partners.Formed.When(new TandemCommand.DissolveTandem(
            Partners.Pair, TandemParty.Curator, SeparationReason.Incompatible, null, null)).Accepted();
        Lacks(dissolved, 5, "G5.3a", ("member-not-in-order", $"{Partners.SecondPupil} {Partners.Group}"),
            ("member-not-in-order", $"{Partners.ThirdPupil} {Partners.Group}"));
    }

    [Fact]
    public void Of_the_order_keep_a_tandem_that_ended_after_an_order_listed_it()
    {
        var ended = Partners.Working.Finish(Partners.Pair, 0x1220).Finish(Partners.Group, 0x1230);
        Lacks(ended.And(new DocumentEvent.DocumentAnnulled(Partners.Order, Why)), 5, "G5.3a",
            ("document-annulled", $"{Partners.Order}"), ("document-annulled", $"{Partners.Order}"));
    }

    [Fact]
    public void Of_the_terms_ask_only_about_mentors_of_teachers_who_work()
    {
        var bare = Partners.Everything.Where(e => e is not ParticipantEvent.LabourTermsFixed).ToList();
        Lacks(Story.Given(bare).On(Partners.FormedOn).When(Partners.Form(Partners.Pair, TandemKind.Pair, Senior, Pupil)).Accepted(),
            5, "G5.5");
        var teachers = Partners.Form(Partners.TeachersPair, TandemKind.Pair, Teacher, YoungTeacher).Formed
            with { Form = "teacher-teacher" };
        var worked = Story.Given([.. bare, teachers]);
        Lacks(worked, 5, "G5.5", ("labour-terms-missing", $"{Teacher}"));
        Lacks(worked.And(new TandemEvent.TandemDissolved(Partners.TeachersPair, TandemParty.Curator, SeparationReason.Other, null, null)),
            5, "G5.5");
    }

    [Theory]
    [InlineData("66", true), InlineData("67", false)]
    public void Of_the_response_are_met_by_the_rate_of_all_waves_together_rounded_down(string least, bool met)
    {
        // Two of three answered, in two waves.
        var state = Partners.Completed.And([.. Partners.Feedback().Skip(5), .. Wave(0x1400, 2), .. Wave(0x1410, 1)]).State;
        var criterion = Story.ModelWithPeople.Criterion("G6.3")!;
        var found = MentorshipFlow.Programmes.Gates.Rules.Named(criterion.Rule)(new(
            state, 6, criterion with { Parameters = new Dictionary<string, IReadOnlyList<string>> { ["responseRate"] = [least] } },
            Today, Story.ModelWithPeople));
        Assert.Equal(met ? [] : [new Missing("response-rate-too-low", "interim-mentees 66")], found.Missing);
        Assert.Contains("answered interim-mentees 66", found.Details);
    }

    [Fact]
    public void Of_a_monitoring_are_met_by_another_one_of_its_kind()
    {
        var again = Number(0x1030);
        Lacks(Story.Given([.. Finale.Everything, Document(Loose, "monitoring-report"),
            new MonitoringEvent.MonitoringStarted(again, MonitoringKind.Satisfaction),
            new MonitoringEvent.MonitoringConcluded(again, Loose),
            new MonitoringEvent.MonitoringStarted(Number(0x1031), MonitoringKind.Influence),
            new MonitoringEvent.MonitoringConcluded(Number(0x1031), Loose),
            new DocumentEvent.DocumentAnnulled(Finale.Report, Why)]), 7, "G7.1", ("document-annulled", $"{Finale.Report}"));
    }

    [Fact]
    public void Of_consent_are_looked_at_on_the_day_of_the_evaluation()
    {
        var state = Story.Given(Participants.Cohort.Everything).State;
        Assert.Equal([true, false, true], new[] { LastDay, LastDay.AddDays(1), LastDay }.Select(day =>
            StageEvaluation.Of(state, 2, day, Story.ModelWithPeople).Criteria.Single(c => c.Criterion.Code == "G2.2").Passes));
    }

    [Fact]
    public void Of_a_return_are_a_due_day_from_today_on_that_somebody_plans()
    {
        GateCommand.ReturnStage Due(DateOnly on) => new(1, null, [new("G1.1", Why)], on);
        Submitted(1).When(Due(Today)).Accepted();
        Submitted(1).When(Due(Today.AddYears(7))).Refused(Reason.DateImplausible, "date-too-far", "2028-10-20");
    }

    [Fact]
    public void Of_a_corrected_start_include_the_day_of_the_decision() =>
        Submitted(1).When(new GateCommand.CorrectWorkOpening(1, Today, Why)).Accepted();

    [Fact]
    public void Of_the_curators_right_are_today_and_the_day_of_the_decision()
    {
        var replaced = Story.Given(Course.Everything).And(new PreparationEvent.CuratorReplaced(VeraId, BorisId, SecondOrder, Today, Why));
        replaced.As(Vera).About(Yesterday).When(Submit(1)).Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20");
        replaced.As(Oleg).About(Yesterday).When(Submit(1)).Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20");
    }

    [Fact]
    public void Of_the_recomputation_are_the_seventh_stage()
    {
        var reopened = Course.ApprovedUpTo(7).When(new GateCommand.ReopenStage(3, null, Why)).Accepted().When(Submit(3)).Accepted();
        reopened.When(new GateCommand.ApproveStage(3, null, null)).Then<GateEvent.StageApproved>(e => Assert.Null(e.Certificate));
    }

    [Fact]
    public void Of_a_second_approver_are_another_person_than_the_approver() =>
        Submitted(2).As(Boris with { Role = Role.Head }).When(new GateCommand.CountersignStage(2, null)).Accepted()
            .And(new PreparationEvent.CuratorReplaced(VeraId, BorisId, SecondOrder, Today, Why))
            .As(Boris).When(Approve(2))
            .Then<GateEvent.StageApproved>(e => Assert.Equal((BorisId, (Guid?)null), (e.Approver, e.SecondApprover)));

    // A wave that one of the invited answered.
    private static IEnumerable<ProgrammeEvent> Wave(int id, int invited) =>
    [
        new SurveyEvent.SurveyWaveOpened(Number(id), new("feedback", 1, new string('9', 64)), SurveyAudience.Mentees,
            SurveyPurpose.Interim, null, Words("Анкета"), null),
        new SurveyEvent.SurveyParticipantsInvited(Number(id), [.. Enumerable.Range(0x7000, invited).Select(Number)]),
        new SurveyEvent.SurveyAnswered(Number(id), Number(id + 1), Number(0x7000), SurveyChannel.Curator, null, [], [], []),
        new SurveyEvent.SurveyWaveClosed(Number(id)),
    ];

    private static void Lacks(Story story, int stage, string criterion, params (string, string)[] missing) =>
        Assert.Equal(missing,
            story.Evaluation(stage).Criteria.Single(c => c.Criterion.Code == criterion).Missing.Select(m => (m.What, m.Where)));
}
