using System.Diagnostics;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.Bench;

/// <summary>Reading: one stream, or everything; raw, folded and verified. Entries per second.</summary>
internal sealed class Readings(NpgsqlDataSource database, StreamStore store)
{
    private const string StreamColumns = "version, position, event_id, type, actor, role, on_behalf_of, recorded_at, effective_on, body";

    private readonly LedgerReader ledger = new(database);

    /// <summary>Reads and decodes whole streams one after another, without the product's fold.</summary>
    public async Task<double> RawRead(string stream, TimeSpan during)
    {
        var (watch, entries) = (Stopwatch.StartNew(), 0L);
        while (watch.Elapsed < during)
        {
            await using var command = database.CreateCommand($"select {StreamColumns} from ledger.entries where stream = $1 and version > $2 order by version");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 0 });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                _ = (reader.GetInt32(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetString(4), reader.GetString(5), reader.IsDBNull(6), reader.GetString(7), reader.GetString(8));
                _ = EventCodec.Read(reader.GetString(3), reader.GetString(9));
                entries++;
            }
        }

        return entries / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The product's cold fold of one stream, again and again.</summary>
    public async Task<double> ColdFold(string stream, TimeSpan during)
    {
        var (watch, entries) = (Stopwatch.StartNew(), 0L);
        do
        {
            var folds = new StreamFold<Programme>(store, ProgrammeEngine.Folding, 1);
            entries += (await folds.Current(stream, CancellationToken.None)).Version;
        }
        while (watch.Elapsed < during);
        return entries / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Keyset scan of everything with decode.</summary>
    public async Task<double> RawScan(long size)
    {
        const string columns =
            "position, organisation, stream, version, event_id, type, actor, role, on_behalf_of, recorded_at, effective_on, command_id, command_index, fingerprint, correlation, causation, body, leaf";
        var (watch, position) = (Stopwatch.StartNew(), 0L);
        await using var connection = await database.OpenConnectionAsync();
        while (position < size)
        {
            await using var command = new NpgsqlCommand($"select {columns} from ledger.entries where position >= $1 and position < $2 order by position limit 2000", connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = size });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                position = reader.GetInt64(0) + 1;
                _ = (reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetGuid(4), reader.GetString(6), reader.GetString(7), reader.GetString(9), reader.GetString(10));
                _ = (reader.GetString(11), reader.GetInt32(12), reader.GetString(13), reader.GetFieldValue<byte[]>(17));
                _ = EventCodec.Read(reader.GetString(5), reader.GetString(16));
            }
        }

        return size / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Scan, decode and fold of everything.</summary>
    public async Task<double> FoldAll(long size)
    {
        var watch = Stopwatch.StartNew();
        Dictionary<string, Programme> programmes = [];
        await foreach (var (entry, _) in ledger.From(0, size))
        {
            if (!StreamNames.IsProgramme(entry.Stream)) continue;
            var state = programmes.GetValueOrDefault(entry.Stream, Programme.Empty);
            programmes[entry.Stream] = state.Evolve((ProgrammeEvent)EventCodec.Read(entry.Type, entry.Body), EventMetadata.Of(entry));
        }

        return size / watch.Elapsed.TotalSeconds;
    }
}
