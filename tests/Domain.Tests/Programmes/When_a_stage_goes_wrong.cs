using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>The cases of docs/cases.md that concern stages and the road map, each with the events of its row.</summary>
public sealed class When_a_stage_goes_wrong
{
    private static readonly Remark NoRoadmap = new("G1.3", Why);

    [Fact]
    public void Returned_for_rework_it_is_worked_again_and_every_round_is_kept()
    {
        var returned = Submitted(1).When(new GateCommand.ReturnStage(1, null, [NoRoadmap], Tomorrow))
            .Then(new GateEvent.StageReturned(1, VeraId, [NoRoadmap], Tomorrow));
        var reworked = returned.When(new PreparationCommand.ReopenItem("1.1.1", Why))
            .Then(new PreparationEvent.RoadmapItemReopened("1.1.1", Why));
        reworked.When(Submit(1)).Refused(Reason.CriteriaNotMet, ("item-open", "G1.8:1.1.1"), ("item-open", "G1.R:1.1.1"));
        var again = reworked.When(new PreparationCommand.CompleteItem("1.1.1", [])).Accepted()
            .When(SubmitAgain(1)).Accepted();
        Assert.Equal(2, again.State.Gates[1].Round);
        Assert.Equal(["StageSubmitted", "StageReturned", "RemarkAnswered", "StageSubmitted"],
            again.State.Gates[1].Decisions.Select(d => d.Event.GetType().Name));
    }

    [Fact]
    public void Reopened_for_a_missing_consent_it_is_approved_again_and_later_approvals_wait_for_confirmation()
    {
        var approved = Cohort.ApprovedUpTo(4).And(
            new ParticipantEvent.PersonStandingRecorded(Cohort.Pupil, Cohort.Learner with { Version = 9, Consents = [] }));
        var reopened = approved.When(new GateCommand.ReopenStage(2, null, Why)).Then(new GateEvent.StageReopened(2, VeraId, Why, [3, 4]));
        Assert.Equal([false, false, true, true], reopened.State.Gates.Stages.Take(4).Select(s => s.NeedsReconfirmation));
        reopened.When(Submit(2)).Refused(Reason.CriteriaNotMet, "participation-consent-missing", $"G2.2:{Cohort.Pupil}");
        var confirmed = reopened.And(
            new ParticipantEvent.PersonStandingRecorded(Cohort.Pupil, Cohort.Learner with { Version = 10 })).ApproveAll(2, 4);
        Assert.All(confirmed.State.Gates.Stages.Take(4), s => Assert.True(s.Stands));
        Assert.Equal(2, confirmed.State.Gates[2].Decisions.Count(d => d.Event is GateEvent.StageApproved));
    }

    [Fact]
    public void A_missed_deadline_is_rescheduled_or_done_late_and_closes_no_gate()
    {
        var late = Start.AddDays(40);
        var planned = Given([.. Everything.Where(e => e is not PreparationEvent.RoadmapItemCompleted { Item: "1.1.1" })]).On(late);
        Assert.True(planned.State.Preparation.Roadmap!.Items["1.1.1"].OverdueOn(late));
        Assert.False(planned.State.Preparation.Roadmap.Items["1.1.1"].OverdueOn(Start.AddDays(30)));
        var moved = planned.When(new PreparationCommand.RescheduleItem("1.1.1", null, late.AddDays(9), Why))
            .Then<PreparationEvent.RoadmapItemRescheduled>(e => Assert.Equal(late.AddDays(9), e.PlannedTo));
        Assert.False(moved.State.Preparation.Roadmap!.Items["1.1.1"].OverdueOn(late));
        var done = planned.When(new PreparationCommand.CompleteItem("1.1.1", []))
            .Then(new PreparationEvent.RoadmapItemCompleted("1.1.1", []));
        Assert.Equal(late, done.State.Preparation.Roadmap!.Items["1.1.1"].SettledOn);
        done.ApproveAll(1, 1);
    }

    [Fact]
    public void A_shortage_of_mentors_is_acknowledged_or_waived_and_the_gate_opens()
    {
        var scarce = Story.Given([.. Cohort.Everything.Where(e =>
            e is not ParticipantEvent.MentorDeclaredReady { Person: var p } || p != Cohort.Teacher)]).ApproveAll(1, 3);
        scarce.When(Submit(4)).Refused(Reason.CriteriaNotMet, "capacity-too-small", "G4.5:teacher-teacher");
        scarce.When(new GateCommand.WaiveCriterion(4, null, "G4.5", Why, null))
            .Then(new GateEvent.GateCriterionWaived(4, "G4.5", VeraId, Why, null)).ApproveAll(4, 4);
        scarce.When(new TrainingCommand.AcknowledgeShortage(new(Number(0xc20), "teacher-teacher", 4, ShortageReason.NoCandidates)))
            .Accepted().ApproveAll(4, 4);
    }

    private static Story Given(IEnumerable<ProgrammeEvent> events) => Story.Given(events);
}
