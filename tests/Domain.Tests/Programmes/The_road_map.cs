using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class The_road_map
{
    [Theory]
    [InlineData("8", "2021-08-01", false), InlineData("8", "2021-07-31", true), InlineData("8", "2022-08-31", false)]
    [InlineData("8", "2022-09-01", true)]
    [InlineData("9", "2021-08-31", true), InlineData("9", "2021-09-01", false), InlineData("9", "2022-09-30", false)]
    [InlineData("12", "2023-01-01", true)]
    public void Flags_a_plan_outside_the_school_year_of_its_definition(string month, string day, bool flagged)
    {
        var on = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var answer = ProgrammeDecider.Decide(
            Given([.. Active, Roadmap]).State, new PreparationCommand.RescheduleItem("1.1.1", on, on, Why), new(Vera, Today),
            NextVersion.Where("/parameters/schoolYearStartMonth", month));

        var moved = Assert.IsType<PreparationEvent.RoadmapItemRescheduled>(Assert.Single(Assert.IsType<Decision.Accepted>(answer).Events));
        Assert.Equal(flagged ? [new Warning("planned-outside-school-year", "1.1.1")] : [], moved.Warnings);
    }

    [Fact]
    public void Flags_evidence_of_another_kind_than_expected()
    {
        var item = Model.Stages.SelectMany(s => s.Items).First(i => i.Documents is ["training-plan"] or ["protocol"]);
        var documents = Given(Everything).State.Documents;
        var (expected, other) = item.Documents[0] == "protocol" ? (Protocol, SecondOrder) : (Number(0x106), Protocol);

        Assert.Equal([new Warning("evidence-of-another-kind", item.Code)],
            ExpectedDocuments.Warnings(new(item.Code, [other]), documents, Model));
        Assert.Empty(ExpectedDocuments.Warnings(new(item.Code, [other, expected]), documents, Model));
        Assert.Empty(ExpectedDocuments.Warnings(new(item.Code, []), documents, Model));
        Assert.Empty(ExpectedDocuments.Warnings(new("own-1", [other]), documents, Model));
    }

    private static readonly PlannedItem Own = new("own-1", 6, "A6.1", Words("Фестиваль"), null, null, null, Words("Директор"), null, true);

    public static PreparationCommand.ApproveRoadmap Plan(PreparationEvent.RoadmapApproved roadmap) => new(
        roadmap.Document,
        [.. roadmap.Items.Select(i =>
            new PlannedItem(i.Item, null, null, i.Content, i.Planned, i.PlannedFrom, i.PlannedTo, i.Position, i.Responsible, null))],
        roadmap.Items.Select(i => i.Responsible).OfType<Guid>().Distinct().ToDictionary(p => p, _ => Present));

    private static Story Planned => Given([.. Active, Roadmap]);

    [Fact]
    public void Copies_stage_activity_and_evidence_from_the_definition() => Given(Active).When(Plan(Roadmap)).Then(Roadmap);

    [Fact]
    public void Accepts_the_schools_own_items() =>
        Given(Active).When(Plan(Roadmap) with { Items = [.. Plan(Roadmap).Items, Own] })
            .Then(Roadmap with { Items = [.. Roadmap.Items,
                new("own-1", 6, "A6.1", Words("Фестиваль"), null, null, null, Words("Директор"), null, true)] });

    [Fact]
    public void Is_refused_with_all_faults_at_once() =>
        Given(Active)
            .When(new PreparationCommand.ApproveRoadmap(null,
            [
                Own, Own, Own with { Item = "a b" }, Own with { Item = "own-2", Stage = null }, Own with { Item = "own-3", Stage = 8 },
                Own with { Item = "own-4", Activity = null }, Own with { Item = "own-5", Content = null },
                Own with { Item = "own-6", PlannedFrom = Tomorrow, PlannedTo = Today }, Own with { Item = "own-7", Activity = "A1.1" },
                .. new[] { "1.1.1", "2.1.1", "3.1.1", "4.1.1" }
                .Select(code => new PlannedItem(code, null, null, null, null, null, null, null, null, null)),
            ]))
            .Refused(
                Reason.RoadmapIncomplete, ("item-code-invalid-or-repeated", "own-1"), ("item-code-invalid-or-repeated", "a b"),
                ("item-without-stage", "own-2"), ("item-without-stage", "own-3"), ("item-without-activity", "own-4"),
                ("item-without-content", "own-5"), ("period-reversed", "own-6"), ("item-activity-of-other-stage", "own-7"),
                ("stage-without-items", "5"), ("stage-without-items", "7"));

    [Theory]
    [InlineData("О-1"), InlineData("1.1"), InlineData("1.1.1-а")]
    public void Keeps_the_schools_own_numbers(string number) =>
        Given(Active).When(Plan(Roadmap) with { Items = [.. Plan(Roadmap).Items, Own with { Item = number, Result = Words("Приказ") }] })
            .Then(Roadmap with { Items = [.. Roadmap.Items,
                new(number, 6, "A6.1", Words("Фестиваль"), null, null, null, Words("Директор"), null, true, Words("Приказ"))] });

    // Work that is done every quarter is planned, done and proved once in each.
    [Fact]
    public void Has_an_item_for_each_period_of_work_that_recurs()
    {
        var plan = Plan(Roadmap);
        var answer = ProgrammeDecider.Decide(
            Given(Active).State,
            plan with { Items = [.. plan.Items.Select(i => i.Item == "1.4.1" ? i with
            {
                Recurs = Recurrence.Quarter, PlannedFrom = new(2021, 9, 1), PlannedTo = new(2022, 5, 31),
            } : i)] },
            new(Vera, Today), Model);

        var approved = Assert.IsType<PreparationEvent.RoadmapApproved>(Assert.Single(Assert.IsType<Decision.Accepted>(answer).Events));
        Assert.Equal(
            [
                ("1.4.1", new DateOnly(2021, 9, 1), new DateOnly(2021, 11, 30)), ("1.4.1-2", new(2021, 12, 1), new(2022, 2, 28)),
                ("1.4.1-3", new(2022, 3, 1), new(2022, 5, 31)),
            ],
            approved.Items.Where(i => i.Item.StartsWith("1.4.1", StringComparison.Ordinal))
                .Select(i => (i.Item, i.PlannedFrom!.Value, i.PlannedTo!.Value)));
        Assert.All(approved.Items.Where(i => i.Item.StartsWith("1.4.1-", StringComparison.Ordinal)),
            i => Assert.Equal((1, "A1.4", Model.For(Given(Active).State.Charter!.OrganisationTitle).Item("1.4.1")!.Title.Ru),
                (i.Stage, i.Activity, i.Content?.Value)));
    }

    [Fact]
    public void Comes_whole_from_the_definition()
    {
        var items = RoadmapTemplate.Of(Model, new(2023, 2, 6), Words("Куратор"));

        Assert.Equal(Model.Stages.SelectMany(s => s.Items).Select(i => i.Code), items.Select(i => i.Item));
        Assert.Equal((new DateOnly(2023, 2, 6), new DateOnly(2023, 2, 28)), (items[0].PlannedFrom!.Value, items[0].PlannedTo!.Value));
        Assert.Equal((new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 31)), (items[^1].PlannedFrom!.Value, items[^1].PlannedTo!.Value));
    }

    [Theory]
    [InlineData("2020/2024", true), InlineData("2020/2025", true), InlineData("2020/2026", false), InlineData("2020/2020", false)]
    public void Lies_in_a_school_year_of_one_to_five_years(string year, bool valid) => Assert.Equal(valid, SchoolYear.IsValid(year));

    [Fact]
    public void Has_at_most_1000_items() =>
        Given(Active).When(Plan(Roadmap) with { Items = [.. Enumerable.Repeat(Own, 1001)] })
            .Refused(Reason.ValueOutOfRange, "roadmap-too-long", "1000");

    [Fact]
    public void Needs_its_document_to_be_in_force() =>
        Given(Active).When(Plan(Roadmap) with { Document = Loose }).Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}");

    [Fact]
    public void Accepts_December_2022_with_a_warning() =>
        Given(Active).When(new PreparationCommand.ApproveRoadmap(null, SampleSchool.Plan)).Then<PreparationEvent.RoadmapApproved>(e =>
        {
            Assert.Equal(59, e.Items.Count);
            Assert.Equal([new("planned-outside-school-year", "6.1.2"), new("planned-outside-school-year", "6.1.3")], e.Warnings);
        });

    [Fact]
    public void Is_rescheduled_with_a_reason() =>
        Planned.When(new PreparationCommand.RescheduleItem("6.1.2", new(2021, 12, 1), new(2021, 12, 31), Why))
            .Then(new PreparationEvent.RoadmapItemRescheduled("6.1.2", new(2021, 12, 1), new(2021, 12, 31), Why, []))
            .When(new PreparationCommand.RescheduleItem("6.1.2", new(2021, 12, 1), new(2021, 12, 31), Why)).Refused(Reason.NothingChanges)
            .When(new PreparationCommand.RescheduleItem("6.1.2", new(2022, 12, 1), null, Why))
            .Then(new PreparationEvent.RoadmapItemRescheduled("6.1.2", new(2022, 12, 1), null, Why,
                [new("planned-outside-school-year", "6.1.2")]))
            .When(new PreparationCommand.RescheduleItem("6.1.2", Tomorrow, Today, Why))
            .Refused(Reason.PeriodReversed, "period-reversed", "6.1.2");

    [Fact]
    public void Completes_an_item_on_its_day_and_opens_the_stage()
    {
        var story = Planned.About(Yesterday).When(new PreparationCommand.CompleteItem("2.1.1", []))
            .Then(new PreparationEvent.RoadmapItemCompleted("2.1.1", []));
        var item = story.State.Preparation.Roadmap!.Items["2.1.1"];
        Assert.Equal((ItemStatus.Completed, (DateOnly?)Yesterday, (Guid?)VeraId), (item.Status, item.SettledOn, item.SettledBy));
        Assert.Equal((StageStatus.InWork, (DateOnly?)Yesterday), (story.State.Gates[2].Status, story.State.Gates[2].WorkOpenedOn));
    }

    [Fact]
    public void Needs_evidence_for_a_documented_item() =>
        Planned.When(new PreparationCommand.CompleteItem("1.2.1", [])).Refused(Reason.EvidenceRequired, "evidence-required", "1.2.1")
            .When(new PreparationCommand.CompleteItem("1.2.1", [Loose, Protocol]))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}")
            .When(new PreparationCommand.CompleteItem("1.2.1", [Protocol, Protocol]))
            .Then(new PreparationEvent.RoadmapItemCompleted("1.2.1", [Protocol]));

    [Fact]
    public void Settles_nothing_in_the_future() =>
        Planned.About(Tomorrow).When(new PreparationCommand.CompleteItem("1.1.1", []))
            .Refused(Reason.DateInFuture, "date-in-future", "2021-10-21")
            .When(new PreparationCommand.MarkItemNotApplicable("1.1.1", Why)).Refused(Reason.DateInFuture, "date-in-future", "2021-10-21");

    [Fact]
    public void Settles_an_item_once_until_it_is_reopened() =>
        Planned.When(new PreparationCommand.ReopenItem("1.1.1", Why)).Refused(Reason.ItemNotSettled, "item-open", "1.1.1")
            .When(new PreparationCommand.MarkItemNotApplicable("1.1.1", Why))
            .Then(new PreparationEvent.RoadmapItemNotApplicable("1.1.1", Why))
            .When(new PreparationCommand.MarkItemNotApplicable("1.1.1", Why)).Refused(Reason.ItemAlreadySettled, "item-settled", "1.1.1")
            .When(new PreparationCommand.CompleteItem("1.1.1", [])).Refused(Reason.ItemAlreadySettled, "item-settled", "1.1.1")
            .When(new PreparationCommand.RescheduleItem("1.1.1", null, null, Why))
            .Refused(Reason.ItemAlreadySettled, "item-settled", "1.1.1")
            .When(new PreparationCommand.ReopenItem("1.1.1", Why)).Then(new PreparationEvent.RoadmapItemReopened("1.1.1", Why))
            .When(new PreparationCommand.CompleteItem("1.1.1", [])).Accepted();

    [Fact]
    public void Is_needed_before_its_items() =>
        Given(Active).When(new PreparationCommand.CompleteItem("1.1.1", [])).Refused(Reason.RoadmapNotApproved).And(Roadmap)
            .When(new PreparationCommand.CompleteItem("9.9.9", [])).Refused(Reason.Unknown, "item-unknown", "9.9.9")
            .When(new PreparationCommand.RescheduleItem("9.9.9", null, null, Why)).Refused(Reason.Unknown, "item-unknown", "9.9.9")
            .When(new PreparationCommand.MarkItemNotApplicable("9.9.9", Why)).Refused(Reason.Unknown, "item-unknown", "9.9.9")
            .When(new PreparationCommand.ReopenItem("9.9.9", Why)).Refused(Reason.Unknown, "item-unknown", "9.9.9");

    [Fact]
    public void In_a_second_version_keeps_items_with_the_same_code()
    {
        var second = Roadmap with { Version = 2,
            Items = [.. Roadmap.Items.Where(i => i.Item != "1.1.2").Select(i => i with { Position = Words("Директор") })],
            Warnings = [.. Roadmap.Warnings, new("completed-item-dropped", "1.1.2")] };
        var items = Given(Stage1).When(Plan(second)).Then(second).State.Preparation.Roadmap!.Items;
        Assert.Equal((ItemStatus.Completed, "Директор"), (items["1.1.1"].Status, items["1.1.1"].Plan.Position!.Value.Value));
        Assert.Equal(ItemStatus.Open, items["7.1.1"].Status);
        Assert.False(items.ContainsKey("1.1.2"));
    }
}
