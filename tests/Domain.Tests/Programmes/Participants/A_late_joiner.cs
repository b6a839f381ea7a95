using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Participants;

/// <summary>domain-model.md 5: a late joiner meets the conditions individually while the gates stay approved.</summary>
public sealed class A_late_joiner
{
    private static readonly Guid Late = Number(0x7f0);

    [Fact]
    public void Is_marked_if_the_gate_was_approved_before_the_application()
    {
        ApprovedUpTo(2).When(new MenteeCommand.ApplyAsMentee(Late, Learner)).Then(new ParticipantEvent.MenteeApplied(Late, Learner, true))
            .When(new MentorCommand.ApplyAsMentor(Late, SeniorLearner, PupilOffer))
            .Then(new ParticipantEvent.MentorApplied(Late, SeniorLearner, false, PupilOffer));
        ApprovedUpTo(3).When(new MentorCommand.ApplyAsMentor(Late, SeniorLearner, PupilOffer))
            .Then(new ParticipantEvent.MentorApplied(Late, SeniorLearner, true, PupilOffer));
    }

    [Fact]
    public void Does_not_change_approved_gates()
    {
        var before = ApprovedUpTo(4);
        var after = before.And(Mentee(Late, Learner, "learner-learner", InformationSource.Parent, 0xaf0)
            .Where(e => e is not ParticipantEvent.EntryMeasured))
            .And(Mentor(Number(0x7f1), SeniorLearner, PupilOffer, MentorCategory.Learner, 0xbf0).Take(3));
        Assert.All([2, 3, 4], stage => Assert.Equal(before.Evaluation(stage).Text, after.Evaluation(stage).Text));
        Assert.All(after.State.Gates.Stages.Take(4), stage => Assert.True(stage.Stands));
    }

    [Fact]
    public void Has_the_same_conditions_individually()
    {
        var story = ApprovedUpTo(2)
            .And(Mentee(Late, Learner, "learner-learner", InformationSource.Parent, 0xaf0)
                .Where(e => e is not (ParticipantEvent.EntryMeasured or ParticipantEvent.MenteeFormAssigned)));
        var path = PersonalPath.OfMentee(story.State, story.State.Participants.Mentees[Late], Today, Story.ModelWithPeople);
        Assert.Equal([new Missing("form-not-assigned", $"{Late}"), new Missing("entry-measurement-missing", $"{Late}")], path);
    }

    [Fact]
    public void Is_checked_when_the_gate_is_reopened() =>
        ApprovedUpTo(2)
            .And(Mentee(Late, Learner, "learner-learner", InformationSource.Parent, 0xaf0)
                .Where(e => e is not ParticipantEvent.EntryMeasured))
            .When(new GateCommand.ReopenStage(2, null, Why)).Accepted()
            .When(Course.Submit(2)).Refused(Reason.CriteriaNotMet, "entry-measurement-missing", $"G2.4:{Late}");

    [Fact]
    public void Is_refused_after_gate_6()
    {
        var story = Story.Given(Course.Everything).ApproveAll(1, 6);
        story.When(new MenteeCommand.ApplyAsMentee(Late, Learner)).Refused(Reason.StageAlreadyApproved, "stage-approved", "6");
        story.When(new MentorCommand.ApplyAsMentor(Late, SeniorLearner, PupilOffer))
            .Refused(Reason.StageAlreadyApproved, "stage-approved", "6");
    }
}
