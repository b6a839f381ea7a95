using System.ComponentModel;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Outcome of a criterion.</summary>
public enum CriterionOutcome
{
    /// <summary>Not met.</summary>
    NotMet,

    /// <summary>Met.</summary>
    Met,

    /// <summary>Waived with a reason.</summary>
    Waived,
}

/// <summary>A criterion at the time of a decision. Fold and certificate read this and never evaluate again.</summary>
public sealed record CriterionSnapshot(string Code, string Rule, CriterionOutcome Outcome, IReadOnlyList<string> Evidence);

/// <summary>A remark on one criterion of a returned stage.</summary>
public sealed record Remark(string Criterion, TextReference Text);

/// <summary>The reason why an approval counts as self-approval (F7).</summary>
public enum SelfApprovalGround
{
    /// <summary>The approver submitted the stage.</summary>
    Submitted,

    /// <summary>The approver is responsible for an item of the stage.</summary>
    Responsible,

    /// <summary>The approver recorded an item of the stage as completed.</summary>
    Completed,
}

/// <summary>Events of the seven gates (domain-model.md 3 A, 4).</summary>
public abstract record GateEvent : ProgrammeEvent
{
    private GateEvent(int stage) => Stage = stage;

    /// <summary>The stage of the gate, 1 to 7.</summary>
    public int Stage { get; init; }

    /// <summary>Work on a stage was opened. Work may run ahead of approvals (F2).</summary>
    [DisplayName("начало работы над этапом")]
    public sealed record StageWorkOpened(int Stage, IReadOnlyList<Preparation.Warning> Warnings) : GateEvent(Stage);

    /// <summary>The start of work was corrected, whether a decision or the first settled item had opened it.</summary>
    /// <param name="OpenedOn">The first day of work; null if it has not begun.</param>
    [DisplayName("исправление начала работы этапа")]
    public sealed record StageWorkOpeningCorrected(int Stage, DateOnly? OpenedOn, TextReference Reason) : GateEvent(Stage);

    /// <summary>A stage was submitted for approval.</summary>
    /// <param name="Evaluation">SHA-256 of the submitted evaluation, see <see cref="Evaluation"/>.</param>
    [DisplayName("представление этапа")]
    public sealed record StageSubmitted(
        int Stage, int Round, Guid By, string Evaluation, IReadOnlyList<CriterionSnapshot> Criteria) : GateEvent(Stage);

    /// <summary>A submission was withdrawn.</summary>
    [DisplayName("отзыв представления этапа")]
    public sealed record StageSubmissionWithdrawn(int Stage, TextReference Reason) : GateEvent(Stage);

    /// <summary>The head confirmed the same evaluation as second approver.</summary>
    [DisplayName("вторая подпись этапа")]
    public sealed record StageCountersigned(int Stage, Guid By, string Evaluation) : GateEvent(Stage);

    /// <summary>A countersignature was withdrawn; the stage stays submitted.</summary>
    [DisplayName("отзыв подтверждения этапа")]
    public sealed record StageCountersignatureWithdrawn(int Stage, Guid By, TextReference Reason) : GateEvent(Stage);

    /// <summary>A stage was approved.</summary>
    /// <param name="Evaluation">SHA-256 of the approved evaluation.</param>
    [DisplayName("утверждение этапа")]
    public sealed record StageApproved(
        int Stage, int Round, Guid Approver, bool SelfApproval, IReadOnlyList<SelfApprovalGround> SelfApprovalGrounds, Guid? SecondApprover,
        SecondApproverPolicy Policy, string Evaluation, IReadOnlyList<CriterionSnapshot> Criteria, Guid? Certificate) : GateEvent(Stage);

    /// <summary>A decision about a stage was signed by a passkey of the person who made it; the entry before is the decision.</summary>
    /// <param name="Round">Number of the submission that was decided.</param>
    /// <param name="By">The person who decided.</param>
    /// <param name="Evaluation">SHA-256 of the decided evaluation.</param>
    [DisplayName("подпись решения ключом устройства")]
    public sealed record StageDecisionSigned(
        int Stage, int Round, Guid By, SignableDecision Decision, string Evaluation, PasskeySignature Signature) : GateEvent(Stage)
    {
        /// <summary>What was signed.</summary>
        /// <param name="effectiveOn">The date of the fact in the entry.</param>
        /// <param name="command">The command in the entry.</param>
        public SignedDecision Of(Guid programme, DateOnly effectiveOn, string command) =>
            new(programme, By, Decision, Stage, Round, effectiveOn, Evaluation, command);
    }

    /// <summary>A stage was returned for rework.</summary>
    [DisplayName("возврат этапа на доработку")]
    public sealed record StageReturned(int Stage, Guid By, IReadOnlyList<Remark> Remarks, DateOnly? DueOn) : GateEvent(Stage);

    /// <summary>A remark of the last return was answered, in the decision that submits the stage again.</summary>
    /// <param name="Remark">The remark's number, from 1.</param>
    /// <param name="Criterion">The criterion that it was about.</param>
    [DisplayName("ответ на замечание")]
    public sealed record RemarkAnswered(int Stage, int Remark, string Criterion, Guid By, TextReference Text) : GateEvent(Stage);

    /// <summary>A stage was reopened; the affected later stages need reconfirmation.</summary>
    [DisplayName("повторное открытие этапа")]
    public sealed record StageReopened(int Stage, Guid By, TextReference Reason, IReadOnlyList<int> AffectedStages) : GateEvent(Stage);

    /// <summary>An approval was revoked.</summary>
    [DisplayName("отзыв утверждения этапа")]
    public sealed record StageApprovalRevoked(
        int Stage, Guid By, TextReference Reason, IReadOnlyList<int> AffectedStages) : GateEvent(Stage);

    /// <summary>A criterion was waived.</summary>
    [DisplayName("снятие критерия")]
    public sealed record GateCriterionWaived(int Stage, string Criterion, Guid By, TextReference Reason, Guid? Document) : GateEvent(Stage);

    /// <summary>A waiver was withdrawn.</summary>
    [DisplayName("возврат снятого критерия")]
    public sealed record GateWaiverWithdrawn(int Stage, string Criterion, Guid By, TextReference Reason) : GateEvent(Stage);
}
