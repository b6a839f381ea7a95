using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>Finds the delegations in force by the person who granted them, or by the integrator who received them.</summary>
public sealed class GrantedDelegations(NpgsqlDataSource database, StreamFold<Programme> programmes)
{
    private const string Granted = $"""
        select distinct stream_id from {LedgerStore.Events}.mt_events
        where tenant_id = $1 and type = 'delegation_granted' and $2 in (data ->> 'person', data ->> 'integrator')
        """;

    /// <summary>The delegations of a person or integrator in open programmes, in the order of programmes and ids.</summary>
    public async Task<IReadOnlyList<(Guid Programme, Delegation Delegation)>> Of(Guid organisation, Guid holder, CancellationToken stop) =>
    [
        .. (await Open(organisation, holder, stop)).SelectMany(p => p.State.Delegations.Values
            .Where(d => d.Person == holder || d.Integrator == holder).OrderBy(d => d.Id).Select(d => (p.Id, d))),
    ];

    /// <summary>The persons about whom an integrator may read for a person: the participants of the open programmes in which this person
    /// has delegated to it. Null without such a delegation on the day.</summary>
    public async Task<IReadOnlySet<Guid>?> Within(Guid organisation, Guid integrator, Guid person, DateOnly day, CancellationToken stop)
    {
        var delegated = (await Open(organisation, integrator, stop)).Where(p => p.State.Delegates(person, integrator, day)).ToList();
        return delegated.Count == 0 ? null
            : delegated.SelectMany(p => p.State.Participants.Mentees.Keys.Concat(p.State.Participants.Mentors.Keys)).ToHashSet();
    }

    private async Task<IReadOnlyList<(Guid Id, Programme State)>> Open(Guid organisation, Guid holder, CancellationToken stop)
    {
        List<Guid> ids = [];
        await using (var command = database.Command(Granted, Value(organisation.ToString()), Value(holder.ToString())))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop)) ids.Add(StreamNames.ProgrammeOf(reader.GetString(0)));
        }

        ids.Sort();
        var states = await programmes.Current([.. ids.Select(StreamNames.Programme)], stop);
        return [.. ids.Select(id => (id, states[StreamNames.Programme(id)]))
            .Where(p => p.Item2.Charter?.Organisation == organisation && !p.Item2.Closed)];
    }
}
