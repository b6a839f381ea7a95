using MentorshipFlow.Audit;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Compares what no leaf covers: a stream's row must state the length that its events have, and nothing may be marked as archived, because
/// Marten's readers would skip it.
/// </summary>
internal sealed class StreamComparison(NpgsqlDataSource database)
{
    private const string Streams = $"select id, version, coalesce(is_archived, false) from {LedgerStore.Events}.mt_streams";

    // A stream may have grown since its events were read, so a suspect row is checked again with its events in one snapshot.
    private const string Differing = $"""
        select s.id from {LedgerStore.Events}.mt_streams s
        where s.id = any($1) and (s.is_archived or s.version is distinct from (
            select max(e.version) from {LedgerStore.Events}.mt_events e where e.tenant_id = s.tenant_id and e.stream_id = s.id))
        order by s.id limit 1
        """;

    private const string Hidden = $"select seq_id - 1 from {LedgerStore.Events}.mt_events where is_archived order by seq_id limit 1";

    /// <summary>The first row that does not match the events; null when all do.</summary>
    /// <param name="versions">The length of each stream, from its events.</param>
    /// <param name="size">How many events were read.</param>
    public async Task<LedgerVerdict.Broken?> Fault(IReadOnlyDictionary<string, int> versions, long size, CancellationToken stop)
    {
        await using (var hidden = database.CreateCommand(Hidden))
        {
            if (await hidden.ExecuteScalarAsync(stop) is long position) return new(StoredFaults.StreamDiffers, position, "");
        }

        List<string> doubtful = [];
        var found = 0;
        await using (var command = database.CreateCommand(Streams))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                var stream = reader.GetString(0);
                var known = versions.TryGetValue(stream, out var version);
                if (known) found++;
                if (!known || reader.IsDBNull(1) || reader.GetInt64(1) != version || reader.GetBoolean(2)) doubtful.Add(stream);
            }
        }

        if (found < versions.Count) return new(StoredFaults.StreamDiffers, size, "");
        if (doubtful.Count == 0) return null;
        await using var differing = database.Command(Differing, Value(doubtful.ToArray()));
        return await differing.ExecuteScalarAsync(stop) is string differs ? new(StoredFaults.StreamDiffers, size, differs) : null;
    }
}
