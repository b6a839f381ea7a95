using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>The hash changes with the evidence even if all criteria stay met, so a decision on the earlier evaluation is refused.</summary>
public sealed class Evaluation_hash
{
    private const string Item = "1.2.1";
    private static readonly PreparationCommand.ReopenItem Reopen = new(Item, Why);

    internal static Story NotApplicable(Story seen) =>
        seen.As(Oleg).When(Reopen).Accepted().When(new PreparationCommand.MarkItemNotApplicable(Item, Why)).Accepted();

    internal static Story OnAnotherDay(Story seen) =>
        seen.As(Oleg).When(Reopen).Accepted().About(Yesterday).When(
            new PreparationCommand.CompleteItem(Item, [Protocol])).Accepted().On(Today);

    internal static Story ByAnotherDocument(Story seen) =>
        seen.As(Oleg).When(Reopen).Accepted().When(new PreparationCommand.CompleteItem(Item, [SecondOrder])).Accepted();

    [Fact]
    public void Changes_when_an_item_is_marked_not_applicable() => Stale(NotApplicable);

    [Fact]
    public void Changes_when_an_item_is_completed_on_another_day() => Stale(OnAnotherDay);

    [Fact]
    public void Changes_when_an_item_has_another_document() => Stale(ByAnotherDocument);

    [Fact]
    public void Changes_when_another_person_completes_an_item() =>
        Stale(seen =>
            seen.As(Oleg).When(Reopen).Accepted().As(Boris).About(Start).When(new PreparationCommand.CompleteItem(Item, [Protocol]))
                .Accepted().On(Today));

    [Fact]
    public void Changes_with_the_reason_of_an_item_not_applicable()
    {
        var seen = NotApplicable(Submitted(1));
        Differs(seen, seen.When(Reopen).Accepted().When(new PreparationCommand.MarkItemNotApplicable(Item, Text(2))).Accepted());
    }

    [Fact]
    public void Stays_the_same_when_an_item_is_settled_again_as_before()
    {
        var seen = NotApplicable(Submitted(1));
        Assert.Equal(seen.Evaluation(1).Hash, NotApplicable(seen).Evaluation(1).Hash);
    }

    [Fact]
    public void Changes_when_a_document_is_superseded()
    {
        var seen = Submitted(4);
        Differs(seen, seen.When(new DocumentCommand.SupersedeDocument(Protocol, SecondOrder, null)).Accepted(), 4);
    }

    [Fact]
    public void Changes_when_an_item_is_rescheduled()
    {
        var seen = Given(Stage1).When(Submit(1)).Accepted();
        Differs(seen, seen.When(new PreparationCommand.RescheduleItem("5.1.1", Today, Tomorrow, Why)).Accepted());
    }

    [Fact]
    public void Stays_the_same_when_an_item_of_another_stage_changes()
    {
        var seen = Submitted(1);
        Assert.Equal(seen.Evaluation(1).Hash, seen.When(new PreparationCommand.ReopenItem("2.1.1", Why)).Accepted().Evaluation(1).Hash);
    }

    [Fact]
    public void Changes_with_the_reason_of_a_waiver()
    {
        var bare = Given(Stage1.Where(e => e is not Fact.ResourceRegistered));
        Differs(Waived(bare, 1), Waived(bare, 2));

        static Story Waived(Story story, int reason) =>
            story.When(new GateCommand.WaiveCriterion(1, null, "G1.9", Text(reason), null)).Accepted();
    }

    private static void Stale(Func<Story, Story> otherwise)
    {
        var seen = Submitted(1);
        var (tag, now) = (seen.Evaluation(1).Hash, otherwise(seen).As(Vera));
        Assert.True(now.Evaluation(1).Passes);
        now.When(new GateCommand.ApproveStage(1, tag)).Refused(Reason.EvaluationChanged, "evaluation-is-now", now.Evaluation(1).Hash)
            .When(new GateCommand.ApproveStage(1, now.Evaluation(1).Hash)).Accepted();
    }

    private static void Differs(Story before, Story after, int stage = 1)
    {
        Assert.Equal(before.Evaluation(stage).Snapshot.Select(c => c.Outcome), after.Evaluation(stage).Snapshot.Select(c => c.Outcome));
        Assert.NotEqual(before.Evaluation(stage).Hash, after.Evaluation(stage).Hash);
    }
}
