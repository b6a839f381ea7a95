using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>The text that an approval signs with its hash. An auditor computes it again from the ledger, so a released line never
/// changes.</summary>
public sealed class The_text_of_an_evaluation
{
    private static readonly DateOnly LastDay = Start.AddDays(30);

    [Fact]
    public void Has_a_head_and_the_lines_of_each_criterion() =>
        Assert.Equal(
            $"""
            mentorshipflow evaluation v1
            definition {Model.Reference.Sha256}
            stage 3
            status in-work 2 needs-reconfirmation
            criterion G1.9 {Model.Criterion("G1.9")!.Rule} met
            evidence fact:1
            evidence fact:2
            detail in detail
            criterion G1.3 roadmap.approved/1 not-met
            missing roadmap-not-approved roadmap

            """,
            new StageEvaluation(3, StageStatus.InWork, 2, true, Model.Reference,
            [
                new(Model.Criterion("G1.9")!, CriterionOutcome.Met, [], ["fact:1", "fact:2"], ["in detail"]),
                new(Model.Criterion("G1.3")!, CriterionOutcome.NotMet, [new("roadmap-not-approved", "roadmap")], [], []),
            ]).Text);

    [Fact]
    public void Says_that_a_stage_needs_no_reconfirmation() =>
        Assert.Contains("\nstage 1\nstatus submitted 1 confirmed\n", Submitted(1).Evaluation(1).Text, StringComparison.Ordinal);

    [Fact]
    public void Has_the_hash_that_sha256sum_gives()
    {
        var evaluation = Submitted(1).Evaluation(1);
        Assert.Equal(MentorshipFlow.Ledger.Hash.OfText(evaluation.Text).ToString(), evaluation.Hash);
    }

    [Fact]
    public void Shows_the_documents_of_the_first_gate()
    {
        var story = Given(Stage1);
        Shows(story, 1, "G1.1", [$"document:{IntroductionOrder}"], [$"file {new string('a', 64)}"]);
        Shows(Given([.. Stage1, Document(Loose, "mentoring-regulation") with { File = null },
                new DocumentEvent.DocumentAnnulled(Number(0x105), Why)]), 1, "G1.2", [$"document:{Loose}"], ["file -"]);
        Shows(story, 1, "G1.4", [$"person:{VeraId}", $"document:{CuratorOrder}"], ["from 2021-09-01"]);
    }

    [Fact]
    public void Shows_the_plan_of_each_item_and_what_became_of_the_items_of_the_stage()
    {
        var story = Given(Stage1).When(new PreparationCommand.RescheduleItem("5.1.1", null, Tomorrow, Why)).Accepted()
            .As(Oleg).When(new PreparationCommand.ReopenItem("1.2.1", Why)).Accepted()
            .When(new PreparationCommand.ReopenItem("1.4.3", Why)).Accepted()
            .When(new PreparationCommand.MarkItemNotApplicable("1.4.3", Why)).Accepted();
        var plans = Of(story, 1, "G1.3");
        Assert.Equal(["roadmap:1"], plans.Evidence);
        Assert.Contains("plan 1.2.1 2021-09-01/2021-10-01 -", plans.Details);
        Assert.Contains("plan 5.1.1 -/2021-10-21 -", plans.Details);
        var items = Of(story, 1, "G1.R");
        Assert.DoesNotContain("item:1.2.1", items.Evidence);
        Assert.Contains("item:1.4.3", items.Evidence);
        Assert.Equal("roadmap 1", items.Details[0]);
        Assert.Contains($"item 1.1.1 completed 2021-09-01 {OlegId} 2021-09-01/{Dates.Text(LastDay)} -", items.Details);
        Assert.Contains($"item 1.2.1 open - - 2021-09-01/2021-10-01 - former {Protocol}", items.Details);
        Assert.Contains(items.Details, d =>
            d.StartsWith($"item 1.4.3 not-applicable 2021-10-20 {OlegId} 2021-09-01/2021-10-01 -", StringComparison.Ordinal)
            && d.EndsWith($" reason {Why.Ref}", StringComparison.Ordinal));
        Assert.Equal(["item:1.1.1", "item:1.1.2"], Of(story, 1, "G1.8").Evidence);
        Assert.All(Of(story, 1, "G1.8").Details, d => Assert.Contains(d, items.Details));
    }

    [Fact]
    public void Shows_the_facts_of_the_first_gate()
    {
        var story = Given(Stage1);
        Shows(story, 1, "G1.5", [$"fact:{Number(0x201)}", $"fact:{Number(0x202)}", "form:learner-learner"],
            ["form learner-learner  pair"]);
        Shows(story, 1, "G1.6", [$"fact:{Number(0x203)}"], []);
        Shows(story, 1, "G1.7", [.. Enumerable.Range(0x210, 6).Select(n => $"fact:{Number(n)}")], []);
        Shows(story, 1, "G1.9", [$"fact:{Number(0x204)}"], []);
        Shows(story, 1, "G1.10", [.. Enumerable.Range(0x220, 9).Append(0x205).Select(n => $"fact:{Number(n)}")], []);
    }

    [Fact]
    public void Shows_the_variants_and_kinds_of_each_usable_form_in_the_order_of_the_codes()
    {
        var forms = Given([.. Stage1, new PreparationEvent.FormEnabled("teacher-teacher", ["subject", "leader"],
                [TandemKind.Pair, TandemKind.Group], null),
            new PreparationEvent.FormEnabled("employer-learner", [], [TandemKind.Group], null),
            new PreparationEvent.FormEnabled("student-learner", [], [TandemKind.Pair], Words("После открытия педкласса"))]);
        Assert.Equal(
            ["form:employer-learner", "form:learner-learner", "form:teacher-teacher"],
            Of(forms, 1, "G1.5").Evidence.Where(e => e.StartsWith("form:", StringComparison.Ordinal)));
        Assert.Equal(
            ["form employer-learner  group", "form learner-learner  pair", "form teacher-teacher subject,leader pair,group"],
            Of(forms, 1, "G1.5").Details);
    }

    [Fact]
    public void Shows_an_excused_channel_beside_those_that_were_held()
    {
        var excused = Given([.. Stage1, new Fact.OutreachNotApplicable(Loose, "site", Why)]);
        Assert.Equal($"fact:{Loose}", Of(excused, 1, "G1.7").Evidence[^1]);
    }

    [Fact]
    public void Shows_the_documents_of_the_items_and_what_superseded_them()
    {
        var story = Given(Everything);
        Shows(story, 4, "G4.D", [$"document:{Protocol}"], []);
        Shows(story.When(new DocumentCommand.SupersedeDocument(Protocol, SecondOrder, null)).Accepted(), 4, "G4.D",
            [$"document:{Protocol}"], [$"superseded {Protocol} {SecondOrder}"]);
    }

    private static CriterionEvaluation Of(Story story, int stage, string criterion) =>
        story.Evaluation(stage).Criteria.Single(c => c.Criterion.Code == criterion);

    private static void Shows(
        Story story, int stage, string criterion, IReadOnlyList<string> evidence, IReadOnlyList<string> details)
    {
        var found = Of(story, stage, criterion);
        Assert.Equal(CriterionOutcome.Met, found.Outcome);
        Assert.Equal(evidence, found.Evidence);
        Assert.Equal(details, found.Details);
    }
}
