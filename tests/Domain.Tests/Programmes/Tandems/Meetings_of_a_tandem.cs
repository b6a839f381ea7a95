using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>The order of the school, the order of the kinds, and a consent on the day for everybody present.</summary>
public sealed class Meetings_of_a_tandem
{
    [Fact]
    public void Are_recorded_with_who_was_there_and_who_was_absent() => Approved.On(FirstOn)
        .When(Meeting(Group, 0x1200, MeetingKind.Organisational, FirstOn, [ThirdPupil])).Then(new TandemEvent.MeetingHeld(
            Group, Number(0x1200), MeetingKind.Organisational, FirstOn, 45, MeetingFormat.InPerson, SecondSenior, [ThirdPupil],
            [SecondPupil], null));

    [Fact]
    public void Do_not_count_before_the_order()
    {
        Formed.On(FirstOn).When(Meeting(Pair, 0x1200, MeetingKind.Organisational, FirstOn))
            .Refused(Reason.TandemNotApproved, "tandem-not-in-order", $"{Pair}");
        Approved.On(FirstOn).When(Meeting(Pair, 0x1200, MeetingKind.Organisational, FormedOn))
            .Refused(Reason.TandemNotApproved, "meeting-before-order", $"{Pair} 2021-11-10");
    }

    [Fact]
    public void Come_in_the_order_of_their_kinds()
    {
        var first = Approved.Meet(Pair, 0x1200, MeetingKind.Organisational, FirstOn);
        first.On(PlannedOn).When(Meeting(Pair, 0x1201, MeetingKind.Planning, PlannedOn))
            .Refused(Reason.MeetingOutOfOrder, "meeting-kind-first", $"{Pair} trial");
        first.When(Meeting(Pair, 0x1201, MeetingKind.Organisational, FirstOn))
            .Refused(Reason.MeetingOutOfOrder, "meeting-kind-held", $"{Pair} organisational");
        first.On(WinterOn).When(Meeting(Pair, 0x1201, MeetingKind.Regular, WinterOn))
            .Refused(Reason.MeetingOutOfOrder, "meeting-kind-first", $"{Pair} trial");
        first.On(TrialOn).When(Meeting(Pair, 0x1201, MeetingKind.Trial, OrderOn))
            .Refused(Reason.MeetingOutOfOrder, "meeting-kind-first", $"{Pair} organisational");
    }

    [Fact]
    public void End_with_the_one_final_meeting()
    {
        var ended = Working.Meet(Pair, 0x1220, MeetingKind.Regular, WinterOn).Meet(Pair, 0x1221, MeetingKind.Final, FinalOn);
        ended.On(EndOn).When(Meeting(Pair, 0x1222, MeetingKind.Final, EndOn))
            .Refused(Reason.MeetingOutOfOrder, "meeting-kind-held", $"{Pair} final");
        ended.On(EndOn).When(Meeting(Pair, 0x1222, MeetingKind.Regular, EndOn))
            .Refused(Reason.MeetingOutOfOrder, "meeting-after-final", $"{Pair} regular");
        // A meeting entered late stands before the final one.
        ended.On(EndOn).When(Meeting(Pair, 0x1222, MeetingKind.Regular, WinterOn.AddDays(7))).Accepted();
        Working.Meet(Pair, 0x1220, MeetingKind.Regular, WinterOn.AddDays(7))
            .When(Meeting(Pair, 0x1221, MeetingKind.Final, WinterOn))
            .Refused(Reason.MeetingOutOfOrder, "final-before-meeting", $"{Pair} final");
    }

    [Fact]
    public void Put_an_earlier_kind_that_was_voided_back_in_its_place()
    {
        var without = Working.When(new TandemCommand.VoidTandemFact(Pair, Number(0x1201), Why)).Accepted();
        without.When(Meeting(Pair, 0x1290, MeetingKind.Trial, TrialOn)).Accepted();
        without.On(WinterOn).When(Meeting(Pair, 0x1290, MeetingKind.Trial, WinterOn))
            .Refused(Reason.MeetingOutOfOrder, "meeting-kind-later-held", $"{Pair} trial");
    }

    [Fact]
    public void Need_a_consent_on_the_day_of_everybody_present()
    {
        var lapsed = Working.And(new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with
        {
            Version = 3, Consents = [Consent(0x801) with { ValidUntil = PlannedOn }],
        }));
        lapsed.On(WinterOn).When(Meeting(Pair, 0x1220, MeetingKind.Regular, WinterOn))
            .Refused(Reason.ConditionsNotMet, "participation-consent-missing", $"{Pupil}");
        // The last day of the consent still counts, although it is recorded later.
        lapsed.On(WinterOn).When(Meeting(Pair, 0x1220, MeetingKind.Regular, PlannedOn)).Accepted();
        Working.And(new ParticipantEvent.PersonStandingRecorded(SecondPupil, Learner with { Version = 3, Consents = [] })).On(WinterOn)
            .When(Meeting(Group, 0x1220, MeetingKind.Regular, WinterOn, [ThirdPupil])).Accepted();
    }

    [Fact]
    public void Need_the_consent_of_the_mentor_as_well() =>
        Working.And(new ParticipantEvent.PersonStandingRecorded(Senior, SeniorLearner with { Version = 3, Consents = [] })).On(WinterOn)
            .When(Meeting(Pair, 0x1220, MeetingKind.Regular, WinterOn))
            .Refused(Reason.ConditionsNotMet, "participation-consent-missing", $"{Senior}");

    [Fact]
    public void Are_of_members_only()
    {
        Working.On(WinterOn).When(Meeting(Pair, 0x1220, MeetingKind.Regular, WinterOn, [SecondPupil]))
            .Refused(Reason.TandemNotApproved, "member-not-in-order", $"{SecondPupil} 2021-12-10");
        Working.On(WinterOn).When(Meeting(Group, 0x1220, MeetingKind.Regular, WinterOn, []))
            .Refused(Reason.ValueOutOfRange, "nobody-present", $"{Group} 2021-12-10");
    }

    [Fact]
    public void Are_individual_consultations_in_groups_only()
    {
        Working.On(WinterOn).When(Meeting(Group, 0x1220, MeetingKind.IndividualConsultation, WinterOn, [ThirdPupil]))
            .Then<TandemEvent.MeetingHeld>(m => Assert.Empty(m.Absent));
        Working.On(WinterOn).When(Meeting(Pair, 0x1220, MeetingKind.IndividualConsultation, WinterOn))
            .Refused(Reason.MeetingOutOfOrder, "consultation-in-pair", $"{Pair} individual-consultation");
    }

    [Fact]
    public void Are_not_in_the_future_nor_twice_on_a_day()
    {
        Working.On(WinterOn).When(Meeting(Pair, 0x1220, MeetingKind.Regular, WinterOn.AddDays(1)))
            .Refused(Reason.DateInFuture, "date-in-future", "2021-12-11");
        Working.Meet(Pair, 0x1220, MeetingKind.Regular, WinterOn).When(Meeting(Pair, 0x1221, MeetingKind.Regular, WinterOn))
            .Refused(Reason.AlreadyRecorded, "meeting-recorded", $"{Pair} 2021-12-10");
    }

    [Fact]
    public void Are_scheduled_then_held_or_cancelled()
    {
        var scheduled = Working.When(new TandemCommand.ScheduleMeeting(
            new(Pair, Number(0x1220), MeetingKind.Regular, WinterOn, 45, MeetingFormat.InPerson))).Accepted();
        Assert.Single(scheduled.State.Tandems.Tandems[Pair].Scheduled);
        var held = scheduled.Meet(Pair, 0x1220, MeetingKind.Regular, WinterOn);
        Assert.Empty(held.State.Tandems.Tandems[Pair].Scheduled);
        scheduled.When(new TandemCommand.CancelMeeting(Pair, Number(0x1220), TandemParty.Mentee, CancellationReason.Illness)).Then(
            new TandemEvent.MeetingCancelled(Pair, Number(0x1220), MeetingKind.Regular, WinterOn, TandemParty.Mentee,
                CancellationReason.Illness));
        Working.When(new TandemCommand.CancelMeeting(Pair, Number(0x1220), TandemParty.Mentee, CancellationReason.Illness))
            .Refused(Reason.Unknown, "meeting-unknown", $"{Number(0x1220)}");
    }

    [Fact]
    public void Name_every_fault_of_a_list_at_once() => Working.On(WinterOn).When(new TandemCommand.RecordMeetings(
        [
            .. Meeting(Pair, 0x1220, MeetingKind.Trial, WinterOn).Held, .. Meeting(Group, 0x1221, MeetingKind.Planning, WinterOn).Held,
            .. Meeting(Another, 0x1222, MeetingKind.Regular, WinterOn).Held,
        ], [])).Refused(Reason.MeetingOutOfOrder, ("meeting-kind-held", $"{Pair} trial"), ("meeting-kind-held", $"{Group} planning"),
            ("tandem-unknown", $"{Another}"));
}
