namespace MentorshipFlow.Programmes.Gates;

/// <summary>Commands of the gates.</summary>
/// <param name="Stage">1 to 7.</param>
/// <param name="Seen">Hash of the evaluation that the person looked at; null only where nothing is decided.</param>
public abstract record GateCommand(int Stage, string? Seen) : ProgrammeCommand
{
    /// <summary>Начать работу этапа.</summary>
    public sealed record OpenStageWork(int Stage) : GateCommand(Stage, null);

    /// <summary>Исправить начало работы этапа.</summary>
    /// <param name="OpenedOn">Null where work has not begun.</param>
    public sealed record CorrectWorkOpening(int Stage, DateOnly? OpenedOn, TextReference Reason) : GateCommand(Stage, null);

    /// <summary>Представить этап к утверждению.</summary>
    public sealed record SubmitStage(int Stage, string? Seen) : GateCommand(Stage, Seen);

    /// <summary>Отозвать представление.</summary>
    public sealed record WithdrawSubmission(int Stage, string? Seen, TextReference Reason) : GateCommand(Stage, Seen);

    /// <summary>Подтвердить как руководитель: the second approver signs the same evaluation.</summary>
    public sealed record CountersignStage(int Stage, string? Seen) : GateCommand(Stage, Seen);

    /// <summary>Отозвать подтверждение (руководитель).</summary>
    public sealed record WithdrawCountersignature(int Stage, string? Seen, TextReference Reason) : GateCommand(Stage, Seen);

    /// <summary>Утвердить этап.</summary>
    /// <param name="Recomputed">For stage 7: the hash of the certificate in force, computed anew from history by the shell.</param>
    public sealed record ApproveStage(int Stage, string? Seen, string? Recomputed = null) : GateCommand(Stage, Seen);

    /// <summary>Вернуть этап на доработку.</summary>
    public sealed record ReturnStage(int Stage, string? Seen, IReadOnlyList<Remark> Remarks, DateOnly? DueOn) : GateCommand(Stage, Seen);

    /// <summary>Открыть утверждённый этап повторно.</summary>
    public sealed record ReopenStage(int Stage, string? Seen, TextReference Reason) : GateCommand(Stage, Seen);

    /// <summary>Отозвать утверждение (руководитель).</summary>
    public sealed record RevokeApproval(int Stage, string? Seen, TextReference Reason) : GateCommand(Stage, Seen);

    /// <summary>Снять критерий.</summary>
    public sealed record WaiveCriterion(
        int Stage, string? Seen, string Criterion, TextReference Reason, Guid? Document) : GateCommand(Stage, Seen);

    /// <summary>Отменить снятие критерия.</summary>
    public sealed record WithdrawWaiver(int Stage, string? Seen, string Criterion, TextReference Reason) : GateCommand(Stage, Seen);
}
