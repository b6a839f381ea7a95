using System.Diagnostics;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.Bench;

/// <summary>Reading one stream or everything: raw, folded and verified. Events per second.</summary>
internal sealed class Readings(NpgsqlDataSource database, StreamStore store)
{
    private const string OfStream = """
        select version, seq_id, id, type, user_name, headers, timestamp, data from ledger.mt_events
        where tenant_id = $1 and stream_id = $2 and version > $3 order by version
        """;

    private const int Page = 2000;

    // The leaf is part of an entry, because verification and export read it too. Numbers have no gaps, so a page needs no limit.
    private const string Everything = """
        select e.seq_id, e.tenant_id, e.stream_id, e.version, e.id, e.type, e.user_name, e.headers, e.timestamp,
            e.correlation_id, e.causation_id, e.data, l.leaf
        from ledger.mt_events e left join seal.leaves l using (seq_id)
        where e.seq_id > $1 and e.seq_id <= $2 order by e.seq_id
        """;

    private readonly LedgerReader ledger = new(database);

    /// <summary>Reads and decodes whole streams one after another, without the product's fold.</summary>
    public async Task<double> RawRead(string stream, TimeSpan during)
    {
        var (watch, events) = (Stopwatch.StartNew(), 0L);
        while (watch.Elapsed < during)
        {
            await using var command = database.Command(
                OfStream, Bound.Value(Prepared.Organisation.ToString()), Bound.Value(stream), Bound.Value(0L));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                _ = (reader.GetInt64(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetString(4), reader.GetFieldValue<byte[]>(5));
                _ = reader.GetDateTime(6);
                _ = EventCodec.Read(reader.GetString(3), reader.GetFieldValue<byte[]>(7));
                events++;
            }
        }

        return events / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The product's cold fold of one stream, repeatedly.</summary>
    public async Task<double> ColdFold(string stream, TimeSpan during)
    {
        var (watch, events) = (Stopwatch.StartNew(), 0L);
        do
        {
            var folds = new StreamFold<Programme>(store, ProgrammeEngine.Folding, 1);
            events += (await folds.Current(stream, CancellationToken.None)).Version;
        }
        while (watch.Elapsed < during);
        return events / watch.Elapsed.TotalSeconds;
    }

    /// <summary>A decoding scan of all entries, in pages by number.</summary>
    public async Task<double> RawScan(long size)
    {
        var (watch, seen) = (Stopwatch.StartNew(), 0L);
        await using var connection = await database.OpenConnectionAsync();
        while (seen < size)
        {
            await using var command = new NpgsqlCommand(Everything, connection)
                .With(Bound.Value(seen), Bound.Value(Math.Min(seen + Page, size)));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                seen = reader.GetInt64(0);
                _ = (reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetGuid(4), reader.GetString(6));
                _ = (reader.GetFieldValue<byte[]>(7), reader.GetDateTime(8), reader.IsDBNull(9), reader.IsDBNull(10));
                _ = reader.GetFieldValue<byte[]>(12);
                _ = EventCodec.Read(reader.GetString(5), reader.GetFieldValue<byte[]>(11));
            }
        }

        return size / watch.Elapsed.TotalSeconds;
    }

    /// <summary>A scan with decoding and fold of all entries, as in a rebuild of read models.</summary>
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
