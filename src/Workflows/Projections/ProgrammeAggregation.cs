using JasperFx.Events;
using Marten.Events.Aggregation;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Projections;

/// <summary>
/// Lets Marten's own readers fold these streams: <c>AggregateStreamAsync&lt;Programme&gt;</c> returns the same state as the engine.
/// </summary>
public sealed class ProgrammeAggregation : SingleStreamProjection<Programme, string>
{
    public override Programme Evolve(Programme? snapshot, string id, IEvent e) =>
        (snapshot ?? Programme.Empty with { Id = id }).Evolve((ProgrammeEvent)e.Data, EventMetadata.Of(e));
}
