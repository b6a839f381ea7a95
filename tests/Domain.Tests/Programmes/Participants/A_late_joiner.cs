using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Participants;

/// <summary>Model.md 5.5: the whole personal path while the stage gates stay approved.</summary>
public sealed class A_late_joiner
{
    private static readonly Guid Late = Number(0x7f0);

    [Fact]
    public void Is_marked_by_the_gate_that_was_approved_before_he_applied()
    {
        ApprovedUpTo(2).When(new MenteeCommand.ApplyAsMentee(Late, Learner)).Then(new ParticipantEvent.MenteeApplied(Late, Learner, true))
            .When(new MentorCommand.ApplyAsMentor(Late, SeniorLearner, PupilOffer))
            .Then(new ParticipantEvent.MentorApplied(Late, SeniorLearner, false, PupilOffer));
        ApprovedUpTo(3).When(new MentorCommand.ApplyAsMentor(Late, SeniorLearner, PupilOffer))
            .Then(new ParticipantEvent.MentorApplied(Late, SeniorLearner, true, PupilOffer));
    }

    [Fact]
    public void Leaves_the_approved_gates_as_they_were()
    {
        var before = ApprovedUpTo(4);
        var after = before.And(Mentee(Late, Learner, "learner-learner", InformationSource.Parent, 0xaf0)
            .Where(e => e is not ParticipantEvent.EntryMeasured))
            .And(Mentor(Number(0x7f1), SeniorLearner, PupilOffer, MentorCategory.Learner, 0xbf0).Take(3));
        Assert.All([2, 3, 4], stage => Assert.Equal(before.Evaluation(stage).Text, after.Evaluation(stage).Text));
        Assert.All(after.State.Gates.Stages.Take(4), stage => Assert.True(stage.Stands));
    }

    [Fact]
    public void Has_a_gate_of_his_own()
    {
        var story = ApprovedUpTo(2)
            .And(Mentee(Late, Learner, "learner-learner", InformationSource.Parent, 0xaf0)
                .Where(e => e is not (ParticipantEvent.EntryMeasured or ParticipantEvent.MenteeFormAssigned)));
        var path = PersonalPath.OfMentee(story.State, story.State.Participants.Mentees[Late], Today, Story.ModelWithPeople);
        Assert.Equal([new Missing("form-not-assigned", $"{Late}"), new Missing("entry-measurement-missing", $"{Late}")], path);
    }

    [Fact]
    public void Counts_like_everybody_when_the_gate_is_opened_again() =>
        ApprovedUpTo(2)
            .And(Mentee(Late, Learner, "learner-learner", InformationSource.Parent, 0xaf0)
                .Where(e => e is not ParticipantEvent.EntryMeasured))
            .When(new GateCommand.ReopenStage(2, null, Why)).Accepted()
            .When(Course.Submit(2)).Refused(Reason.CriteriaNotMet, "entry-measurement-missing", $"G2.4:{Late}");

    [Fact]
    public void Comes_too_late_when_the_meetings_are_over()
    {
        var story = Story.Given(Course.Everything).ApproveAll(1, 6);
        story.When(new MenteeCommand.ApplyAsMentee(Late, Learner)).Refused(Reason.StageAlreadyApproved, "stage-approved", "6");
        story.When(new MentorCommand.ApplyAsMentor(Late, SeniorLearner, PupilOffer))
            .Refused(Reason.StageAlreadyApproved, "stage-approved", "6");
    }
}
