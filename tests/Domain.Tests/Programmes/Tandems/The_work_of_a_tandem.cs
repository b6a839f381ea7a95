using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>Plans with goals, reviews, reflections and corrections.</summary>
public sealed class The_work_of_a_tandem
{
    [Fact]
    public void Follows_the_plan_of_each_mentee()
    {
        Approved.When(new TandemCommand.ApprovePlan(PlanOf(Pair, Pupil, 0x1100))).Then(PlanOf(Pair, Pupil, 0x1100));
        Approved.When(new TandemCommand.ApprovePlan(PlanOf(Pair, SecondPupil, 0x1100)))
            .Refused(Reason.Unknown, "member-unknown", $"{SecondPupil}");
        Approved.When(new TandemCommand.ApprovePlan(PlanOf(Pair, Pupil, 0x1100) with { Goals = [] }))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "/goals");
        Approved.When(new TandemCommand.ApprovePlan(PlanOf(Pair, Pupil, 0x1100) with { Route = Number(0x999) }))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Number(0x999)}");
        Working.When(new TandemCommand.ApprovePlan(PlanOf(Pair, Pupil, 0x1100)))
            .Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Number(0x1100)}");
    }

    [Fact]
    public void Has_the_last_plan_and_the_one_before_once_the_last_is_voided()
    {
        var twice = Working.When(new TandemCommand.ApprovePlan(PlanOf(Pair, Pupil, 0x1150))).Accepted();
        Assert.Equal(Number(0x1150), twice.State.Tandems.Tandems[Pair].PlanOf(Pupil)!.Id);
        var voided = twice.When(new TandemCommand.VoidTandemFact(Pair, Number(0x1150), Why)).Accepted();
        Assert.Equal(Number(0x1100), voided.State.Tandems.Tandems[Pair].PlanOf(Pupil)!.Id);
    }

    [Fact]
    public void Moves_towards_the_goals()
    {
        var half = Working.When(new TandemCommand.ProgressGoal(new(Pair, Number(0x1101), 50))).Then(
            new TandemEvent.GoalProgressed(Pair, Number(0x1101), 50));
        half.When(new TandemCommand.ProgressGoal(new(Pair, Number(0x1101), 50))).Refused(Reason.NothingChanges);
        half.When(new TandemCommand.ProgressGoal(new(Pair, Number(0x1101), 101)))
            .Refused(Reason.ValueOutOfRange, "percent-out-of-range", "101");
        half.When(new TandemCommand.ProgressGoal(new(Pair, Number(0x1199), 10)))
            .Refused(Reason.Unknown, "goal-unknown", $"{Number(0x1199)}");
    }

    [Fact]
    public void Has_a_plausible_timetable()
    {
        TandemEvent.MeetingTimetableSet fridays = new(Pair, 5, 1, 45, MeetingFormat.InPerson, PlannedOn);
        Working.When(new TandemCommand.SetTimetable(fridays)).Then(fridays).When(new TandemCommand.SetTimetable(fridays))
            .Refused(Reason.NothingChanges);
        Working.When(new TandemCommand.SetTimetable(fridays with { Weekday = 8 }))
            .Refused(Reason.ValueOutOfRange, "weekday-out-of-range", "8");
        Working.When(new TandemCommand.SetTimetable(fridays with { EveryWeeks = 0 }))
            .Refused(Reason.ValueOutOfRange, "weeks-out-of-range", "0");
        Working.When(new TandemCommand.SetTimetable(fridays with { Minutes = 0 }))
            .Refused(Reason.ValueOutOfRange, "minutes-out-of-range", "0");
    }

    [Fact]
    public void Is_reviewed_by_its_interim_feedback() => Working.When(new TandemCommand.ReviewFeedback(
            new(Pair, Number(0x1400), FeedbackConclusion.GoesOn, null)))
        .Then(new TandemEvent.InterimFeedbackReviewed(Pair, Number(0x1400), FeedbackConclusion.GoesOn, null));

    [Fact]
    public void Is_summed_up_by_reflections_also_after_its_end()
    {
        Completed.When(new TandemCommand.RecordReflection(new(Pair, Number(0x1401), ReflectionKind.Personal, Pupil, Why))).Accepted()
            .When(new TandemCommand.RecordReflection(new(Pair, Number(0x1402), ReflectionKind.Group, null, null))).Accepted();
        Completed.When(new TandemCommand.RecordReflection(new(Pair, Number(0x1401), ReflectionKind.Personal, SecondPupil, Why)))
            .Refused(Reason.Unknown, "member-unknown", $"{SecondPupil}");
        Completed.When(new TandemCommand.RecordReflection(new(Pair, Number(0x1401), ReflectionKind.Personal, null, Why)))
            .Refused(Reason.ValueOutOfRange, "reflection-person", "personal");
    }

    [Fact]
    public void Is_corrected_by_voiding_a_fact_and_recording_another()
    {
        var voided = Working.When(new TandemCommand.VoidTandemFact(Pair, Number(0x1202), Why))
            .Then(new TandemEvent.TandemFactVoided(Pair, Number(0x1202), Why));
        voided.When(new TandemCommand.VoidTandemFact(Pair, Number(0x1202), Why))
            .Refused(Reason.Unknown, "fact-unknown", $"{Number(0x1202)}");
        voided.When(Meeting(Pair, 0x1202, MeetingKind.Planning, PlannedOn))
            .Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Number(0x1202)}");
        voided.When(Meeting(Pair, 0x1203, MeetingKind.Planning, PlannedOn)).Accepted();
    }

    [Fact]
    public void Is_completed_after_all_kinds_of_meetings_with_an_outcome()
    {
        Working.On(EndOn).When(new TandemCommand.CompleteTandem(Pair, TandemOutcome.Reached)).Refused(Reason.ConditionsNotMet,
            ("meeting-kind-not-held", $"{Pair} regular"), ("meeting-kind-not-held", $"{Pair} final"));
        Formed.When(new TandemCommand.CompleteTandem(Pair, TandemOutcome.Reached))
            .Refused(Reason.TandemNotApproved, "tandem-not-in-order", $"{Pair}");
        Working.When(new TandemCommand.SuspendTandem(Pair, SuspensionReason.Request, null)).Accepted()
            .When(new TandemCommand.CompleteTandem(Pair, TandemOutcome.Reached))
            .Refused(Reason.TandemSuspended, "tandem-suspended", $"{Pair}");
        var done = Working.Meet(Pair, 0x1220, MeetingKind.Regular, WinterOn).Meet(Pair, 0x1221, MeetingKind.Final, FinalOn);
        done.On(EndOn).About(WinterOn).When(new TandemCommand.CompleteTandem(Pair, TandemOutcome.Reached))
            .Refused(Reason.PeriodReversed, "meeting-held-later", $"{Pair} 2022-05-20");
        done.On(EndOn).When(new TandemCommand.CompleteTandem(Pair, TandemOutcome.PartlyReached))
            .Then(new TandemEvent.TandemCompleted(Pair, TandemOutcome.PartlyReached));
    }

    [Fact]
    public void Allows_only_corrections_after_its_end()
    {
        foreach (var command in new TandemCommand[]
        {
            Meeting(Pair, 0x1290, MeetingKind.Regular, WinterOn), new TandemCommand.SuspendTandem(Pair, SuspensionReason.Request, null),
            new TandemCommand.CompleteTandem(Pair, TandemOutcome.Reached), new TandemCommand.JoinGroup(Pair, FourthPupil),
            new TandemCommand.DissolveTandem(Pair, TandemParty.Mentor, SeparationReason.OwnWish, null, null),
            new TandemCommand.ApprovePlan(PlanOf(Pair, Pupil, 0x1160)),
        }) Completed.When(command).Refused(Reason.TandemEnded, "tandem-ended", $"{Pair}");
        var again = Completed.When(new TandemCommand.VoidTandemEnding(Pair, Why)).Then(new TandemEvent.TandemEndingVoided(Pair, Why));
        again.When(new TandemCommand.VoidTandemEnding(Pair, Why)).Refused(Reason.TandemNotEnded, "tandem-not-ended", $"{Pair}");
        again.When(Meeting(Pair, 0x1290, MeetingKind.Regular, new(2022, 2, 4))).Accepted();
    }

    [Fact]
    public void Stops_while_it_is_suspended()
    {
        var suspended = Working.On(WinterOn).When(new TandemCommand.SuspendTandem(Pair, SuspensionReason.Illness, null))
            .Then(new TandemEvent.TandemSuspended(Pair, SuspensionReason.Illness, null));
        suspended.When(new TandemCommand.SuspendTandem(Pair, SuspensionReason.Illness, null)).Refused(Reason.NothingChanges);
        suspended.When(Meeting(Pair, 0x1220, MeetingKind.Regular, WinterOn)).Refused(Reason.TandemSuspended, "tandem-suspended", $"{Pair}");
        var resumed = suspended.On(WinterOn.AddDays(14)).When(new TandemCommand.ResumeTandem(Pair))
            .Then(new TandemEvent.TandemResumed(Pair));
        resumed.When(new TandemCommand.ResumeTandem(Pair)).Refused(Reason.NothingChanges);
        resumed.When(Meeting(Pair, 0x1220, MeetingKind.Regular, WinterOn.AddDays(7)))
            .Refused(Reason.TandemSuspended, "tandem-suspended", $"{Pair}");
        resumed.Meet(Pair, 0x1220, MeetingKind.Regular, WinterOn.AddDays(14));
    }

    [Fact]
    public void Is_called_by_its_form_and_day() =>
        Assert.Equal("«ученик – ученик» от 08.11.2021 (00000000)",
            new ProgrammeNames(Working.State, Story.ModelWithPeople).Of($"{Pair}")!.Ru);

    [Fact]
    public void Is_not_found_under_another_id() => Working.When(new TandemCommand.ResumeTandem(Another))
        .Refused(Reason.Unknown, "tandem-unknown", $"{Another}");
}
