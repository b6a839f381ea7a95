using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Process;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>Runs the process of a programme through its whole history, without a memory of its own.</summary>
/// <param name="definition">The definition that the programme is pinned to after the history.</param>
/// <returns>Where the process waits.</returns>
public delegate Task<ProcessPosition> RunProcess(Definition definition, IReadOnlyList<ProcessStep> history, CancellationToken stop);

/// <summary>What the programmes of this node run as. A host that wants another one registers it behind the default.</summary>
/// <param name="Name">Such as <c>house</c> or <c>elsa 3.7.1</c>.</param>
public sealed record ProcessEngine(string Name, RunProcess Run)
{
    /// <summary>The default: the fold of the gates.</summary>
    public static ProcessEngine House { get; } =
        new("house", (_, history, _) => Task.FromResult(GatesWalk.Positions(history).Last()));
}
