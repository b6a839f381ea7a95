using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_second_approver
{
    private static readonly GateCommand.CountersignStage Countersign = new(1, null);
    private static readonly PreparationEvent.CuratorReplaced Replaced = new(VeraId, BorisId, SecondOrder, Today, Why);

    private static Story Under(SecondApproverPolicy policy) => Submitted(1, policy);

    [Fact]
    public void Must_be_the_head_and_the_stage_submitted() =>
        Under(SecondApproverPolicy.Always)
            .As(Vera).When(Countersign).Refused(Reason.WrongPerson, "role-required", "head")
            .As(Region with { Role = Role.Head }).When(Countersign).Refused(Reason.WrongPerson, "role-required", "head")
            .As(Ivan).When(Countersign with { Stage = 2 }).Refused(Reason.StageNotSubmitted)
            .When(Countersign).Then(new GateEvent.StageCountersigned(1, IvanId, Under(SecondApproverPolicy.Always).Evaluation(1).Hash))
            .When(Countersign).Refused(Reason.NothingChanges);

    [Fact]
    public void Is_not_needed_by_the_policy_never_but_recorded() =>
        Under(SecondApproverPolicy.Never).As(Ivan).When(Countersign).Accepted()
            .As(Vera).When(Approve(1))
            .Then<GateEvent.StageApproved>(e => Assert.Equal(((Guid?)IvanId, SecondApproverPolicy.Never), (e.SecondApprover, e.Policy)));

    [Fact]
    public void Is_always_needed_by_the_policy_always()
    {
        var story = Under(SecondApproverPolicy.Always).And(Replaced).As(Boris);
        story.When(Approve(1)).Refused(Reason.SecondApproverRequired, "countersignature-missing", story.Evaluation(1).Hash)
            .As(Ivan).When(Countersign).Accepted()
            .As(Boris).When(Approve(1))
            .Then<GateEvent.StageApproved>(e => Assert.Equal((IvanId, false), (e.SecondApprover!.Value, e.SelfApproval)));
    }

    [Fact]
    public void Is_needed_only_for_a_self_approval_by_that_policy()
    {
        var story = Under(SecondApproverPolicy.WhenSelfApproved);
        story.When(Approve(1)).Refused(Reason.SecondApproverRequired, "countersignature-missing", story.Evaluation(1).Hash);
        story.And(Replaced).As(Boris).When(Approve(1)).Accepted();
        story.As(Ivan).When(Countersign).Accepted().As(Vera).When(Approve(1))
            .Then<GateEvent.StageApproved>(e => Assert.True(e.SelfApproval));
    }

    [Fact]
    public void Must_be_another_person_not_another_key() =>
        Under(SecondApproverPolicy.Always)
            .As(VeraAsHead).When(Countersign).Refused(Reason.SecondApproverSamePerson, "second-approver-is-approver", $"{VeraId}")
            .As(Ivan).When(Countersign).Accepted()
            .As(Vera).When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.Equal(IvanId, e.SecondApprover));

    [Fact]
    public void Is_not_the_curator_in_office_under_any_policy_F22()
    {
        foreach (var policy in Enum.GetValues<SecondApproverPolicy>())
        {
            Under(policy).As(VeraAsHead).When(Countersign)
                .Refused(Reason.SecondApproverSamePerson, "second-approver-is-approver", $"{VeraId}");
        }
    }

    [Fact]
    public void Who_becomes_the_curator_signs_for_nobody()
    {
        var signed = Submitted(2).And(new CharterEvent.SecondApproverPolicySet(SecondApproverPolicy.Always, Why))
            .As(Boris with { Role = Role.Head }).When(Countersign with { Stage = 2 }).Accepted().And(Replaced);

        signed.As(Boris).When(Approve(2)).Refused(Reason.SecondApproverSamePerson, "second-approver-is-approver", $"{BorisId}");
    }

    [Fact]
    public void Signs_again_after_the_evaluation_changed()
    {
        var moved = Under(SecondApproverPolicy.Always).As(Ivan).When(Countersign).Accepted()
            .And(new Fact.ResourceRegistered(Loose, ResourceKind.Staff, Contour.Internal, Words("Психолог")));
        var now = moved.Evaluation(1).Hash;
        moved.As(Vera).When(Approve(1)).Refused(Reason.SecondApproverRequired, "countersignature-missing", now)
            .As(Ivan).When(Countersign).Then(new GateEvent.StageCountersigned(1, IvanId, now))
            .As(Vera).When(Approve(1)).Accepted();
    }

    [Fact]
    public void Signs_again_after_an_item_changed()
    {
        var signed = Under(SecondApproverPolicy.Always).As(Ivan).When(Countersign).Accepted();
        foreach (var otherwise in new[] { Evaluation_hash.NotApplicable(signed), Evaluation_hash.OnAnotherDay(signed),
            Evaluation_hash.ByAnotherDocument(signed) })
            otherwise.As(Vera).When(Approve(1))
                .Refused(Reason.SecondApproverRequired, "countersignature-missing", otherwise.Evaluation(1).Hash);
    }

    [Fact]
    public void Signs_again_after_a_return_or_a_withdrawal()
    {
        var signed = Under(SecondApproverPolicy.Always).As(Ivan).When(Countersign).Accepted().As(Vera);
        foreach (var (back, next) in new (GateCommand, GateCommand)[]
        {
            (new GateCommand.ReturnStage(1, null, [new("G1.1", Why)], null), SubmitAgain(1)),
            (new GateCommand.WithdrawSubmission(1, null, Why), Submit(1)),
        })
        {
            var again = signed.When(back).Accepted().When(next).Accepted();
            again.When(Approve(1)).Refused(Reason.SecondApproverRequired, "countersignature-missing", again.Evaluation(1).Hash);
        }
    }

    [Fact]
    public void Signs_only_the_evaluation_that_was_seen() =>
        Under(SecondApproverPolicy.Always).As(Ivan).When(new GateCommand.CountersignStage(1, "x"))
            .Refused(Reason.EvaluationChanged, "evaluation-is-now", Under(SecondApproverPolicy.Always).Evaluation(1).Hash);
}
