using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Process;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>Runs a programme's process through the whole history, without stored state.</summary>
/// <param name="definition">The programme's pinned definition after the history.</param>
/// <returns>The position of the process.</returns>
public delegate Task<ProcessPosition> RunProcess(Definition definition, IReadOnlyList<ProcessStep> history, CancellationToken stop);

/// <summary>The process engine of this node. A host with another engine registers it after the default.</summary>
/// <param name="Name">Such as <c>house</c> or <c>elsa 3.7.1</c>.</param>
public sealed record ProcessEngine(string Name, RunProcess Run)
{
    /// <summary>The default: the fold of the gates.</summary>
    public static ProcessEngine House { get; } =
        new("house", (_, history, _) => Task.FromResult(GatesWalk.Positions(history).Last()));
}
