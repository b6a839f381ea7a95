namespace MentorshipFlow.Programmes.Gates;

/// <summary>The answer to a remark of the last return.</summary>
/// <param name="Remark">The remark's number, from 1.</param>
public sealed record RemarkAnswer(int Remark, TextReference Text);

/// <summary>Commands of the gates.</summary>
/// <param name="Stage">1 to 7.</param>
/// <param name="Seen">Hash of the evaluation that the person has seen; null only for opening work and correcting its start.</param>
public abstract record GateCommand(int Stage, string? Seen) : ProgrammeCommand
{
    /// <summary>Open work on a stage.</summary>
    public sealed record OpenStageWork(int Stage) : GateCommand(Stage, null);

    /// <summary>Correct the start of work on a stage.</summary>
    /// <param name="OpenedOn">Null if work has not begun.</param>
    public sealed record CorrectWorkOpening(int Stage, DateOnly? OpenedOn, TextReference Reason) : GateCommand(Stage, null);

    /// <summary>Submit a stage for approval.</summary>
    /// <param name="Answers">After a return an answer to each remark.</param>
    public sealed record SubmitStage(int Stage, string? Seen, IReadOnlyList<RemarkAnswer>? Answers = null) : GateCommand(Stage, Seen);

    /// <summary>Withdraw a submission.</summary>
    public sealed record WithdrawSubmission(int Stage, string? Seen, TextReference Reason) : GateCommand(Stage, Seen);

    /// <summary>Countersign a submission: the head confirms the same evaluation as second approver.</summary>
    /// <param name="Signature">The head's signature; null if it is not signed by a passkey.</param>
    public sealed record CountersignStage(int Stage, string? Seen, GivenSignature? Signature = null) : GateCommand(Stage, Seen);

    /// <summary>Withdraw a countersignature (head).</summary>
    public sealed record WithdrawCountersignature(int Stage, string? Seen, TextReference Reason) : GateCommand(Stage, Seen);

    /// <summary>Approve a stage.</summary>
    /// <param name="Recomputed">For stage 7: hash of the certificate in force, recomputed from history by the caller.</param>
    /// <param name="Signature">The curator's signature; null if it is not signed by a passkey.</param>
    public sealed record ApproveStage(
        int Stage, string? Seen, string? Recomputed = null, GivenSignature? Signature = null) : GateCommand(Stage, Seen);

    /// <summary>Return a stage for rework.</summary>
    public sealed record ReturnStage(int Stage, string? Seen, IReadOnlyList<Remark> Remarks, DateOnly? DueOn) : GateCommand(Stage, Seen);

    /// <summary>Reopen an approved stage.</summary>
    public sealed record ReopenStage(int Stage, string? Seen, TextReference Reason) : GateCommand(Stage, Seen);

    /// <summary>Revoke an approval (head).</summary>
    public sealed record RevokeApproval(int Stage, string? Seen, TextReference Reason) : GateCommand(Stage, Seen);

    /// <summary>Waive a criterion.</summary>
    public sealed record WaiveCriterion(
        int Stage, string? Seen, string Criterion, TextReference Reason, Guid? Document) : GateCommand(Stage, Seen);

    /// <summary>Withdraw a waiver.</summary>
    public sealed record WithdrawWaiver(int Stage, string? Seen, string Criterion, TextReference Reason) : GateCommand(Stage, Seen);
}
