using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class The_gates
{
    private static readonly Remark Remark = new("G1.1", Why);

    [Fact]
    public void Are_passed_in_order()
    {
        var story = ApprovedUpTo(7);
        Assert.Null(story.State.Gates.Current);
        Assert.Equal(Enumerable.Range(1, 7), story.History.OfType<GateEvent.StageApproved>().Select(e => e.Stage));
    }

    [Fact]
    public void Refuse_a_stage_before_the_previous_one() =>
        ApprovedUpTo(1)
            .When(Submit(3)).Refused(Reason.StageOutOfOrder, "stage-not-approved", "2")
            .When(Approve(3)).Refused(Reason.StageOutOfOrder, "stage-not-approved", "2")
            .When(Approve(4)).Refused(Reason.StageOutOfOrder, ("stage-not-approved", "2"), ("stage-not-approved", "3"));

    [Fact]
    public void Are_seven() =>
        Assert.All([0, 8, -1, int.MaxValue], n => Given(Everything).When(Approve(n)).Refused(Reason.Unknown, "stage-unknown", $"{n}"));

    [Fact]
    public void Allow_work_ahead_with_a_warning_beyond_the_limit() =>
        Given(Active)
            .When(new GateCommand.OpenStageWork(3)).Then(new GateEvent.StageWorkOpened(3, []))
            .When(new GateCommand.OpenStageWork(3)).Refused(Reason.StageAlreadyOpened)
            .When(new GateCommand.OpenStageWork(4)).Then(new GateEvent.StageWorkOpened(4, [new("look-ahead", "4")]));

    [Fact]
    public void Record_the_evaluation_of_a_submission_and_an_approval()
    {
        var seen = Given(Everything).Evaluation(1);
        Given(Everything).When(Submit(1)).Then<GateEvent.StageSubmitted>(e =>
        {
            Assert.Equal((1, 1, VeraId, seen.Hash), (e.Stage, e.Round, e.By, e.Evaluation));
            Assert.Equal(seen.Snapshot.Select(c => (c.Code, c.Rule, c.Outcome)), e.Criteria.Select(c => (c.Code, c.Rule, c.Outcome)));
        });
        Submitted(1).When(Approve(1)).Then<GateEvent.StageApproved>(e =>
        {
            Assert.Equal(Submitted(1).Evaluation(1).Hash, e.Evaluation);
            Assert.Equal((1, VeraId, (Guid?)null, SecondApproverPolicy.Never, (Guid?)null),
                (e.Round, e.Approver, e.SecondApprover, e.Policy, e.Certificate));
        });
    }

    [Fact]
    public void Refuse_a_second_submission_or_approval() =>
        Submitted(2).When(Submit(2)).Refused(Reason.StageAlreadySubmitted).When(Approve(2)).Accepted()
            .When(Approve(2)).Refused(Reason.StageAlreadyApproved).When(Submit(2)).Refused(Reason.StageAlreadyApproved);

    [Fact]
    public void Approve_only_a_submitted_stage() => Given(Everything).When(Approve(1)).Refused(Reason.StageNotSubmitted);

    [Fact]
    public void Withdraw_a_submission() =>
        Submitted(1).When(new GateCommand.WithdrawSubmission(1, null, Why)).Then(new GateEvent.StageSubmissionWithdrawn(1, Why))
            .When(new GateCommand.WithdrawSubmission(1, null, Why)).Refused(Reason.StageNotSubmitted)
            .When(Approve(1)).Refused(Reason.StageNotSubmitted)
            .When(Submit(1)).Then<GateEvent.StageSubmitted>(e => Assert.Equal(2, e.Round));

    [Fact]
    public void Return_a_stage_with_remarks_and_count_the_rounds()
    {
        var story = Submitted(1)
            .When(new GateCommand.ReturnStage(1, null, [], null)).Refused(Reason.RemarksRequired)
            .When(new GateCommand.ReturnStage(1, null, [Remark, new("G2.R", Why)], null))
            .Refused(Reason.Unknown, "criterion-unknown", "G2.R")
            .When(new GateCommand.ReturnStage(1, null, [Remark], Yesterday))
            .Refused(Reason.PeriodReversed, "due-before-today", "2021-10-19")
            .When(new GateCommand.ReturnStage(1, null, [Remark], Tomorrow))
            .Then(new GateEvent.StageReturned(1, VeraId, [Remark], Tomorrow));
        Assert.Equal(StageStatus.Returned, story.State.Gates[1].Status);
        story.When(new GateCommand.ReturnStage(1, null, [Remark], null)).Refused(Reason.StageNotSubmitted)
            .When(SubmitAgain(1)).Accepted().When(new GateCommand.ReturnStage(1, null, [Remark], null)).Accepted()
            .When(SubmitAgain(1)).Accepted()
            .When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.Equal(3, e.Round));
    }

    [Fact]
    public void Want_an_answer_to_each_remark_before_the_next_submission()
    {
        var returned = Submitted(1).When(new GateCommand.ReturnStage(1, null, [Remark, new("G1.2", Why)], null)).Accepted();
        RemarkAnswer Answer(int remark) => new(remark, Why);
        GateCommand.SubmitStage With(params RemarkAnswer[] answers) => new(1, null, answers);

        returned.When(Submit(1)).Refused(Reason.ConditionsNotMet,
                ("remark-unanswered", $"1 {Remark.Criterion}"), ("remark-unanswered", "2 G1.2"))
            .When(With(Answer(2))).Refused(Reason.ConditionsNotMet, "remark-unanswered", $"1 {Remark.Criterion}")
            .When(With(Answer(1), Answer(2), Answer(3))).Refused(Reason.Unknown, "remark-unknown", "3")
            .When(With(Answer(1), Answer(2), Answer(2))).Refused(Reason.AlreadyRecorded, "remark-answered-twice", "2");
        var events = Assert.IsType<Decision.Accepted>(returned.Ask(With(Answer(2), Answer(1)))).Events;
        Assert.Equal(
            [new GateEvent.RemarkAnswered(1, 1, Remark.Criterion, VeraId, Why), new GateEvent.RemarkAnswered(1, 2, "G1.2", VeraId, Why)],
            events.Take(2));
        Assert.Equal(2, Assert.IsType<GateEvent.StageSubmitted>(events[2]).Round);
        Submitted(1).When(new GateCommand.WithdrawSubmission(1, null, Why)).Accepted()
            .When(With(Answer(1))).Refused(Reason.Unknown, "remark-unknown", "1");
    }

    [Fact]
    public void Evaluate_again_at_the_approval() =>
        Submitted(1).When(new DocumentCommand.AnnulDocument(IntroductionOrder, Why)).Accepted()
            .When(Approve(1)).Refused(Reason.CriteriaNotMet, "document-annulled", $"G1.1:{IntroductionOrder}");

    [Fact]
    public void Approve_only_the_evaluation_that_was_seen()
    {
        var story = Submitted(1);
        var seen = story.Evaluation(1).Hash;
        var moved = story.When(
            new PreparationCommand.RecordFact(
                new Fact.ResourceRegistered(Loose, ResourceKind.Staff, Contour.Internal, Words("Психолог")))).Accepted();
        var now = moved.Evaluation(1).Hash;
        Assert.NotEqual(seen, now);
        moved.When(new GateCommand.ApproveStage(1, seen)).Refused(Reason.EvaluationChanged, "evaluation-is-now", now)
            .When(new GateCommand.ReturnStage(1, seen, [Remark], null)).Refused(Reason.EvaluationChanged, "evaluation-is-now", now)
            .When(new GateCommand.ApproveStage(1, now)).Accepted();
    }

    [Fact]
    public void Need_reconfirmation_after_an_earlier_stage_was_reopened()
    {
        var story =
            ApprovedUpTo(7).When(new GateCommand.ReopenStage(3, null, Why)).Then(new GateEvent.StageReopened(3, VeraId, Why, [4, 5, 6, 7]));
        Assert.Equal([false, false, false, true, true, true, true], story.State.Gates.Stages.Select(s => s.NeedsReconfirmation));
        Assert.Equal(StageStatus.Reopened, story.State.Gates[3].Status);
        story.When(Submit(5)).Refused(Reason.StageOutOfOrder, ("stage-not-approved", "3"), ("stage-needs-reconfirmation", "4"))
            .When(Approve(4)).Refused(Reason.StageOutOfOrder, "stage-not-approved", "3")
            .When(new CharterCommand.CompleteProgramme()).Refused(Reason.StageNotApproved, "stage-not-approved", "3")
            .ApproveAll(3, 7)
            .When(new CharterCommand.CompleteProgramme()).Accepted();
    }

    [Fact]
    public void Refuse_a_submitted_stage_after_an_earlier_one_was_reopened() =>
        Submitted(3).When(new GateCommand.ReopenStage(1, null, Why)).Then(new GateEvent.StageReopened(1, VeraId, Why, [2]))
            .When(Submit(3)).Refused(Reason.StageOutOfOrder, ("stage-not-approved", "1"), ("stage-needs-reconfirmation", "2"))
            .When(Approve(3)).Refused(Reason.StageOutOfOrder, ("stage-not-approved", "1"), ("stage-needs-reconfirmation", "2"))
            .ApproveAll(1, 2)
            .When(Approve(3)).Accepted();

    [Fact]
    public void Are_reopened_and_revoked_only_when_approved() =>
        Submitted(2).When(new GateCommand.ReopenStage(2, null, Why)).Refused(Reason.StageNotApproved, "stage-not-approved", "2")
            .As(Ivan).When(new GateCommand.RevokeApproval(2, null, Why)).Refused(Reason.StageNotApproved, "stage-not-approved", "2")
            .When(new GateCommand.ReopenStage(1, null, Why)).Then(new GateEvent.StageReopened(1, IvanId, Why, []));

    [Fact]
    public void Are_revoked_only_by_the_head()
    {
        var story =
            ApprovedUpTo(3).As(Vera).When(new GateCommand.RevokeApproval(2, null, Why)).Refused(Reason.WrongPerson, "role-required", "head")
            .As(Ivan).When(new GateCommand.RevokeApproval(2, null, Why)).Then(new GateEvent.StageApprovalRevoked(2, IvanId, Why, [3]));
        Assert.Equal(2, story.State.Gates.Current!.Number);
        story.As(Vera).ApproveAll(2, 3);
    }

    [Fact]
    public void Stage_5_needs_the_order_on_pairs()
    {
        var story = Given(Everything.Where(e => e is not DocumentEvent.DocumentRegistered { Kind: "groups-order" })).ApproveAll(1, 4);
        story.When(Submit(5)).Refused(Reason.CriteriaNotMet, "document-not-registered", "G5.3:groups-order");
    }
}
