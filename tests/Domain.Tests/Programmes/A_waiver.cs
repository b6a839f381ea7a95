using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_waiver
{
    private static Story Lacking =>
        Given(Stage1.Where(e => e is not (Fact.ResourceRegistered or DocumentEvent.DocumentRegistered { Kind: "mentoring-regulation" })));

    private static GateCommand.WaiveCriterion Waive(string criterion, Guid? document = null) => new(1, null, criterion, Why, document);

    [Fact]
    public void Is_not_for_blocking_criteria() =>
        Assert.All(
            Model.Stage(1).Gate.Criteria.Where(c => c.Mode == MentorshipFlow.Definitions.CriterionMode.Blocking),
            c => Lacking.When(Waive(c.Code)).Refused(Reason.CriterionNotWaivable, "criterion-blocking", c.Code));

    [Fact]
    public void Needs_a_criterion_of_its_stage() => Lacking.When(Waive("G7.3a")).Refused(Reason.Unknown, "criterion-unknown", "G7.3a");

    [Fact]
    public void Lets_the_stage_pass_and_shows_person_and_reason()
    {
        var story = Given(Stage1.Where(e => e is not Fact.ResourceRegistered)).When(Waive("G1.9", Protocol))
            .Then(new GateEvent.GateCriterionWaived(1, "G1.9", VeraId, Why, Protocol));
        var criterion = story.Evaluation(1).Criteria.Single(c => c.Criterion.Code == "G1.9");
        Assert.Equal(CriterionOutcome.Waived, criterion.Outcome);
        Assert.Equal([$"waived-by:{VeraId}", $"document:{Protocol}"], criterion.Evidence);
        Assert.Equal([new Missing("resources-not-determined", "resources")], criterion.Missing);
        story.When(Submit(1))
            .Then<GateEvent.StageSubmitted>(e => Assert.Equal(CriterionOutcome.Waived, e.Criteria.Single(c => c.Code == "G1.9").Outcome));
    }

    [Fact]
    public void Has_a_document_in_force_or_none() =>
        Lacking.When(Waive("G1.9", Loose)).Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}");

    [Fact]
    public void Is_given_once_and_withdrawn_once() =>
        Lacking.When(Waive("G1.9")).Accepted()
            .When(Waive("G1.9")).Refused(Reason.CriterionAlreadyWaived, "criterion-waived", "G1.9")
            .When(new GateCommand.WithdrawWaiver(1, null, "G1.9", Why)).Then(new GateEvent.GateWaiverWithdrawn(1, "G1.9", VeraId, Why))
            .When(new GateCommand.WithdrawWaiver(1, null, "G1.9", Why)).Refused(Reason.CriterionNotWaived, "criterion-not-waived", "G1.9");

    [Fact]
    public void Has_no_effect_once_the_criterion_is_met()
    {
        var story = Lacking.When(Waive("G1.9")).Accepted()
            .And(new Fact.ResourceRegistered(Loose, ResourceKind.Staff, Contour.Internal, Words("Психолог")));
        Assert.Equal(CriterionOutcome.Met, story.Evaluation(1).Criteria.Single(c => c.Criterion.Code == "G1.9").Outcome);
    }
}
