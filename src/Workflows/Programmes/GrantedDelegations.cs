using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Programmes;

/// <summary>Finds the delegations in force by the person who granted them, or by the integrator who received them.</summary>
public sealed class GrantedDelegations(NpgsqlDataSource database, ProgrammeEngine programmes)
{
    private const string Granted = $"""
        select distinct stream_id from {LedgerStore.Events}.mt_events
        where tenant_id = $1 and type = 'delegation_granted' and $2 in (data ->> 'person', data ->> 'integrator')
        """;

    /// <summary>The delegations of a person or integrator in open programmes, in the order of programmes and ids.</summary>
    public async Task<IReadOnlyList<(Guid Programme, Delegation Delegation)>> Of(Guid organisation, Guid holder, CancellationToken stop)
    {
        List<Guid> ids = [];
        await using (var command = database.Command(Granted, Value(organisation.ToString()), Value(holder.ToString())))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop)) ids.Add(StreamNames.ProgrammeOf(reader.GetString(0)));
        }

        return
        [
            .. (await programmes.Find(organisation, [.. ids.Order()], stop)).Where(p => !p.State.Closed)
                .SelectMany(p => p.State.Delegations.Values.Where(d => d.Person == holder || d.Integrator == holder)
                    .OrderBy(d => d.Id).Select(d => (p.Id, d))),
        ];
    }
}
