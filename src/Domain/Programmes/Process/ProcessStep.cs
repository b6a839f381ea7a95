using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Programmes.Process;

/// <summary>What a step does to the way through the stages.</summary>
public enum StepKind
{
    /// <summary>Этап представлен.</summary>
    Submitted,

    /// <summary>Представление отозвано, или этап возвращён.</summary>
    TakenBack,

    /// <summary>Этап утверждён.</summary>
    Approved,

    /// <summary>Этап открыт повторно, или его утверждение отозвано.</summary>
    Undone,

    /// <summary>Approvals need reconfirmation, because the definition was migrated.</summary>
    Unsettled,

    /// <summary>Программа завершена.</summary>
    Completed,

    /// <summary>A completion or cancellation that was recorded by mistake is undone.</summary>
    ClosingVoided,
}

/// <summary>An event that moves a programme on its way through the stages; most events move nothing.</summary>
/// <param name="Version">The event's place in the programme's history.</param>
/// <param name="Stage">1 to 7; null where the step concerns the whole programme.</param>
/// <param name="Affected">The later approvals that need reconfirmation.</param>
public sealed record ProcessStep(int Version, StepKind Kind, int? Stage, IReadOnlyList<int> Affected)
{
    /// <summary>The step that an event is; null for an event that moves nothing. Only this says which events move a programme.</summary>
    public static ProcessStep? Of(ProgrammeEvent @event, int version) => @event switch
    {
        GateEvent.StageSubmitted e => new(version, StepKind.Submitted, e.Stage, []),
        GateEvent.StageSubmissionWithdrawn e => new(version, StepKind.TakenBack, e.Stage, []),
        GateEvent.StageReturned e => new(version, StepKind.TakenBack, e.Stage, []),
        GateEvent.StageApproved e => new(version, StepKind.Approved, e.Stage, []),
        GateEvent.StageReopened e => new(version, StepKind.Undone, e.Stage, e.AffectedStages),
        GateEvent.StageApprovalRevoked e => new(version, StepKind.Undone, e.Stage, e.AffectedStages),
        CharterEvent.DefinitionMigrated e => new(version, StepKind.Unsettled, null, e.AffectedStages),
        CharterEvent.ProgrammeCompleted => new(version, StepKind.Completed, null, []),
        CharterEvent.ClosingVoided => new(version, StepKind.ClosingVoided, null, []),
        _ => null,
    };
}
