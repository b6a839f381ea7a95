using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Matching;
using MentorshipFlow.Domain.Tests.Programmes.Tandems;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using Cohort = MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>The documents that an approval rests on, criterion by criterion, and what takes their place.</summary>
public sealed class The_ground_of_an_approval
{
    private static readonly DocumentEvent.DocumentAnnulled Annulled = new(Loose, Why);

    [Fact]
    public void Is_the_document_by_which_the_precondition_of_a_form_was_met()
    {
        var story = Story.Given([.. Stage1.Where(e => e is not PreparationEvent.FormEnabled), Document(Loose, "protocol"),
            new PreparationEvent.FormEnabled("learner-learner", [], [TandemKind.Pair], Words("После открытия педкласса")),
            new PreparationEvent.FormPreconditionMet("learner-learner", Loose)]).ApproveAll(1, 1).And(Annulled);
        Assert.Equal([new Missing("document-annulled", $"{Loose}")], Of(story, 1, "G1.5").Missing);
        Assert.Equal([Loose], Grounds.Annulled(story.State, 1));
    }

    [Fact]
    public void Is_the_document_of_an_outreach()
    {
        var story = Story.Given([.. Stage1.Select(e => e is Fact.OutreachHeld { Channel: "site" } held
            ? held with { Document = Loose } : e), Document(Loose, "protocol")]).ApproveAll(1, 1).And(Annulled);
        Assert.Equal([new Missing("document-annulled", $"{Loose}")], Of(story, 1, "G1.7").Missing);
        Assert.Equal([Loose], Grounds.Annulled(story.State, 1));
    }

    [Fact]
    public void Is_the_document_of_an_information_event()
    {
        var story = Story.Given([.. Cohort.Everything.Select(e => e is ParticipantEvent.MentorsInformed held
            ? held with { Document = Loose } : e), Document(Loose, "protocol")]).ApproveAll(1, 3).And(Annulled);
        Assert.Equal([new Missing("document-annulled", $"{Loose}")], Of(story, 3, "G3.3").Missing);
        Assert.Equal([Loose], Grounds.Annulled(story.State, 3));
    }

    [Fact]
    public void Is_the_training_plan_until_another_one_is_valid()
    {
        var annulled = Cohort.ApprovedUpTo(4).And(new DocumentEvent.DocumentAnnulled(Cohort.Plan, Why));
        Assert.Equal([Cohort.Plan], Grounds.Annulled(annulled.State, 4));
        Assert.Empty(Grounds.Annulled(annulled.And(new ParticipantEvent.TrainingPlanApproved(
            Number(0xc05), SecondOrder, [new("first-meeting", Start, 90)])).State, 4));
    }

    [Fact]
    public void Is_a_route_until_another_plan_takes_its_place()
    {
        var plan = Partners.PlanOf(Partners.TeachersPair, Cohort.YoungTeacher, 0x1130)
            with { Programme = SecondOrder, Route = Partners.Route };
        var approved = Story.Given(Partners.Everything).ApproveAll(1, 4).On(Partners.FormedOn)
            .When(new TandemCommand.FormTandem(Partners.Form(
                Partners.TeachersPair, TandemKind.Pair, Cohort.Teacher, Cohort.YoungTeacher).Formed with { Form = "teacher-teacher" }))
            .Accepted()
            .On(Partners.OrderOn).When(new TandemCommand.ApproveTandems(Partners.Order, [Partners.TeachersPair])).Accepted()
            .When(new TandemCommand.ApprovePlan(plan)).Accepted().Matched().ApproveAll(5, 5);
        var annulled = approved.And(new DocumentEvent.DocumentAnnulled(Partners.Route, Why));
        Assert.Equal([Partners.Route], Grounds.Annulled(annulled.State, 5));
        var later = Partners.PlanOf(Partners.TeachersPair, Cohort.YoungTeacher, 0x1140);
        var again = annulled.When(new TandemCommand.ApprovePlan(later with { Programme = SecondOrder, Route = SecondOrder })).Accepted();
        Assert.Empty(Grounds.Annulled(again.State, 5));
    }

    private static CriterionEvaluation Of(Story story, int stage, string criterion) =>
        story.Evaluation(stage).Criteria.Single(c => c.Criterion.Code == criterion);
}
