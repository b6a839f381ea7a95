using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using MentorshipFlow.Programmes.Process;

namespace MentorshipFlow.Elsa;

/// <summary>What resumes a waiting gate.</summary>
public sealed record GateStimulus(int Number);

/// <summary>
/// A stage that waits for its decision. It decides nothing: each step that it is given says what was decided. It causes nothing outside,
/// because a replay runs it again.
/// </summary>
[Activity("MentorshipFlow", "Mentorship", "A stage of a mentoring programme waits for its decision")]
public sealed class StageGate : Activity
{
    /// <summary>The number of the gate of the whole programme.</summary>
    public const int Whole = 8;

    internal const string Steps = "steps";
    internal const string On = "on";

    /// <summary>1 to 7, or <see cref="Whole"/>.</summary>
    public int Number { get; set; }

    internal static string Back(int stage) => $"back to {stage}";

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        Approvals.Of(context.WorkflowExecutionContext.Properties).Stand(Number)
            ? context.CompleteActivityWithOutcomesAsync(On)
            : Take(context);

    private async ValueTask Take(ActivityExecutionContext context)
    {
        var steps = (Queue<ProcessStep>)context.WorkflowInput[Steps];
        while (steps.TryDequeue(out var step))
        {
            Approvals.Of(context.WorkflowExecutionContext.Properties).Note(step);
            if (Outcome(step) is not { } outcome) continue;
            await context.CompleteActivityWithOutcomesAsync(outcome);
            return;
        }

        context.CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = nameof(StageGate), Stimulus = new GateStimulus(Number), Callback = Take,
        });
    }

    // Everything else is noted, and the gate waits on.
    private string? Outcome(ProcessStep step) => step.Kind switch
    {
        StepKind.Approved when step.Stage == Number => On,
        StepKind.Completed when Number == Whole => On,
        StepKind.Undone when step.Stage < Number => Back(step.Stage.Value),
        StepKind.Unsettled when step.Affected.Count > 0 && step.Affected.Min() < Number => Back(step.Affected.Min()),
        _ => null,
    };
}
