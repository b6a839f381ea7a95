namespace MentorshipFlow.Programmes.Gates;

/// <summary>How a criterion stands.</summary>
public enum CriterionOutcome
{
    /// <summary>Не выполнен.</summary>
    NotMet,

    /// <summary>Выполнен.</summary>
    Met,

    /// <summary>Снят с указанием причины.</summary>
    Waived,
}

/// <summary>A criterion as it stood when it was decided on; the fold and the certificate read this and never evaluate anew.</summary>
public sealed record CriterionSnapshot(string Code, string Rule, CriterionOutcome Outcome, IReadOnlyList<string> Evidence);

/// <summary>A remark on one criterion of a returned stage.</summary>
public sealed record Remark(string Criterion, TextReference Text);

/// <summary>Why an approval counts as self-approval (F7).</summary>
public enum SelfApprovalGround
{
    /// <summary>The approver submitted the stage.</summary>
    Submitted,

    /// <summary>The approver answers for an item of the stage.</summary>
    Responsible,

    /// <summary>The approver recorded an item of the stage as completed.</summary>
    Completed,
}

/// <summary>Events of the gates: the seven transitions (model.md 5.3 A, 5.4).</summary>
public abstract record GateEvent : ProgrammeEvent
{
    private GateEvent(int stage) => Stage = stage;

    /// <summary>The stage whose gate it is about, 1 to 7.</summary>
    public int Stage { get; init; }

    /// <summary>Работа этапа начата. Work may run ahead of approvals (F2).</summary>
    public sealed record StageWorkOpened(int Stage, IReadOnlyList<Preparation.Warning> Warnings) : GateEvent(Stage);

    /// <summary>Начало работы этапа исправлено, whether the work was opened by a decision or by the first item that was settled.</summary>
    /// <param name="OpenedOn">The day on which work began; null where it has not begun.</param>
    public sealed record StageWorkOpeningCorrected(int Stage, DateOnly? OpenedOn, TextReference Reason) : GateEvent(Stage);

    /// <summary>Этап представлен к утверждению.</summary>
    /// <param name="Evaluation">SHA-256 of the evaluation that was submitted, see <see cref="Evaluation"/>.</param>
    public sealed record StageSubmitted(
        int Stage, int Round, Guid By, string Evaluation, IReadOnlyList<CriterionSnapshot> Criteria) : GateEvent(Stage);

    /// <summary>Представление отозвано.</summary>
    public sealed record StageSubmissionWithdrawn(int Stage, TextReference Reason) : GateEvent(Stage);

    /// <summary>Руководитель подтвердил: the second approver signs the same evaluation.</summary>
    public sealed record StageCountersigned(int Stage, Guid By, string Evaluation) : GateEvent(Stage);

    /// <summary>Подтверждение отозвано: the stage stays submitted.</summary>
    public sealed record StageCountersignatureWithdrawn(int Stage, Guid By, TextReference Reason) : GateEvent(Stage);

    /// <summary>Этап утверждён.</summary>
    /// <param name="Evaluation">SHA-256 of what was seen and approved.</param>
    public sealed record StageApproved(
        int Stage, int Round, Guid Approver, bool SelfApproval, IReadOnlyList<SelfApprovalGround> SelfApprovalGrounds, Guid? SecondApprover,
        SecondApproverPolicy Policy, string Evaluation, IReadOnlyList<CriterionSnapshot> Criteria, Guid? Certificate) : GateEvent(Stage);

    /// <summary>Этап возвращён на доработку.</summary>
    public sealed record StageReturned(int Stage, Guid By, IReadOnlyList<Remark> Remarks, DateOnly? DueOn) : GateEvent(Stage);

    /// <summary>Этап открыт повторно; the later approvals that it names need reconfirmation.</summary>
    public sealed record StageReopened(int Stage, Guid By, TextReference Reason, IReadOnlyList<int> AffectedStages) : GateEvent(Stage);

    /// <summary>Утверждение отозвано.</summary>
    public sealed record StageApprovalRevoked(
        int Stage, Guid By, TextReference Reason, IReadOnlyList<int> AffectedStages) : GateEvent(Stage);

    /// <summary>Критерий снят.</summary>
    public sealed record GateCriterionWaived(int Stage, string Criterion, Guid By, TextReference Reason, Guid? Document) : GateEvent(Stage);

    /// <summary>Снятие критерия отменено.</summary>
    public sealed record GateWaiverWithdrawn(int Stage, string Criterion, Guid By, TextReference Reason) : GateEvent(Stage);
}
