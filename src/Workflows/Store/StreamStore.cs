using System.Runtime.CompilerServices;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>A stored event for a fold.</summary>
/// <param name="Type">The event's name.</param>
/// <param name="Body">The event as JSON in UTF-8.</param>
public readonly record struct StreamRow(string Stream, Recorded Recorded, string Type, ReadOnlyMemory<byte> Body);

/// <summary>The engine's access to the ledger: PostgreSQL, or a ledger in memory in the seeded simulation.</summary>
public abstract class StreamStore
{
    /// <summary>The events of one stream from a version to another, both inclusive, in order; in one snapshot.</summary>
    public abstract IAsyncEnumerable<StreamRow> Rows(string stream, int from, int upTo, CancellationToken stop);

    /// <summary>The events of many streams, each from its version on; one stream after the other, in order.</summary>
    public abstract IAsyncEnumerable<StreamRow> Rows(IReadOnlyDictionary<string, int> from, CancellationToken stop);

    /// <summary>See <see cref="LedgerReader.Command"/>.</summary>
    public abstract Task<IReadOnlyList<StoredEntry>> Command(string organisation, string commandId, CancellationToken stop);

    /// <summary>See <see cref="BatchWriter.Append"/>.</summary>
    public abstract Task<AppendResult> Append(Proposal proposal);
}

/// <summary>The ledger in PostgreSQL.</summary>
public sealed class PostgresStreamStore(NpgsqlDataSource database, LedgerReader ledger, BatchWriter writer) : StreamStore
{
    private const string Columns = "e.version, e.seq_id, e.id, e.type, e.user_name, e.headers, e.timestamp, e.data";

    private const string OfOne = $"""
        select {Columns} from {LedgerStore.Events}.mt_events e
        where e.tenant_id = (select s.tenant_id from {LedgerStore.Events}.mt_streams s where s.id = $1) and e.stream_id = $1
            and e.version >= $2 and e.version <= $3 order by e.version
        """;

    // A separate look-up per stream: on a new table, PostgreSQL plans a join as a sequential scan.
    private const string OfMany = $"""
        select {Columns}, e.stream_id
        from unnest($1, $2) kept (stream, version)
        cross join lateral (
            select * from {LedgerStore.Events}.mt_events l
            where l.tenant_id = (select s.tenant_id from {LedgerStore.Events}.mt_streams s where s.id = kept.stream)
                and l.stream_id = kept.stream and l.version >= kept.version order by l.version) e
        order by e.stream_id, e.version
        """;

    /// <inheritdoc/>
    public override IAsyncEnumerable<StreamRow> Rows(string stream, int from, int upTo, CancellationToken stop) =>
        Rows(database.Command(OfOne, Value(stream), Value((long)from), Value((long)upTo)), stream, stop);

    /// <inheritdoc/>
    public override IAsyncEnumerable<StreamRow> Rows(IReadOnlyDictionary<string, int> from, CancellationToken stop) =>
        Rows(database.Command(OfMany, Value(from.Keys.ToArray()), Value(from.Values.Select(v => (long)v).ToArray())), null, stop);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<StoredEntry>> Command(string organisation, string commandId, CancellationToken stop) =>
        ledger.Command(organisation, commandId, stop);

    /// <inheritdoc/>
    public override Task<AppendResult> Append(Proposal proposal) => writer.Append(proposal);

    /// <param name="stream">The only stream; null to read it from each row.</param>
    private static async IAsyncEnumerable<StreamRow> Rows(NpgsqlCommand command, string? stream,
        [EnumeratorCancellation] CancellationToken stop)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                yield return new(stream ?? reader.GetString(8), Metadata(reader), EventHeaders.Known(reader.GetString(3)),
                    reader.GetFieldValue<byte[]>(7));
        }
    }

    private static Recorded Metadata(NpgsqlDataReader reader)
    {
        var actor = reader.IsDBNull(4) ? "" : reader.GetString(4);
        var headers = EventHeaders.Read(reader.GetFieldValue<byte[]>(5), whole: false);
        return new(
            (int)reader.GetInt64(0), reader.GetInt64(1) - 1, reader.GetGuid(2), actor, headers.Role,
            EventMetadata.Person(actor, headers.OnBehalfOf), EventMetadata.Date(headers.EffectiveOn),
            EventMetadata.RecordedAt(reader.GetDateTime(6)));
    }
}
