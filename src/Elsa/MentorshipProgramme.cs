using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Elsa;

/// <summary>
/// A programme as an Elsa workflow: a gate for each stage, a gate for the whole programme, and from each gate a way back to every earlier
/// one.
/// </summary>
public sealed class MentorshipProgramme(Definition definition) : WorkflowBase
{
    /// <inheritdoc/>
    protected override void Build(IWorkflowBuilder builder)
    {
        StageGate[] gates =
        [
            .. definition.Stages.Select(s => new StageGate { Id = $"stage-{s.Number}", Name = s.Title.Ru, Number = s.Number }),
            new StageGate { Id = "programme", Name = definition.Title.Ru, Number = StageGate.Whole },
        ];
        var way = new Flowchart { Id = "way", Start = gates[0] };
        foreach (var gate in gates)
        {
            way.Activities.Add(gate);
            if (gate.Number < StageGate.Whole) way.Connections.Add(Leads(gate, StageGate.On, gates[gate.Number]));
            foreach (var earlier in gates.Take(gate.Number - 1)) way.Connections.Add(Leads(gate, StageGate.Back(earlier.Number), earlier));
        }

        builder.DefinitionId = definition.Code;
        builder.Version = definition.Version;
        builder.Root = way;
    }

    private static Connection Leads(StageGate from, string outcome, StageGate to) => new(new Endpoint(from, outcome), new Endpoint(to));
}
