using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Participants;

/// <summary>M123 and M133 to M136: facts about all mentors together.</summary>
public sealed class The_training_of_mentors
{
    private static readonly Guid Nobody = Number(0x3fe);

    [Fact]
    public void Has_a_plan_with_a_document_and_sessions()
    {
        var plan = new ParticipantEvent.TrainingPlanApproved(Number(0xc10), Plan, [new("first-meeting", Today, 90)]);
        Given().When(new TrainingCommand.ApproveTrainingPlan(plan with { Document = Nobody }))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Nobody}")
            .When(new TrainingCommand.ApproveTrainingPlan(plan with { Sessions = [] }))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "sessions")
            .When(new TrainingCommand.ApproveTrainingPlan(plan with { Sessions = [new("Тема", Today, 90)] }))
            .Refused(Reason.ValueOutOfRange, "code-invalid", "Тема")
            .When(new TrainingCommand.ApproveTrainingPlan(plan)).Then(plan)
            .When(new TrainingCommand.ApproveTrainingPlan(plan)).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{plan.Id}");
    }

    [Fact]
    public void Has_sessions_that_mentors_attend()
    {
        var held = new ParticipantEvent.TrainingSessionHeld(Number(0xc11), Today, 90, [Teacher, Senior, Teacher]);
        Given(Mentors).When(new TrainingCommand.HoldSession(held with { Present = [Nobody] }))
            .Refused(Reason.Unknown, "mentor-unknown", $"{Nobody}")
            .When(new TrainingCommand.HoldSession(held with { Minutes = 0 })).Refused(Reason.ValueOutOfRange, "minutes-out-of-range", "0")
            .When(new TrainingCommand.HoldSession(held)).Then(held with { Present = [Senior, Teacher] });
    }

    [Fact]
    public void Can_be_voided_like_any_fact() => Given(Training)
        .When(new ParticipantCommand.VoidParticipantFact(null, Number(0xc02), Why))
        .Then(new ParticipantEvent.ParticipantFactVoided(null, Number(0xc02), Why))
        .When(new ParticipantCommand.VoidParticipantFact(null, Number(0xc02), Why))
        .Refused(Reason.Unknown, "fact-unknown", $"{Number(0xc02)}");

    [Fact]
    public void Refuses_future_dates_unknown_documents_and_negative_counts()
    {
        Given().When(new TrainingCommand.EngageExpert(new(Number(0xc12), Tomorrow, Contour.External, null, null)))
            .Refused(Reason.DateInFuture, "date-in-future", "2021-10-21")
            .When(new TrainingCommand.PrepareMaterials(new(Number(0xc12), Today, [Nobody])))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Nobody}")
            .When(new TrainingCommand.InformMentors(new(Number(0xc12), Today, -1, null)))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "attendance");
    }

    [Fact]
    public void Allows_a_shortage_to_be_acknowledged_once_per_gate()
    {
        var shortage = new ParticipantEvent.ShortageAcknowledged(Number(0xc13), "employer-learner", 3, ShortageReason.NoCandidates);
        Given().When(new TrainingCommand.AcknowledgeShortage(shortage with { Stage = 5 }))
            .Refused(Reason.ValueOutOfRange, "shortage-stage-out-of-range", "5")
            .When(new TrainingCommand.AcknowledgeShortage(shortage with { Form = "parent-parent" }))
            .Refused(Reason.Unknown, "form-unknown", "parent-parent")
            .When(new TrainingCommand.AcknowledgeShortage(shortage)).Then(shortage)
            .When(new TrainingCommand.AcknowledgeShortage(shortage with { Id = Number(0xc14) })).Refused(Reason.NothingChanges);
    }
}
