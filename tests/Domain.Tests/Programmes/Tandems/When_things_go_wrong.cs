using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Matching;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>The cases of domain-model.md 5 that concern pairs and groups, each with the events of its row.</summary>
public sealed class When_things_go_wrong
{
    private static readonly PersonStatus Withdrawn =
        Learner with { Version = 5, Consents = [], Withdrawn = [ConsentPurpose.Participation], Restricted = true };

    [Fact]
    public void A_late_joiner_takes_the_personal_path_and_no_gate_is_reopened()
    {
        var late = Story.Given([.. Partners.Everything]).ApproveAll(1, 4).On(FormedOn)
            .When(Form(Group, TandemKind.Group, SecondSenior, SecondPupil, ThirdPupil)).Accepted()
            .On(OrderOn).When(new TandemCommand.ApproveTandems(Order, [Group])).Accepted()
            .Plan(Group, SecondPupil, 0x1110).Plan(Group, ThirdPupil, 0x1120).Matched().ApproveAll(5, 5)
            .On(new(2022, 1, 14)).When(new TandemCommand.JoinGroup(Group, FourthPupil))
            .Then(new TandemEvent.MemberJoined(Group, FourthPupil, true));
        Assert.True(late.State.Gates[5].Stands);
        Assert.True(late.Evaluation(5).Passes);
        late.On(new(2022, 1, 17)).When(new TandemCommand.ApproveTandems(Amendment, [Group]))
            .Then(new TandemEvent.TandemApprovedByOrder(Group, Amendment, new(2022, 1, 17), SecondSenior, [FourthPupil]));
    }

    [Fact]
    public void A_withdrawn_consent_dissolves_the_pair_and_ends_the_membership_in_a_group()
    {
        Assert.Equal(
            [new TandemEvent.TandemDissolved(Pair, TandemParty.System, SeparationReason.ConsentWithdrawn, null, null)],
            After(Working, new ParticipantEvent.PersonStandingRecorded(Pupil, Withdrawn)));
        var group = After(Working, new ParticipantEvent.PersonStandingRecorded(SecondPupil, Withdrawn));
        Assert.Equal([new TandemEvent.MemberLeft(Group, SecondPupil, TandemParty.System, SeparationReason.ConsentWithdrawn, null)], group);
        // The curator decides whether the remaining one goes on as a pair.
        Working.And([.. group]).When(new TandemCommand.ContinueAsPair(Group)).Then(new TandemEvent.GroupBecamePair(Group));
        Working.When(new TandemCommand.ContinueAsPair(Group)).Refused(Reason.ValueOutOfRange, "pair-of-one-mentee", "2");
    }

    [Fact]
    public void A_withdrawn_consent_of_a_mentor_suspends_the_work_until_the_curator_decides() => Assert.Equal(
        [new TandemEvent.TandemSuspended(Group, SuspensionReason.MentorLeft, null)],
        After(Working, new ParticipantEvent.PersonStandingRecorded(SecondSenior, Withdrawn)));

    [Fact]
    public void A_majority_without_a_new_consent_ends_nothing() => Assert.Empty(
        After(Working, new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 5, Restricted = true })));

    [Theory]
    [InlineData(TandemParty.Mentor, SeparationReason.OwnWish, RevocationReason.TandemDissolved)]
    [InlineData(TandemParty.Curator, SeparationReason.DutiesNotKept, RevocationReason.TandemDissolved)]
    [InlineData(TandemParty.Curator, SeparationReason.Safety, RevocationReason.Safety)]
    [InlineData(TandemParty.Mentee, SeparationReason.Incompatible, null)]
    [InlineData(TandemParty.Representative, SeparationReason.OwnWish, null)]
    public void A_dissolved_pair_keeps_or_loses_the_mentors_readiness_by_who_ended_it(
        TandemParty by, SeparationReason reason, RevocationReason? revoked)
    {
        var dissolved = Working.On(WinterOn).When(new TandemCommand.DissolveTandem(Pair, by, reason, null, null)).Then(
        [
            new TandemEvent.TandemDissolved(Pair, by, reason, null, null),
            .. revoked is { } r ? [new ParticipantEvent.ReadinessRevoked(Senior, r, null)] : Array.Empty<ProgrammeEvent>(),
        ]);
        Assert.False(dissolved.State.Tandems.HasMentor(Pupil));
        Assert.True(dissolved.State.Tandems.WereSeparated(Senior, Pupil));
        Assert.Empty(dissolved.State.Tandems.MenteesOf(Senior));
    }

    [Fact]
    public void A_pair_that_was_recorded_by_mistake_is_voided_and_not_dissolved() => Working
        .When(new TandemCommand.DissolveTandem(Pair, TandemParty.Curator, SeparationReason.RecordedByMistake, null, null))
        .Refused(Reason.ValueOutOfRange, "dissolved-by-mistake", $"{Pair}");

    [Fact]
    public void A_mentor_who_was_recorded_by_mistake_is_voided_with_the_pair_and_not_replaced() => Working
        .When(new TandemCommand.ReplaceMentor(Pair, SecondSenior, Amendment, SeparationReason.RecordedByMistake))
        .Refused(Reason.ValueOutOfRange, "replaced-by-mistake", $"{Pair}");

    [Fact]
    public void A_dissolution_is_not_dated_before_a_meeting_that_was_held() => Working.On(WinterOn).About(TrialOn)
        .When(new TandemCommand.DissolveTandem(Pair, TandemParty.Mentee, SeparationReason.OwnWish, null, null))
        .Refused(Reason.PeriodReversed, "meeting-held-later", $"{Pair} 2021-12-03");

    [Fact]
    public void A_mentor_who_leaves_is_replaced_by_an_order_and_keeps_the_meetings_held_before()
    {
        var on = new DateOnly(2022, 1, 17);
        var left = Working.On(WinterOn)
            .When(new MentorCommand.RemoveMentor(Senior, RemovalReason.LeftOrganisation, null)).Then(
                new ParticipantEvent.MentorRemovedFromBase(Senior, RemovalReason.LeftOrganisation, null),
                new TandemEvent.TandemSuspended(Pair, SuspensionReason.MentorLeft, null)).On(on);
        left.When(Meeting(Pair, 0x1220, MeetingKind.Regular, on)).Refused(Reason.TandemSuspended, "tandem-suspended", $"{Pair}");
        left.When(new TandemCommand.ReplaceMentor(Pair, Pupil, Amendment, SeparationReason.MentorLeft))
            .Refused(Reason.Unknown, "mentor-unknown", $"{Pupil}");
        var replaced = left.When(new TandemCommand.ReplaceMentor(Pair, SecondSenior, Amendment, SeparationReason.MentorLeft)).Then(
            new TandemEvent.MentorReplaced(Pair, Senior, SecondSenior, Amendment, on, SeparationReason.MentorLeft));
        replaced.When(Meeting(Pair, 0x1220, MeetingKind.Regular, on))
            .Then<TandemEvent.MeetingHeld>(m => Assert.Equal(SecondSenior, m.Mentor));
        Assert.All(replaced.State.Tandems.Tandems[Pair].Meetings, m => Assert.Equal(Senior, m.Mentor));
    }

    [Fact]
    public void A_new_mentor_meets_every_condition_of_a_new_tandem()
    {
        var on = new DateOnly(2022, 1, 17);
        Working.On(on).And(new ParticipantEvent.MentorApplicationChanged(SecondSenior, PupilOffer with { Capacity = 2 }))
            .When(new TandemCommand.ReplaceMentor(Pair, SecondSenior, Amendment, SeparationReason.MentorLeft))
            .Refused(Reason.ConditionsNotMet, "mentor-capacity-exceeded", $"{SecondSenior} 2");
        Formed.On(on).When(new TandemCommand.ReplaceMentor(Pair, SecondSenior, Amendment, SeparationReason.MentorLeft))
            .Refused(Reason.TandemNotApproved, "tandem-not-in-order", $"{Pair}");
        Working.On(on).When(new TandemCommand.ReplaceMentor(Pair, Senior, Amendment, SeparationReason.MentorLeft))
            .Refused(Reason.NothingChanges);
        Working.On(new(2022, 1, 14)).When(new TandemCommand.ReplaceMentor(Pair, SecondSenior, Amendment, SeparationReason.MentorLeft))
            .Refused(Reason.PeriodReversed, "order-after-day", "2022-01-17");
    }

    [Fact]
    public void A_mentor_who_withdrew_holds_no_meeting_from_the_effective_day() => Working.On(WinterOn)
        .When(new MentorCommand.WithdrawMentor(Senior, Number(0x1500), WinterOn, WinterOn.AddDays(7), WithdrawalReason.Illness, null, []))
        .Accepted().Meet(Pair, 0x1220, MeetingKind.Regular, WinterOn).On(WinterOn.AddDays(7))
        .When(Meeting(Pair, 0x1221, MeetingKind.Regular, WinterOn.AddDays(7)))
        .Refused(Reason.NotTakingPart, "mentor-withdrawn", $"{Senior} 2021-12-17");

    [Fact]
    public void A_mentee_who_leaves_the_school_leaves_the_pair()
    {
        Working.On(WinterOn).When(new MenteeCommand.RemoveMentee(Pupil, RemovalReason.LeftOrganisation, null)).Then(
            new ParticipantEvent.MenteeRemovedFromBase(Pupil, RemovalReason.LeftOrganisation, null),
            new TandemEvent.TandemDissolved(Pair, TandemParty.System, SeparationReason.MenteeLeft, null, null));
        Assert.Equal([new TandemEvent.TandemDissolved(Pair, TandemParty.System, SeparationReason.MenteeLeft, null, null)],
            After(Working, new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 5, Left = true })));
        Working.On(WinterOn).When(new MenteeCommand.RemoveMentee(SecondPupil, RemovalReason.RepresentativeWish, null)).Then(
            new ParticipantEvent.MenteeRemovedFromBase(SecondPupil, RemovalReason.RepresentativeWish, null),
            new TandemEvent.MemberLeft(Group, SecondPupil, TandemParty.Representative, SeparationReason.OwnWish, null));
    }

    [Fact]
    public void A_member_leaves_a_group_with_a_reason_but_neither_a_pair_nor_an_empty_group()
    {
        var left = Working.On(WinterOn).When(Leave(Group, SecondPupil, SeparationReason.RequestChanged))
            .Then(new TandemEvent.MemberLeft(Group, SecondPupil, TandemParty.Mentee, SeparationReason.RequestChanged, null));
        left.When(Leave(Group, SecondPupil, SeparationReason.OwnWish)).Refused(Reason.Unknown, "member-unknown", $"{SecondPupil}");
        left.When(Leave(Group, ThirdPupil, SeparationReason.OwnWish)).Refused(Reason.NotEligible, "last-member", $"{ThirdPupil}");
        left.When(Leave(Pair, Pupil, SeparationReason.OwnWish)).Refused(Reason.NotEligible, "tandem-is-pair", $"{Pair}");
        left.When(new TandemCommand.JoinGroup(Group, SecondPupil))
            .Refused(Reason.PairNotAllowed, "pair-separated-before", $"{SecondSenior} {SecondPupil}");
        Working.When(new TandemCommand.JoinGroup(Pair, FourthPupil)).Refused(Reason.NotEligible, "tandem-is-pair", $"{Pair}");
    }

    [Fact]
    public void A_concern_suspends_the_meetings_at_once()
    {
        TandemEvent.ConcernRaised concern = new(Pair, Number(0x1500), ConcernMatter.Safety, Why);
        Working.On(WinterOn).When(new TandemCommand.RaiseConcern(concern, Pupil, Suspend: true)).Then(concern,
            new TandemEvent.TandemSuspended(Pair, SuspensionReason.Safety, null))
            .When(Meeting(Pair, 0x1220, MeetingKind.Regular, WinterOn)).Refused(Reason.TandemSuspended, "tandem-suspended", $"{Pair}");
        Working.When(new TandemCommand.RaiseConcern(concern, Senior, Suspend: false)).Then(concern);
        Working.When(new TandemCommand.RaiseConcern(concern, SecondPupil, Suspend: true))
            .Refused(Reason.Unknown, "member-unknown", $"{SecondPupil}");
    }

    [Fact]
    public void A_suspended_programme_still_lets_people_leave_and_raise_concerns()
    {
        var suspended = Working.On(PlannedOn.AddDays(1)).And(new CharterEvent.ProgrammeSuspended(Course.CuratorOrder, Why)).On(WinterOn);
        suspended.When(Meeting(Pair, 0x1220, MeetingKind.Regular, WinterOn)).Refused(Reason.ProgrammeSuspended);
        suspended.When(new TandemCommand.DissolveTandem(Pair, TandemParty.Mentee, SeparationReason.OwnWish, null, null)).Accepted();
        suspended.When(Leave(Group, SecondPupil, SeparationReason.OwnWish)).Accepted();
        suspended.When(new TandemCommand.RaiseConcern(new(Pair, Number(0x1500), ConcernMatter.Conflict, Why), Pupil, true)).Accepted();
        suspended.When(new TandemCommand.VoidTandemFact(Pair, Number(0x1201), Why)).Accepted();
        // The days without the programme stay without meetings after it was resumed.
        var resumed = suspended.On(WinterOn.AddDays(14)).And(new CharterEvent.ProgrammeResumed(null))
            .When(new TandemCommand.SetTimetable(new(Pair, 5, 1, 45, MeetingFormat.InPerson, PlannedOn))).Accepted();
        resumed.When(Meeting(Pair, 0x1220, MeetingKind.Regular, WinterOn.AddDays(7)))
            .Refused(Reason.ProgrammeSuspended, "programme-suspended-then", "2021-12-17");
        Assert.Equal([(Pair, WinterOn.AddDays(14)), (Pair, WinterOn.AddDays(21))],
            MonthRules.Proposal(resumed.State, WinterOn, []).Select(p => (p.Tandem, p.On)));
    }

    [Fact]
    public void A_cancelled_programme_closes_every_tandem_and_opens_it_again_if_that_was_a_mistake()
    {
        var cancelled = Working.On(WinterOn).As(Ivan).When(new CharterCommand.CancelProgramme(Course.CuratorOrder, Why)).Then(
            new CharterEvent.ProgrammeCancelled(Course.CuratorOrder, Why),
            new TandemEvent.TandemDissolved(Pair, TandemParty.System, SeparationReason.ProgrammeCancelled, null, null),
            new TandemEvent.TandemDissolved(Group, TandemParty.System, SeparationReason.ProgrammeCancelled, null, null));
        var again = cancelled.When(new CharterCommand.VoidClosing(Why)).Then(new CharterEvent.ClosingVoided(Why),
            new TandemEvent.TandemEndingVoided(Pair, null), new TandemEvent.TandemEndingVoided(Group, null));
        again.As(Vera).Meet(Pair, 0x1220, MeetingKind.Regular, WinterOn);
    }

    [Fact]
    public void A_mentee_who_withdrew_while_the_programme_was_cancelled_does_not_come_back_with_it() => Working.On(WinterOn).As(Ivan)
        .When(new CharterCommand.CancelProgramme(Course.CuratorOrder, Why)).Accepted()
        .When(new CharterCommand.VoidClosing(Why, new Dictionary<Guid, PersonStatus> { [Pupil] = Withdrawn })).Then(
            new CharterEvent.ClosingVoided(Why), new TandemEvent.TandemEndingVoided(Pair, null),
            new TandemEvent.TandemEndingVoided(Group, null), new ParticipantEvent.PersonStandingRecorded(Pupil, Withdrawn),
            new TandemEvent.TandemDissolved(Pair, TandemParty.System, SeparationReason.ConsentWithdrawn, null, null));

    [Fact]
    public void A_person_is_mentor_in_one_tandem_and_mentee_in_another()
    {
        var both = Formed.And([.. Mentee(Senior, SeniorLearner with { Grade = 9 }, "learner-learner", InformationSource.Parent, 0xa60)])
            .When(Form(Another, TandemKind.Pair, SecondSenior, Senior)).Accepted();
        Assert.Equal([Pair, Another], both.State.Tandems.OpenOf(Senior).Select(t => t.Id));
    }

    [Fact]
    public void A_leaving_recorded_by_mistake_is_voided_or_a_joining_never_was()
    {
        var left = Working.On(WinterOn).When(Leave(Group, SecondPupil, SeparationReason.OwnWish)).Accepted();
        left.When(new TandemCommand.VoidLeaving(Group, SecondPupil, Why))
            .Then(new TandemEvent.MemberLeavingVoided(Group, SecondPupil, Why)).Meet(Group, 0x1220, MeetingKind.Regular, WinterOn);
        Working.When(new TandemCommand.VoidLeaving(Group, SecondPupil, Why)).Refused(Reason.Unknown, "leaving-unknown", $"{SecondPupil}");
        left.When(Form(Another, TandemKind.Pair, Senior, SecondPupil)).Accepted()
            .When(new TandemCommand.VoidLeaving(Group, SecondPupil, Why))
            .Refused(Reason.PairNotAllowed, "mentee-has-mentor", $"{SecondPupil}");
        var never = Working.On(WinterOn).When(new TandemCommand.JoinGroup(Group, FourthPupil)).Accepted()
            .When(Leave(Group, FourthPupil, SeparationReason.RecordedByMistake)).Accepted();
        Assert.False(never.State.Tandems.WereSeparated(SecondSenior, FourthPupil));
    }

    [Fact]
    public void A_dissolution_is_not_voided_once_the_mentee_has_another_mentor() => Working.On(WinterOn)
        .When(new TandemCommand.DissolveTandem(Pair, TandemParty.Mentee, SeparationReason.Incompatible, null, null)).Accepted()
        .When(Form(Another, TandemKind.Pair, SecondSenior, Pupil)).Accepted()
        .When(new TandemCommand.VoidTandemEnding(Pair, Why)).Refused(Reason.PairNotAllowed, "mentee-has-mentor", $"{Pupil}");

    private static TandemCommand.LeaveGroup Leave(Guid tandem, Guid mentee, SeparationReason reason) =>
        new(tandem, mentee, TandemParty.Mentee, reason, null);

    // What the decision on the person's stream appends to the programme, without the standing itself.
    private static IEnumerable<ProgrammeEvent> After(Story story, ParticipantEvent.PersonStandingRecorded told) =>
        Departures.With(story.State, [told], WinterOn).Skip(1).Cast<ProgrammeEvent>();
}
