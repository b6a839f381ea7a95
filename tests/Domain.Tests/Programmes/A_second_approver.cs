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
    public void Is_the_head_of_a_submitted_stage() =>
        Under(SecondApproverPolicy.Always)
            .As(Vera).When(Countersign).Refused(Reason.WrongPerson, "role-required", "head")
            .As(Region with { Role = Role.Head }).When(Countersign).Refused(Reason.WrongPerson, "role-required", "head")
            .As(Ivan).When(Countersign with { Stage = 2 }).Refused(Reason.StageNotSubmitted)
            .When(Countersign).Then(new GateEvent.StageCountersigned(1, IvanId, Under(SecondApproverPolicy.Always).Evaluation(1).Hash))
            .When(Countersign).Refused(Reason.NothingChanges);

    [Fact]
    public void Is_never_needed_under_never_and_still_named() =>
        Under(SecondApproverPolicy.Never).As(Ivan).When(Countersign).Accepted()
            .As(Vera).When(Approve(1))
            .Then<GateEvent.StageApproved>(e => Assert.Equal(((Guid?)IvanId, SecondApproverPolicy.Never), (e.SecondApprover, e.Policy)));

    [Fact]
    public void Is_needed_always_under_always()
    {
        var story = Under(SecondApproverPolicy.Always).And(Replaced).As(Boris);
        story.When(Approve(1)).Refused(Reason.SecondApproverRequired, "countersignature-missing", story.Evaluation(1).Hash)
            .As(Ivan).When(Countersign).Accepted()
            .As(Boris).When(Approve(1))
            .Then<GateEvent.StageApproved>(e => Assert.Equal((IvanId, false), (e.SecondApprover!.Value, e.SelfApproval)));
    }

    [Fact]
    public void Is_needed_for_a_self_approval_only_when_the_rule_says_so()
    {
        var story = Under(SecondApproverPolicy.WhenSelfApproved);
        story.When(Approve(1)).Refused(Reason.SecondApproverRequired, "countersignature-missing", story.Evaluation(1).Hash);
        story.And(Replaced).As(Boris).When(Approve(1)).Accepted();
        story.As(Ivan).When(Countersign).Accepted().As(Vera).When(Approve(1))
            .Then<GateEvent.StageApproved>(e => Assert.True(e.SelfApproval));
    }

    [Fact]
    public void Is_another_person_and_not_another_key() =>
        Under(SecondApproverPolicy.Always)
            .As(VeraAsHead).When(Countersign).Accepted()
            .As(Vera).When(Approve(1)).Refused(Reason.SecondApproverSamePerson, "second-approver-is-approver", $"{VeraId}")
            .As(Ivan).When(Countersign).Accepted()
            .As(Vera).When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.Equal(IvanId, e.SecondApprover));

    [Fact]
    public void Is_not_named_when_it_is_the_approver() =>
        Under(SecondApproverPolicy.Never).As(VeraAsHead).When(Countersign).Accepted()
            .As(Vera).When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.Null(e.SecondApprover));

    [Fact]
    public void Signed_what_was_and_signs_again_what_is_now()
    {
        var moved = Under(SecondApproverPolicy.Always).As(Ivan).When(Countersign).Accepted()
            .And(new Fact.ResourceRegistered(Loose, ResourceKind.Staff, Contour.Internal, Words("Психолог")));
        var now = moved.Evaluation(1).Hash;
        moved.As(Vera).When(Approve(1)).Refused(Reason.SecondApproverRequired, "countersignature-missing", now)
            .As(Ivan).When(Countersign).Then(new GateEvent.StageCountersigned(1, IvanId, now))
            .As(Vera).When(Approve(1)).Accepted();
    }

    [Fact]
    public void Signed_the_items_as_they_were_settled_then()
    {
        var signed = Under(SecondApproverPolicy.Always).As(Ivan).When(Countersign).Accepted();
        foreach (var otherwise in new[] { A_settled_item.NotApplicable(signed), A_settled_item.OnAnotherDay(signed),
            A_settled_item.ByAnotherDocument(signed) })
            otherwise.As(Vera).When(Approve(1))
                .Refused(Reason.SecondApproverRequired, "countersignature-missing", otherwise.Evaluation(1).Hash);
    }

    [Fact]
    public void Signs_anew_after_a_return_or_a_withdrawal()
    {
        var signed = Under(SecondApproverPolicy.Always).As(Ivan).When(Countersign).Accepted().As(Vera);
        foreach (GateCommand back in new GateCommand[] { new GateCommand.ReturnStage(1, null, [new("G1.1", Why)], null),
            new GateCommand.WithdrawSubmission(1, null, Why) })
        {
            var again = signed.When(back).Accepted().When(Submit(1)).Accepted();
            again.When(Approve(1)).Refused(Reason.SecondApproverRequired, "countersignature-missing", again.Evaluation(1).Hash);
        }
    }

    [Fact]
    public void Signs_only_what_he_saw() =>
        Under(SecondApproverPolicy.Always).As(Ivan).When(new GateCommand.CountersignStage(1, "x"))
            .Refused(Reason.EvaluationChanged, "evaluation-is-now", Under(SecondApproverPolicy.Always).Evaluation(1).Hash);
}
