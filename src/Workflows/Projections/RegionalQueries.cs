using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Regional;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Projections;

/// <summary>Finds the schools of a region, and counts their programmes as they stood on a day.</summary>
public sealed class RegionalQueries(
    NpgsqlDataSource database, StreamFold<Organisation> organisations, StreamFold<Programme> programmes, DefinitionLibrary definitions)
{
    private const string Members =
        $"select id from {LedgerStore.ReadModels}.mt_doc_region_members where data ->> 'centre' = $1 order by id";

    // The last entry before the day's end in the school's time zone; the name is the stream's.
    private const string Versions = $"""
        select p.id, (
            select e.version::int from {LedgerStore.Events}.mt_events e
            where e.tenant_id = p.tenant_id and e.stream_id = 'programme-' || p.id
                and e.timestamp < (($3::date + 1)::timestamp at time zone s.zone)
            order by e.version desc limit 1)
        from unnest($1, $2) s(organisation, zone)
            join {LedgerStore.ReadModels}.mt_doc_programmes p on p.tenant_id = s.organisation
        order by p.id
        """;

    private const int AtOnce = 100;

    /// <summary>The schools that named this regional centre, in the order of their ids.</summary>
    public async Task<IReadOnlyList<Guid>> Schools(Guid centre, CancellationToken stop)
    {
        List<Guid> schools = [];
        await using var command = database.Command(Members, Value(centre.ToString()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) schools.Add(reader.GetGuid(0));
        return schools;
    }

    /// <summary>The figures of some schools, as everything stood that was recorded by the end of a day.</summary>
    public async Task<RegionalFigures> Figures(IReadOnlyCollection<Guid> schools, DateOnly day, CancellationToken stop)
    {
        List<ProgrammeCounts> counts = [];
        foreach (var some in (await Stood(schools, day, stop)).Chunk(AtOnce))
        {
            var now = await programmes.Current([.. some.Select(p => StreamNames.Programme(p.Id))], stop);
            foreach (var (id, version) in some)
            {
                var stream = StreamNames.Programme(id);
                var state = now[stream].Version == version ? now[stream] : await programmes.At(stream, version, stop);
                if (state.Definition is not { } reference) continue;
                if (ProgrammeCounts.Of(state, await definitions.Get(reference, stop), day) is { } of) counts.Add(of);
            }
        }

        return RegionalFigures.Of(counts);
    }

    // The programmes that existed then, with their versions of then.
    private async Task<IReadOnlyList<(Guid Id, int Version)>> Stood(IReadOnlyCollection<Guid> schools, DateOnly day, CancellationToken stop)
    {
        var found = await organisations.Current([.. schools.Select(StreamNames.Organisation)], stop);
        var zones = found.Values.Select(o => o.Created!).ToList();
        List<(Guid, int)> stood = [];
        await using var command = database.Command(Versions,
            Value(zones.Select(o => $"{o.Id}").ToArray()), Value(zones.Select(o => o.TimeZone).ToArray()), Value(Dates.Text(day)));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            if (!reader.IsDBNull(1)) stood.Add((reader.GetGuid(0), reader.GetInt32(1)));
        }

        return stood;
    }
}
