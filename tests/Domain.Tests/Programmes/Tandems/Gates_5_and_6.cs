using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Matching;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>G5.3a to G5.5 and G6.1 to G6.3: met, and what they name when they are not.</summary>
public sealed class Gates_5_and_6
{
    [Fact]
    public void Pass_when_every_tandem_is_in_order_works_by_a_plan_and_has_come_to_its_end()
    {
        foreach (var criterion in new[] { "G5.3a", "G5.4", "G5.5" }) Lacks(Working, 5, criterion);
        foreach (var criterion in new[] { "G6.1", "G6.2", "G6.3" }) Lacks(Completed.And(Feedback()), 6, criterion);
    }

    [Fact]
    public void Need_a_tandem_at_all() => Lacks(Ready, 5, "G5.3a", ("no-tandem-formed", "tandems"));

    [Fact]
    public void Name_each_member_whom_no_order_lists()
    {
        Lacks(Formed, 5, "G5.3a", ("member-not-in-order", $"{Pupil} {Pair}"), ("member-not-in-order", $"{SecondPupil} {Group}"),
            ("member-not-in-order", $"{ThirdPupil} {Group}"));
        Lacks(Working.On(WinterOn).When(new TandemCommand.JoinGroup(Group, FourthPupil)).Accepted(), 5, "G5.3a",
            ("member-not-in-order", $"{FourthPupil} {Group}"));
    }

    [Fact]
    public void Name_an_order_that_was_annulled_or_is_of_another_kind()
    {
        Lacks(Working.And(new DocumentEvent.DocumentAnnulled(Order, Why)), 5, "G5.3a", ("document-annulled", $"{Order}"),
            ("document-annulled", $"{Order}"));
        var other = Formed.And(Course.Document(Number(0x126), "curator-order") with { Date = OrderOn }).On(OrderOn)
            .When(new TandemCommand.ApproveTandems(Number(0x126), [Pair])).Accepted()
            .When(new TandemCommand.ApproveTandems(Order, [Group])).Accepted();
        Lacks(other, 5, "G5.3a", ("order-of-other-kind", $"{Number(0x126)} groups-order"));
    }

    [Fact]
    public void Name_each_mentee_without_a_plan() => Lacks(Approved.Plan(Group, ThirdPupil, 0x1120), 5, "G5.4",
        ("development-plan-missing", $"{Pupil}"), ("development-plan-missing", $"{SecondPupil}"));

    [Fact]
    public void Need_a_personalised_programme_and_a_route_of_a_teacher()
    {
        Lacks(Teachers(null, null), 5, "G5.4", ("personalised-programme-missing", $"{YoungTeacher}"), ("route-missing", $"{YoungTeacher}"));
        Lacks(Teachers(Route, Route), 5, "G5.4");
        Lacks(Teachers(Route, Route).And(new DocumentEvent.DocumentAnnulled(Route, Why)), 5, "G5.4", ("document-annulled", $"{Route}"));
    }

    [Fact]
    public void Need_the_terms_of_a_mentor_of_teachers()
    {
        Lacks(Teachers(Route, Route), 5, "G5.5");
        Lacks(Teachers(Route, Route).And(new ParticipantEvent.ParticipantFactVoided(Teacher, Number(0xb12), Why)), 5, "G5.5",
            ("labour-terms-missing", $"{Teacher}"));
    }

    [Fact]
    public void Name_the_tandems_that_hold_the_sixth_back()
    {
        Lacks(Working.Finish(Group, 0x1230), 6, "G6.1", ("meeting-kind-not-held", $"{Pair} regular"),
            ("meeting-kind-not-held", $"{Pair} final"), ("tandem-open", $"{Pair}"));
        Lacks(Working.Finish(Group, 0x1230).When(new TandemCommand.DissolveTandem(
            Pair, TandemParty.Curator, SeparationReason.Incompatible, null, null)).Accepted(), 6, "G6.1");
        Lacks(Completed.When(new TandemCommand.VoidTandemFact(Pair, Number(0x1201), Why)).Accepted(), 6, "G6.1",
            ("meeting-kind-not-held", $"{Pair} trial"));
    }

    [Fact]
    public void Need_the_minimum_of_regular_meetings_unless_it_is_waived()
    {
        var few = Completed.When(new TandemCommand.VoidTandemFact(Pair, Number(0x1220), Why)).Accepted();
        Lacks(few, 6, "G6.2", ("regular-meetings-too-few", $"{Pair} 3"));
        var waived = few.When(new GateCommand.WaiveCriterion(6, null, "G6.2", Why, null)).Accepted();
        Assert.Equal(CriterionOutcome.Waived, waived.Evaluation(6).Criteria.Single(c => c.Criterion.Code == "G6.2").Outcome);
    }

    [Fact]
    public void Need_closed_waves_of_feedback_with_enough_answers()
    {
        Lacks(Completed, 6, "G6.3", ("survey-wave-not-closed", "interim-mentees"), ("survey-wave-not-closed", "interim-mentors"),
            ("survey-wave-not-closed", "satisfaction-mentees"), ("survey-wave-not-closed", "satisfaction-mentors"));
        Lacks(Completed.And(Feedback(answers: 1)), 6, "G6.3", ("response-rate-too-low", "interim-mentees 50"),
            ("response-rate-too-low", "interim-mentors 50"), ("response-rate-too-low", "satisfaction-mentees 50"),
            ("response-rate-too-low", "satisfaction-mentors 50"));
    }

    [Fact]
    public void Say_that_the_order_of_an_approved_stage_was_annulled()
    {
        var approved = Story.Given(Partners.Everything).ApproveAll(1, 4).On(FormedOn)
            .When(Form(Pair, TandemKind.Pair, Senior, Pupil)).Accepted()
            .On(OrderOn).When(new TandemCommand.ApproveTandems(Order, [Pair])).Accepted().Plan(Pair, Pupil, 0x1100).Matched()
            .ApproveAll(5, 5);
        Assert.Empty(Grounds.Annulled(approved.State, 5));
        var annulled = approved.And(new DocumentEvent.DocumentAnnulled(Order, Why));
        Assert.Equal([Order], Grounds.Annulled(annulled.State, 5));
        var again = annulled.On(new(2022, 1, 17)).When(new TandemCommand.ApproveTandems(Amendment, [Pair])).Accepted();
        Assert.Empty(Grounds.Annulled(again.State, 5));
    }

    private static Story Teachers(Guid? programme, Guid? route) => Ready
        .When(new TandemCommand.FormTandem(
            Form(TeachersPair, TandemKind.Pair, Teacher, YoungTeacher).Formed with { Form = "teacher-teacher" })).Accepted()
        .On(OrderOn).When(new TandemCommand.ApproveTandems(Order, [TeachersPair])).Accepted()
        .When(new TandemCommand.ApprovePlan(PlanOf(TeachersPair, YoungTeacher, 0x1130) with { Programme = programme, Route = route }))
        .Accepted();

    private static void Lacks(Story story, int stage, string criterion, params IReadOnlyList<(string What, string Where)> missing) =>
        Assert.Equal(missing,
            story.Evaluation(stage).Criteria.Single(c => c.Criterion.Code == criterion).Missing.Select(m => (m.What, m.Where)));
}
