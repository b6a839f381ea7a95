using MentorshipFlow.Programmes.Process;

namespace MentorshipFlow.Elsa;

/// <summary>
/// Which stages are submitted, and which approvals stand. It lies with the workflow, because it outlives the run of a gate: stage 4 stays
/// submitted while stage 2 is open again, and a migration may leave stage 3 approved between two that are not.
/// </summary>
internal sealed class Approvals
{
    private const string Property = "approvals";

    private readonly HashSet<int> submitted = [];
    private readonly HashSet<int> stand = [];

    /// <summary>Of a workflow, kept in its properties.</summary>
    public static Approvals Of(IDictionary<string, object> properties)
    {
        if (!properties.TryGetValue(Property, out var known)) properties[Property] = known = new Approvals();
        return (Approvals)known;
    }

    public bool Submitted(int stage) => submitted.Contains(stage);

    public bool Stand(int stage) => stand.Contains(stage);

    public void Note(ProcessStep step)
    {
        stand.ExceptWith(step.Affected);
        if (step.Stage is not { } stage) return;
        if (step.Kind == StepKind.Submitted) submitted.Add(stage);
        else submitted.Remove(stage);
        if (step.Kind == StepKind.Approved) stand.Add(stage);
        else if (step.Kind == StepKind.Undone) stand.Remove(stage);
    }
}
