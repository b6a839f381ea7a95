using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Domain.Tests.Programmes.Tandems;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes.Completion;

/// <summary>Items that a recorded fact settles, as the shipped definition says.</summary>
public sealed class An_item_settled_by_a_fact
{
    private static readonly Guid Order = Number(0x1301);
    private static readonly DocumentEvent.DocumentRegistered Registered = Course.Document(Order, "encouragement-order");

    private static readonly PreparationEvent.RoadmapItemSettled Settled =
        new("7.2.1", SettlingFact.Document, Order, Start, [Order]);

    [Fact]
    public void Follows_in_the_decision_that_records_the_fact_on_the_fact_s_day() =>
        Planned().When(new DocumentCommand.RegisterDocument(Registered)).Then(Registered, Settled);

    [Fact]
    public void Follows_when_the_road_map_comes_after_the_fact() =>
        Draft().And(Registered).When(new PreparationCommand.ApproveRoadmap(null, [.. Course.Roadmap.Items.Select(i => new PlannedItem(
            i.Item, null, null, null, null, i.PlannedFrom, i.PlannedTo, i.Position, null, null))]))
            .Accepted().Holds(i => i["7.2.1"] is { Status: ItemStatus.Completed, ByFact: { } fact } && fact == Order);

    [Fact]
    public void Opens_again_when_the_fact_ends_and_not_when_another_document_takes_its_place()
    {
        var other = Course.Document(Number(0x1302), "encouragement-order");
        Planned().And(Registered, Settled, other)
            .When(new DocumentCommand.SupersedeDocument(Order, other.Id, null))
            .Then(new DocumentEvent.DocumentSuperseded(Order, other.Id, null))
            .When(new DocumentCommand.AnnulDocument(other.Id, Why))
            .Then(new DocumentEvent.DocumentAnnulled(other.Id, Why),
                new PreparationEvent.RoadmapItemUnsettled("7.2.1", SettlingFact.Document, Order));
    }

    [Fact]
    public void Stays_open_for_the_fact_for_which_a_person_reopened_it() =>
        Planned().And(Registered, Settled)
            .When(new PreparationCommand.ReopenItem("7.2.1", Why)).Then(new PreparationEvent.RoadmapItemReopened("7.2.1", Why))
            .When(new DocumentCommand.RegisterDocument(Course.Document(Number(0x1303), "letter"))).Accepted()
            .Holds(i => i["7.2.1"].Status == ItemStatus.Open)
            .When(new DocumentCommand.RegisterDocument(Course.Document(Number(0x1304), "encouragement-order"))).Accepted()
            .Holds(i => i["7.2.1"] is { Status: ItemStatus.Completed });

    [Fact]
    public void May_be_completed_by_a_person_too_and_then_no_fact_opens_it() =>
        Planned().And(Registered, Settled)
            .When(new PreparationCommand.CompleteItem("7.2.1", [Course.Protocol])).Accepted()
            .When(new PreparationCommand.CompleteItem("7.2.1", [Course.Protocol]))
            .Refused(Reason.ItemAlreadySettled, "item-settled", "7.2.1")
            .When(new DocumentCommand.AnnulDocument(Order, Why)).Then(new DocumentEvent.DocumentAnnulled(Order, Why));

    [Fact]
    public void Waits_for_a_document_where_the_item_needs_one() =>
        Planned().When(new PreparationCommand.RecordFact(Meeting(0x1305, null))).Then(Meeting(0x1305, null))
            .When(new PreparationCommand.RecordFact(Meeting(0x1306, Course.Protocol)))
            .Then(Meeting(0x1306, Course.Protocol), new PreparationEvent.RoadmapItemSettled(
                "1.4.2", SettlingFact.AdministrativeMeeting, Number(0x1306), Yesterday, [Course.Protocol]));

    [Fact]
    public void Opens_when_the_paper_of_the_fact_is_annulled_and_not_when_another_takes_its_place()
    {
        var (paper, other) = (Course.Document(Number(0x1307), "training-plan"), Course.Document(Number(0x1308), "training-plan"));
        var plan = new ParticipantEvent.TrainingPlanApproved(Number(0x1309), paper.Id, [new PlannedSession("first-meeting", Start, 90)]);
        Planned().And(paper, other).When(new TrainingCommand.ApproveTrainingPlan(plan)).Accepted()
            .Holds(i => i["4.2.3"].ByFact == plan.Id)
            .When(new DocumentCommand.SupersedeDocument(paper.Id, other.Id, null)).Accepted().Holds(i => i["4.2.3"].ByFact == plan.Id)
            .When(new DocumentCommand.AnnulDocument(other.Id, Why))
            .Then(new DocumentEvent.DocumentAnnulled(other.Id, Why),
                new PreparationEvent.RoadmapItemUnsettled("4.2.3", SettlingFact.TrainingPlan, plan.Id));
    }

    [Fact]
    public void Opens_when_a_monitoring_is_reopened_and_settles_when_it_is_concluded_again() =>
        Planned().And([.. Cohort.Mentees, .. Finale.Papers.Where(e => e is DocumentEvent or Fact)])
            .And(new MonitoringEvent.MonitoringStarted(Finale.Influence, MonitoringKind.Influence),
                Finale.MeasuredAtExit(Finale.Exit, Cohort.Pupil))
            .When(new MonitoringCommand.ConcludeMonitoring(Finale.Influence, Finale.Report)).Accepted()
            .Holds(i => i["7.1.3"].ByFact == Finale.Influence)
            .When(new MonitoringCommand.ReopenMonitoring(Finale.Influence, Why))
            .Then(new MonitoringEvent.MonitoringReopened(Finale.Influence, Why),
                new PreparationEvent.RoadmapItemUnsettled("7.1.3", SettlingFact.Monitoring, Finale.Influence))
            .When(new MonitoringCommand.ConcludeMonitoring(Finale.Influence, Finale.Report)).Accepted()
            .Holds(i => i["7.1.3"].ByFact == Finale.Influence);

    [Fact]
    public void Opens_when_the_fact_is_voided() =>
        Planned().When(new RecognitionCommand.Recognise(Finale.Naming())).Accepted()
            .Holds(i => i["7.2.4"].ByFact == Finale.Publication)
            .When(new RecognitionCommand.VoidRecognitionFact(Finale.Publication, Why)).Accepted()
            .Holds(i => i["7.2.4"] is { Status: ItemStatus.Open, ByFact: null });

    [Fact]
    public void Of_meetings_follows_when_each_pair_and_group_held_one()
    {
        var one = Tandems().Begin(Partners.Pair, 0x1200).Holds(i => i["6.1.1"].ByFact is null);
        one.Begin(Partners.Group, 0x1210)
            .Holds(i => i["6.1.1"] is { Status: ItemStatus.Completed } && i["6.1.2"].ByFact is not null && i["6.1.3"].ByFact is not null)
            .Holds(i => i["6.1.5"].ByFact is null);
        // A pair that was dissolved owes none.
        one.When(new TandemCommand.DissolveTandem(Partners.Group, TandemParty.Curator, SeparationReason.Incompatible, null, null))
            .Accepted().Holds(i => i["6.1.1"].ByFact == Number(0x1200));
    }

    [Fact]
    public void Of_meetings_opens_when_a_pair_s_only_one_is_voided_and_stays_when_a_pair_is_formed_later()
    {
        var held = Tandems().Begin(Partners.Pair, 0x1200).Begin(Partners.Group, 0x1210);
        var later = held.When(Partners.Form(Partners.Another, TandemKind.Pair, Partners.SecondSenior, Partners.FourthPupil)).Accepted()
            .Holds(i => i["6.1.1"].ByFact is not null);
        later.When(new TandemCommand.VoidTandemFact(Partners.Pair, Number(0x1200), Why)).Accepted()
            .Holds(i => i["6.1.1"] is { Status: ItemStatus.Open, ByFact: null } && i["6.1.2"].ByFact is not null);
    }

    [Fact]
    public void Opens_the_work_of_its_stage_as_any_settled_item_does() =>
        Assert.Equal(Start, Planned().When(new DocumentCommand.RegisterDocument(Registered)).Accepted().State.Gates[7].WorkOpenedOn);

    private static Fact.AdministrativeMeetingHeld Meeting(int id, Guid? protocol) => new(Number(id), Yesterday, protocol, null);

    // A person had ticked the items of the meetings.
    private static Story Tandems() => new[] { "6.1.1", "6.1.2", "6.1.3", "6.1.5" }.Aggregate(Partners.Planned,
        (story, item) => story.When(new PreparationCommand.ReopenItem(item, Why)).Accepted());

    private static Story Draft() => Story.Given(
        [Course.Drafted with { Definition = Story.ModelWithPeople.Reference }, .. Course.Active.Skip(1)]);

    private static Story Planned() => Draft().And(Course.Roadmap, new PreparationEvent.RoadmapItemSettled(
        "1.3.4", SettlingFact.Document, Course.CuratorOrder, Start, [Course.CuratorOrder]));
}

/// <summary>Looks at the items of a story.</summary>
internal static class ItemsOfStory
{
    public static Story Holds(this Story story, Func<IReadOnlyDictionary<string, ItemState>, bool> check)
    {
        Assert.True(check(story.State.Preparation.Roadmap!.Items));
        return story;
    }
}
