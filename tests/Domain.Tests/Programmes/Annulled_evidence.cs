using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>A document that decisions rest on is annulled: the approvals stand, and everything says that their ground is gone.</summary>
public sealed class Annulled_evidence
{
    private static readonly DocumentCommand.AnnulDocument Annul = new(Protocol, Why);

    // Item 2.2.1 names the protocol, although it need not.
    private static readonly PreparationCommand.CompleteItem Completed = new("2.2.1", [Protocol]);

    private static Story Named => Given(Everything).When(new PreparationCommand.ReopenItem("2.2.1", Why)).Accepted()
        .When(Completed).Accepted();

    [Fact]
    public void Fails_the_gate_of_an_approved_stage_that_stands()
    {
        var story = ApprovedUpTo(1).When(new DocumentCommand.AnnulDocument(IntroductionOrder, Why)).Accepted();
        Assert.Equal(["G1.1"], story.Evaluation(1).Criteria.Where(c => !c.Passes).Select(c => c.Criterion.Code));
        Assert.True(story.State.Gates[1].Stands);
        Assert.Equal([IntroductionOrder], Grounds.Annulled(story.State, 1));
        Assert.Empty(Grounds.Annulled(story.State, 2));
    }

    [Fact]
    public void Stops_the_next_gate_and_the_completion_until_another_document_is_in_its_place()
    {
        var gone = ApprovedUpTo(1).When(new DocumentCommand.AnnulDocument(IntroductionOrder, Why)).Accepted();
        gone.When(Submit(2)).Refused(Reason.StageOutOfOrder, "stage-ground-annulled", $"1 {IntroductionOrder}");
        gone.And(Document(Loose, "introduction-order")).When(Submit(2)).Accepted();
        gone.When(new DocumentCommand.ReinstateDocument(IntroductionOrder, Why)).Accepted().When(Submit(2)).Accepted();
        ApprovedUpTo(7).When(new DocumentCommand.AnnulDocument(Number(0x108), Why)).Accepted()
            .When(new CharterCommand.CompleteProgramme())
            .Refused(Reason.StageNotApproved, "stage-ground-annulled", $"7 {Number(0x108)}");
    }

    [Fact]
    public void Of_an_item_is_named_by_the_gate_whether_or_not_the_item_needs_a_document()
    {
        var story = Named.When(Annul).Accepted();
        Assert.Equal([("G2.R", "item-document-annulled", $"2.2.1 {Protocol}")], Missing(story, 2));
        Assert.Equal(
            [("G4.R", "item-document-annulled", $"4.2.3 {Protocol}"), ("G4.D", "item-document-annulled", $"4.2.3 {Protocol}")],
            Missing(story, 4));
    }

    [Fact]
    public void Of_an_item_is_cleared_only_by_another_document_on_the_item()
    {
        var annulled = Named.When(Annul).Accepted();
        var reopened = annulled.When(new PreparationCommand.ReopenItem("2.2.1", Why)).Accepted();
        Assert.Contains(("G2.R", "item-document-annulled", $"2.2.1 {Protocol}"), Missing(reopened, 2));
        var bare = reopened.When(new PreparationCommand.CompleteItem("2.2.1", [])).Accepted();
        Assert.Equal([("G2.R", "item-document-annulled", $"2.2.1 {Protocol}")], Missing(bare, 2));
        var dropped = reopened.When(new PreparationCommand.MarkItemNotApplicable("2.2.1", Why)).Accepted();
        Assert.Equal([("G2.R", "item-document-annulled", $"2.2.1 {Protocol}")], Missing(dropped, 2));
        Assert.Empty(Missing(reopened.When(new PreparationCommand.CompleteItem("2.2.1", [SecondOrder])).Accepted(), 2));
        Assert.Empty(Missing(bare.When(new DocumentCommand.ReinstateDocument(Protocol, Why)).Accepted(), 2));
    }

    [Fact]
    public void Of_an_item_is_passed_over_by_no_waiver()
    {
        var waivable = Story.Given([Drafted with { Definition = Waivable.Reference }, .. Everything.Skip(1)]);
        var state = waivable.And(new GateEvent.GateCriterionWaived(4, "G4.D", VeraId, Why, null)).And(
            new DocumentEvent.DocumentAnnulled(Protocol, Why)).State;
        Assert.Equal(CriterionOutcome.NotMet,
            StageEvaluation.Of(state, 4, Today, Waivable).Criteria.Single(c => c.Criterion.Code == "G4.D").Outcome);
    }

    [Fact]
    public void Of_an_item_is_passed_over_by_no_waiver_although_the_item_lacks_a_document_too()
    {
        var state = Story.Given([Drafted with { Definition = Waivable.Reference }, .. Everything.Skip(1)]).And(
            new GateEvent.GateCriterionWaived(4, "G4.D", VeraId, Why, null), new PreparationEvent.RoadmapItemReopened("4.2.3", Why),
            new PreparationEvent.RoadmapItemCompleted("4.2.3", []), new DocumentEvent.DocumentAnnulled(Protocol, Why)).State;
        var criterion = StageEvaluation.Of(state, 4, Today, Waivable).Criteria.Single(c => c.Criterion.Code == "G4.D");
        Assert.Equal(CriterionOutcome.NotMet, criterion.Outcome);
        Assert.Equal(
            [("item-without-document", "4.2.3"), ("item-document-annulled", $"4.2.3 {Protocol}")],
            criterion.Missing.Select(m => (m.What, m.Where)));
    }

    [Fact]
    public void Of_a_waiver_ends_the_waiver()
    {
        var story = Given([.. Everything.Where(e => e is not Fact.ResourceRegistered),
            new GateEvent.GateCriterionWaived(1, "G1.9", VeraId, Why, SecondOrder)]);
        Assert.Empty(Missing(story, 1));
        Assert.Equal([("G1.9", "resources-not-determined", "resources"), ("G1.9", "document-annulled", $"{SecondOrder}")],
            Missing(story.When(new DocumentCommand.AnnulDocument(SecondOrder, Why)).Accepted(), 1));
        Assert.Equal([SecondOrder], Grounds.Annulled(
            story.ApproveAll(1, 1).When(new DocumentCommand.AnnulDocument(SecondOrder, Why)).Accepted().State, 1));
    }

    [Fact]
    public void Of_a_fact_is_named_until_the_fact_is_corrected()
    {
        var story = ApprovedUpTo(1).When(Annul).Accepted();
        Assert.Contains(("G1.5", "document-annulled", $"{Protocol}"), Missing(story, 1));
        Assert.Equal([Protocol], Grounds.Annulled(story.State, 1));
        var items = Model.Stage(1).Items.Where(i => i.Documented).Select(i => i.Code);
        var corrected = items.Aggregate(story, (s, item) => s.When(new PreparationCommand.ReopenItem(item, Why)).Accepted()
            .When(new PreparationCommand.CompleteItem(item, [SecondOrder])).Accepted());
        Assert.Equal([Protocol], Grounds.Annulled(corrected.State, 1));
        Assert.Empty(Grounds.Annulled(corrected.When(new PreparationCommand.CorrectFact(Number(0x202),
            new Fact.AdministrativeMeetingHeld(Loose, Start, null, null), Why)).Accepted().State, 1));
    }

    [Fact]
    public void Of_the_curators_order_is_replaced_by_another_order()
    {
        var story = ApprovedUpTo(1).When(new DocumentCommand.AnnulDocument(CuratorOrder, Why)).Accepted();
        Assert.Equal([CuratorOrder], Grounds.Annulled(story.State, 1));
        Assert.Empty(Grounds.Annulled(
            story.As(Ivan).When(new PreparationCommand.AppointCurator(VeraId, SecondOrder, Today, null, Present)).Accepted().State, 1));
    }

    [Fact]
    public void Of_a_training_is_named_with_its_mentor()
    {
        var story = Story.Given(Cohort.Everything.Select(e =>
            e is ParticipantEvent.MentorTrainingCompleted t ? t with { Document = SecondOrder } : e));
        Assert.Empty(Missing(story, 4));
        Assert.Equal(
            new[] { Cohort.Senior, Cohort.Teacher }.Order().Select(m => ("G4.4", "training-document-annulled", $"{m} {SecondOrder}")),
            Missing(story.When(new DocumentCommand.AnnulDocument(SecondOrder, Why)).Accepted(), 4));
    }

    private static MentorshipFlow.Definitions.Definition Waivable { get; } =
        NextVersion.Where($"/stages/3/gate/criteria/{At("G4.D")}/mode", "\"waivable\"");

    private static int At(string code) => Model.Stage(4).Gate.Criteria.Index().First(c => c.Item.Code == code).Index;

    private static IEnumerable<(string Criterion, string What, string Where)> Missing(Story story, int stage) =>
        story.Evaluation(stage).Criteria.Where(c => !c.Passes)
            .SelectMany(c => c.Missing.Select(m => (c.Criterion.Code, m.What, m.Where)));
}
