using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>An order approves tandems, and an amendment those who join later.</summary>
public sealed class The_order_of_tandems
{
    [Fact]
    public void Lists_tandems_with_their_members() => Formed.On(OrderOn).When(new TandemCommand.ApproveTandems(Order, [Pair, Group])).Then(
        new TandemEvent.TandemApprovedByOrder(Pair, Order, OrderOn, Senior, [Pupil]),
        new TandemEvent.TandemApprovedByOrder(Group, Order, OrderOn, SecondSenior, [SecondPupil, ThirdPupil]));

    [Fact]
    public void Lists_every_tandem_of_its_date_when_none_is_named() => Formed.On(OrderOn)
        .When(new TandemCommand.ApproveTandems(Order, [Group])).Accepted()
        .On(WinterOn).When(Form(Another, TandemKind.Pair, SecondSenior, FourthPupil)).Accepted()
        .When(new TandemCommand.ApproveTandems(Order, null))
        .Then(new TandemEvent.TandemApprovedByOrder(Pair, Order, OrderOn, Senior, [Pupil]));

    [Fact]
    public void Is_a_registered_order_with_a_date_not_before_the_formation()
    {
        var formed = Formed.On(OrderOn);
        formed.When(new TandemCommand.ApproveTandems(Number(0x999), [Pair]))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Number(0x999)}");
        formed.When(new TandemCommand.ApproveTandems(Route, [Pair]))
            .Refused(Reason.DocumentNotAnOrder, "document-not-an-order", $"{Route}");
        formed.And(Course.Document(Number(0x125), "groups-order") with { Date = null })
            .When(new TandemCommand.ApproveTandems(Number(0x125), [Pair]))
            .Refused(Reason.EvidenceRequired, "order-without-date", $"{Number(0x125)}");
        formed.And(Course.Document(Number(0x125), "groups-order")).When(new TandemCommand.ApproveTandems(Number(0x125), [Pair]))
            .Refused(Reason.PeriodReversed, "order-before-formation", $"{Pair}");
    }

    [Fact]
    public void Lists_known_open_tandems_that_it_does_not_list_yet()
    {
        Formed.On(OrderOn).When(new TandemCommand.ApproveTandems(Order, [Another]))
            .Refused(Reason.Unknown, "tandem-unknown", $"{Another}");
        Formed.On(OrderOn).When(new TandemCommand.ApproveTandems(Order, []))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "/tandems");
        Approved.When(new TandemCommand.ApproveTandems(Order, [Pair])).Refused(Reason.NothingChanges);
        Approved.When(new TandemCommand.ApproveTandems(Order, null)).Refused(Reason.NothingChanges);
        Completed.When(new TandemCommand.ApproveTandems(Amendment, [Pair])).Refused(Reason.TandemEnded, "tandem-ended", $"{Pair}");
    }

    [Fact]
    public void Is_amended_for_a_late_joiner_whose_meetings_count_from_the_amendment()
    {
        var joined = Working.On(new(2022, 1, 14)).When(new TandemCommand.JoinGroup(Group, FourthPupil))
            .Then(new TandemEvent.MemberJoined(Group, FourthPupil, false)).On(new(2022, 1, 17));
        joined.When(Meeting(Group, 0x1220, MeetingKind.Regular, new(2022, 1, 17), [FourthPupil]))
            .Refused(Reason.TandemNotApproved, "member-not-in-order", $"{FourthPupil} 2022-01-17");
        var amended = joined.When(new TandemCommand.ApproveTandems(Amendment, [Group]))
            .Then(new TandemEvent.TandemApprovedByOrder(Group, Amendment, new(2022, 1, 17), SecondSenior, [FourthPupil]));
        amended.On(new(2022, 1, 18)).When(Meeting(Group, 0x1220, MeetingKind.Regular, new(2022, 1, 18)))
            .Then<TandemEvent.MeetingHeld>(m => Assert.Equal([SecondPupil, ThirdPupil, FourthPupil], m.Present));
    }

    [Fact]
    public void Is_replaced_by_another_after_its_annulment() => Approved.And(new DocumentEvent.DocumentAnnulled(Order, Why))
        .On(new(2022, 1, 17)).When(new TandemCommand.ApproveTandems(Amendment, [Pair]))
        .Then(new TandemEvent.TandemApprovedByOrder(Pair, Amendment, new(2022, 1, 17), Senior, [Pupil]));

    [Fact]
    public void Is_voided_as_a_mistake_before_the_first_meeting()
    {
        var voided = Approved.When(new TandemCommand.VoidApproval(Pair, Why)).Then(new TandemEvent.TandemApprovalVoided(Pair, Why));
        Assert.Equal(TandemStatus.Formed, voided.State.Tandems.Tandems[Pair].Status);
        voided.When(new TandemCommand.VoidApproval(Pair, Why)).Refused(Reason.NothingChanges);
        Working.When(new TandemCommand.VoidApproval(Pair, Why)).Refused(Reason.AlreadyRecorded, "tandem-has-meetings", $"{Pair}");
    }
}
