using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class Gate_1
{
    private static Story Without(Func<ProgrammeEvent, bool> what) => Given(Stage1.Where(e => !what(e)));

    private static void Missing(Story story, params (string What, string Where)[] missing)
    {
        var evaluation = story.Evaluation(1);
        Assert.Equal(missing,
            evaluation.Criteria.Where(c => !c.Passes).SelectMany(c => c.Missing.Select(m => (m.What, $"{c.Criterion.Code}:{m.Where}"))));
        if (missing.Length == 0) story.When(Submit(1)).Accepted();
        else story.When(Submit(1)).Refused(Reason.CriteriaNotMet, missing);
    }

    [Fact]
    public void Passes_when_everything_is_recorded() => Missing(Given(Stage1));

    [Fact]
    public void Lists_everything_that_is_missing_on_the_first_day() =>
        Assert.Equal(
            Model.Stage(1).Gate.Criteria.Select(c => c.Code).Except(["G1.4"]),
            Given(Active).Evaluation(1).Criteria.Where(c => c.Outcome == CriterionOutcome.NotMet).Select(c => c.Criterion.Code));

    [Fact]
    public void Needs_the_complete_order()
    {
        var bare =
            Document(IntroductionOrder, "introduction-order") with { Number = null, Date = null, SignatoryPosition = null, File = null };
        Missing(Without(IsIntroduction), ("document-not-registered", "G1.1:introduction-order"));
        Missing(
            Without(IsIntroduction).And(bare), ("document-without-number", "G1.1:introduction-order"),
            ("document-without-date", "G1.1:introduction-order"), ("document-without-signatory", "G1.1:introduction-order"),
            ("document-without-file", "G1.1:introduction-order"));
        Missing(Given([.. Stage1, bare with { Id = Loose }]));
        Missing(Without(IsIntroduction)
            .And(bare with { Number = Words("1"), Date = Start, Signatory = IvanId },
                new DocumentEvent.DocumentFileAttached(IntroductionOrder, new(new('a', 64), 1, "image/png"))));
        Missing(Without(IsIntroduction), ("document-not-registered", "G1.1:introduction-order"));
        Missing(Given([.. Stage1, new DocumentEvent.DocumentAnnulled(IntroductionOrder, Why)]),
            ("document-annulled", $"G1.1:{IntroductionOrder}"));

        static bool IsIntroduction(ProgrammeEvent e) => e is DocumentEvent.DocumentRegistered { Kind: "introduction-order" };
    }

    [Fact]
    public void Needs_the_regulation() =>
        Missing(Without(e => e is DocumentEvent.DocumentRegistered { Kind: "mentoring-regulation" }),
            ("document-not-registered", "G1.2:mentoring-regulation"));

    [Fact]
    public void Needs_the_road_map()
    {
        Missing(
            Without(e => e is PreparationEvent.RoadmapApproved or PreparationEvent.RoadmapItemCompleted),
            ("roadmap-not-approved", "G1.3:roadmap"), ("item-open", "G1.8:1.1.1"), ("item-open", "G1.8:1.1.2"),
            ("stage-without-items", "G1.R:1"));
        var nobody =
            Roadmap with { Version = 2, Items = [.. Roadmap.Items.Select(i => i.Item == "3.1.1" ? i with { Position = null } : i)] };
        Missing(Given([.. Stage1, nobody]), ("item-without-responsible", "G1.3:3.1.1"));
        Missing(Given([.. Stage1, Roadmap with { Version = 2, Items = [.. Roadmap.Items.Where(i => i.Stage != 5)] }]),
            ("stage-without-items", "G1.3:5"));
    }

    [Fact]
    public void Needs_a_curator_in_office()
    {
        var story = Without(e => e is PreparationEvent.CuratorAppointed);
        Assert.Equal([("curator-not-in-office", "curator")],
            story.Evaluation(1).Criteria.Where(c => !c.Passes).SelectMany(c => c.Missing.Select(m => (m.What, m.Where))));
        story.When(Submit(1)).Refused(Reason.CuratorNotAppointed, "curator-not-appointed", "curator");
        var annulled = Given([.. Stage1, new DocumentEvent.DocumentAnnulled(CuratorOrder, Why)]);
        Assert.Equal([("document-annulled", $"{CuratorOrder}")],
            annulled.Evaluation(1).Criteria.Where(c => !c.Passes).SelectMany(c => c.Missing.Select(m => (m.What, m.Where))));
        annulled.When(Submit(1)).Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{CuratorOrder}");
    }

    [Fact]
    public void Needs_survey_meeting_and_a_form()
    {
        Missing(Without(e => e is Fact.NeedsSurveyConcluded), ("needs-survey-not-concluded", "G1.5:needs-survey"));
        Missing(Without(e => e is Fact.AdministrativeMeetingHeld), ("administrative-meeting-not-held", "G1.5:administrative-meeting"));
        Missing(Without(e => e is PreparationEvent.FormEnabled), ("no-form-usable", "G1.5:forms"), ("no-form-enabled", "G1.6:forms"));
        Missing(Given([.. Stage1, new PreparationEvent.FactVoided(Number(0x201), Why, null)]),
            ("needs-survey-not-concluded", "G1.5:needs-survey"));
    }

    [Fact]
    public void Counts_a_form_only_after_its_precondition_is_met()
    {
        var waiting = Without(e => e is PreparationEvent.FormEnabled)
            .And(new PreparationEvent.FormEnabled("learner-learner", [], [TandemKind.Pair], Words("После открытия педкласса")));
        Missing(waiting, ("no-form-usable", "G1.5:forms"));
        Missing(waiting.And(new PreparationEvent.FormPreconditionMet("learner-learner", null)));
    }

    [Fact]
    public void Needs_a_bank_entry_for_each_form()
    {
        Missing(Without(e => e is Fact.ProgrammeBankEntryAdded), ("bank-entry-missing", "G1.6:learner-learner"));
        Missing(Given([.. Stage1, new PreparationEvent.FormEnabled("teacher-teacher", [], [TandemKind.Pair], null)]),
            ("bank-entry-missing", "G1.6:teacher-teacher"));
    }

    [Fact]
    public void Needs_six_channels_three_of_them_held()
    {
        var silent = Without(e => e is Fact.OutreachHeld);
        Missing(silent, [.. Model.OutreachChannels.Select(c => ("outreach-not-held", $"G1.7:{c.Code}"))]);
        var excused = silent.And(Model.OutreachChannels.Select((c, i) => new Fact.OutreachNotApplicable(Number(0x500 + i), c.Code, Why)));
        Missing(excused, ("outreach-not-held", "G1.7:teachers-council"), ("outreach-not-held", "G1.7:parents-meeting"),
            ("outreach-not-held", "G1.7:site"));
        Missing(excused.And(new[] { "teachers-council", "parents-meeting", "site" }
            .Select((c, i) => new Fact.OutreachHeld(Number(0x510 + i), c, Start, null, null, null, null))));
    }

    [Fact]
    public void Needs_acts_studied_and_every_item_settled()
    {
        Missing(Without(e => e is PreparationEvent.RoadmapItemCompleted { Item: "1.1.2" }), ("item-open", "G1.8:1.1.2"),
            ("item-open", "G1.R:1.1.2"));
        Missing(Without(e => e is PreparationEvent.RoadmapItemCompleted { Item: "1.4.3" }), ("item-open", "G1.R:1.4.3"));
        Missing(Without(e => e is PreparationEvent.RoadmapItemCompleted { Item: "1.4.3" })
            .And(new PreparationEvent.RoadmapItemNotApplicable("1.4.3", Why)));
    }

    [Fact]
    public void Needs_resources() => Missing(Without(e => e is Fact.ResourceRegistered), ("resources-not-determined", "G1.9:resources"));

    [Fact]
    public void Needs_nine_baselines_and_the_contingent()
    {
        Missing(Without(e => e is Fact.BaselineRecorded { Result: "R4" }), ("baseline-missing", "G1.10:R4"));
        Missing(Without(e => e is Fact.ContingentRecorded), ("contingent-missing", "G1.10:contingent"));
    }
}
