using MentorshipFlow.Domain.Tests.Ledger;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_decision_signed_by_a_passkey : IDisposable
{
    private const string Command = "4be81f0a";
    private static readonly Guid Plan = Number(0x401);
    private static readonly GateCommand.CountersignStage Countersign = new(1, null);
    private readonly Passkey key = Passkey.Es256();

    public void Dispose() => key.Dispose();

    [Fact]
    public void Is_an_approval_with_its_signature_beside_it()
    {
        var story = Submitted(1);
        var given = Given(Approval(story));
        var decided = Assert.IsType<Decision.Accepted>(story.Ask(Approve(1) with { Signature = given })).Events;

        Assert.Equal(EventCodec.Write(Assert.Single(((Decision.Accepted)story.Ask(Approve(1))).Events)), EventCodec.Write(decided[0]));
        var signed = new GateEvent.StageDecisionSigned(
            1, 1, VeraId, SignableDecision.Approval, story.Evaluation(1).Hash, given.Signature);
        Assert.Equal([signed], decided.Skip(1));
        Assert.Equal(signed, story.When(Approve(1) with { Signature = given }).Accepted().State.Gates[1].ApprovalSigned);
    }

    [Fact]
    public void Is_a_countersignature_by_the_head()
    {
        var story = Submitted(1).As(Ivan);
        var given = Given(Approval(story) with { Person = IvanId, Decision = SignableDecision.Countersignature });
        var signed = story.When(Countersign with { Signature = given }).Accepted();

        Assert.Equal((IvanId, key.Fingerprint),
            (signed.State.Gates[1].CountersignatureSigned!.By, signed.State.Gates[1].CountersignatureSigned!.Signature.Fingerprint));
        // The same decision again says nothing new, signed or not.
        signed.When(Countersign with { Signature = given }).Refused(Reason.NothingChanges);
    }

    [Fact]
    public void Stays_possible_without_a_signature()
    {
        var story = Submitted(1).When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.Equal(VeraId, e.Approver));
        Assert.Null(story.State.Gates[1].ApprovalSigned);
    }

    [Fact]
    public void Is_refused_with_the_signature_of_another_decision()
    {
        var story = Submitted(1);
        var right = Approval(story);
        Assert.All(
            [
                right with { Programme = School }, right with { Person = IvanId }, right with { Stage = 2 }, right with { Round = 2 },
                right with { Decision = SignableDecision.Countersignature }, right with { EffectiveOn = Yesterday },
                right with { Evaluation = new string('0', 64) }, right with { Command = "4be81f0b" },
            ],
            other => Refused(story, Given(other), PasskeySignature.OtherText));
    }

    [Fact]
    public void Is_refused_with_a_signature_that_does_not_hold()
    {
        var story = Submitted(1);
        var given = Given(Approval(story));
        var text = Approval(story).Text;
        using var other = Passkey.Es256();

        Refused(story, given with { OfDecider = false }, GivenSignature.OtherPerson);
        Refused(story, given with { OnThisServer = false }, PasskeySignature.OtherOrigin);
        Refused(story, given with { Signature = key.Sign(text, "https://elsewhere.example") }, PasskeySignature.OtherOrigin);
        Refused(story, given with { Signature = key.Sign(text, flags: 0x01) }, PasskeySignature.NotVerified);
        Refused(story, given with { Signature = given.Signature with { PublicKey = other.Sign(text).PublicKey } },
            PasskeySignature.WrongSignature);
        Refused(story, given with { Signature = given.Signature with { PublicKey = "AA" } }, PasskeySignature.KeyUnreadable);
        Refused(story, given with { Signature = given.Signature with { ClientData = "AA" } }, PasskeySignature.PartUnreadable);
    }

    [Fact]
    public void Is_refused_for_the_first_reason_of_the_decision_itself()
    {
        var story = Submitted(1);
        story.When(new GateCommand.ApproveStage(1, "x", Signature: Given(Approval(story))))
            .Refused(Reason.EvaluationChanged, "evaluation-is-now", story.Evaluation(1).Hash);
        story.As(Ivan).When(Approve(1) with { Signature = Given(Approval(story)) })
            .Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20");
    }

    [Fact]
    public void Does_not_sign_the_next_one()
    {
        var story = Submitted(1);
        var given = Given(Approval(story));
        var again = story.When(Approve(1) with { Signature = given }).Accepted()
            .As(Ivan).When(new GateCommand.RevokeApproval(1, null, Why)).Accepted().As(Vera).When(Submit(1)).Accepted();

        again.When(Approve(1) with { Signature = given }).Refused(Reason.SignatureInvalid, PasskeySignature.OtherText, "1");
        Assert.Null(again.When(Approve(1)).Accepted().State.Gates[1].ApprovalSigned);
    }

    [Fact]
    public void Is_signed_as_nine_lines() => Assert.Equal(
        $"""
        mentorshipflow decision signature v1
        programme {Plan}
        person {VeraId}
        decision approval
        stage 5
        round 2
        effective 2021-10-20
        evaluation 9f86d081
        command 4be81f0a

        """,
        new SignedDecision(Plan, VeraId, SignableDecision.Approval, 5, 2, Today, "9f86d081", Command).Text);

    private static void Refused(Story story, GivenSignature given, string what) =>
        story.When(Approve(1) with { Signature = given }).Refused(Reason.SignatureInvalid, what, "1");

    private static SignedDecision Approval(Story story) =>
        new(Plan, VeraId, SignableDecision.Approval, 1, 1, Today, story.Evaluation(1).Hash, Command);

    private GivenSignature Given(SignedDecision decision) =>
        new(key.Sign(decision.Text), OnThisServer: true, Plan, Command, OfDecider: true);
}
