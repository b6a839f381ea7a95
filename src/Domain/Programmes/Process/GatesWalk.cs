using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Programmes.Process;

/// <summary>The process of the house: it folds the gates step by step, so the rules of the gates exist once.</summary>
public static class GatesWalk
{
    // A step carries no reason, and the position does not depend on it.
    private static readonly TextReference NoText = new(Guid.Empty, "");

    /// <summary>The position before the first step, and after each one.</summary>
    public static IEnumerable<ProcessPosition> Positions(IEnumerable<ProcessStep> history)
    {
        var state = Programme.Empty;
        yield return ProcessPosition.Of(state);
        foreach (var step in history) yield return ProcessPosition.Of(state = After(state, step));
    }

    private static Programme After(Programme state, ProcessStep step) => step.Kind switch
    {
        StepKind.Completed => state with { Status = ProgrammeStatus.Completed },
        StepKind.ClosingVoided => state with { Status = ProgrammeStatus.Active },
        StepKind.Unsettled => state with { Gates = state.Gates.Unsettled(step.Affected) },
        _ => state with { Gates = state.Gates.Evolve(Event(step), default) },
    };

    private static GateEvent Event(ProcessStep step) => (step.Kind, step.Stage!.Value) switch
    {
        (StepKind.Submitted, var stage) => new GateEvent.StageSubmitted(stage, 0, Guid.Empty, "", []),
        (StepKind.TakenBack, var stage) => new GateEvent.StageReturned(stage, Guid.Empty, [], null),
        (StepKind.Approved, var stage) =>
            new GateEvent.StageApproved(stage, 0, Guid.Empty, false, [], null, SecondApproverPolicy.Never, "", [], null),
        (_, var stage) => new GateEvent.StageReopened(stage, Guid.Empty, NoText, step.Affected),
    };
}
