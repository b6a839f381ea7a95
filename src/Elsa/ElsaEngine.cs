using System.Reflection;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Extensions;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.State;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Process;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.Elsa;

/// <summary>
/// Runs programmes as Elsa workflows. Nothing of Elsa's is stored: the workflow is run from the beginning through the history whenever
/// somebody asks.
/// </summary>
public sealed class ElsaEngine : IDisposable
{
    private readonly ServiceProvider services;

    /// <summary>Prepares Elsa's services; one engine is enough for all programmes.</summary>
    public ElsaEngine()
    {
        ServiceCollection collection = new();
        collection.AddLogging();
        var module = collection.CreateModule();
        // A flowchart that counts, Elsa's default, ends too early when an activity that it came back to waits.
        module.UseWorkflows().UseFlowchart(flowchart => flowchart.UseTokenBasedExecution());
        module.Apply();
        services = collection.BuildServiceProvider();
    }

    /// <summary>Such as <c>elsa 3.7.1</c>.</summary>
    public static string Name { get; } = "elsa "
        + typeof(IWorkflowRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs the process through a history, and says where it waits.</summary>
    public async Task<ProcessPosition> Run(Definition definition, IReadOnlyList<ProcessStep> history, CancellationToken stop) =>
        At(await Start(definition, [.. history.Where((s, i) => s.Kind != StepKind.Completed || Lasts(history, i))], stop));

    /// <summary>Elsa's state after the first steps of a history.</summary>
    public Task<WorkflowState> Start(Definition definition, IReadOnlyList<ProcessStep> steps, CancellationToken stop) =>
        On(definition, (runner, workflow) => runner.RunAsync(workflow, With(steps), stop), stop);

    /// <summary>Elsa's state after further steps: a waiting gate is resumed by its bookmark. A completed workflow cannot be.</summary>
    public Task<WorkflowState> Resume(Definition definition, WorkflowState state, IReadOnlyList<ProcessStep> steps, CancellationToken stop)
    {
        var options = With(steps);
        options.BookmarkId = state.Bookmarks.Single().Id;
        return On(definition, (runner, workflow) => runner.RunAsync(workflow, state, options, stop), stop);
    }

    /// <summary>Where a state waits.</summary>
    public static ProcessPosition At(WorkflowState state)
    {
        if (state.SubStatus == WorkflowSubStatus.Faulted)
            throw new InvalidOperationException(string.Join("; ", state.Incidents.Select(i => i.Message)));
        if (state.Status == WorkflowStatus.Finished) return new(null, false, true);
        var number = ((GateStimulus)state.Bookmarks.Single().Payload!).Number;
        return number == StageGate.Whole ? new(null, false, false) : new(number, Approvals.Of(state.Properties).Submitted(number), false);
    }

    /// <inheritdoc/>
    public void Dispose() => services.Dispose();

    // A completed workflow has ended for good, so a completion that was undone is left out of the replay.
    private static bool Lasts(IReadOnlyList<ProcessStep> history, int completion) =>
        history.Skip(completion).All(s => s.Kind != StepKind.ClosingVoided);

    private static RunWorkflowOptions With(IReadOnlyList<ProcessStep> steps) =>
        new() { Input = new Dictionary<string, object> { [StageGate.Steps] = new Queue<ProcessStep>(steps) } };

    private async Task<WorkflowState> On(
        Definition definition, Func<IWorkflowRunner, Workflow, Task<RunWorkflowResult>> run, CancellationToken stop)
    {
        using var scope = services.CreateScope();
        var builder = scope.ServiceProvider.GetRequiredService<IWorkflowBuilderFactory>().CreateBuilder();
        var workflow = await builder.BuildWorkflowAsync(new MentorshipProgramme(definition), stop);
        return (await run(scope.ServiceProvider.GetRequiredService<IWorkflowRunner>(), workflow)).WorkflowState;
    }
}
