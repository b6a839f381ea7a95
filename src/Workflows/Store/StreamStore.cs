using System.Runtime.CompilerServices;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
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
/// <remarks>Every entry that a fold takes is compared with its leaf: nothing is decided on an entry that was changed.</remarks>
/// <param name="alarm">Raised by a changed entry; null where there is no safe.</param>
public sealed class PostgresStreamStore(
    NpgsqlDataSource database, LedgerReader ledger, BatchWriter writer, LedgerAlarm? alarm = null) : StreamStore
{
    private const string Columns =
        "e.version, e.seq_id, e.id, e.type, e.user_name, e.headers, e.timestamp, e.data, e.tenant_id, e.correlation_id, e.causation_id, "
        + "(select l.leaf from seal.leaves l where l.seq_id = e.seq_id)";

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
    private async IAsyncEnumerable<StreamRow> Rows(NpgsqlCommand command, string? stream,
        [EnumeratorCancellation] CancellationToken stop)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                yield return Row(reader, stream ?? reader.GetString(12));
        }
    }

    /// <exception cref="LedgerBrokenException">The entry is not what was recorded.</exception>
    private StreamRow Row(NpgsqlDataReader reader, string stream)
    {
        var (actor, body) = (Text(reader, 4) ?? "", reader.GetFieldValue<byte[]>(7));
        var headers = EventHeaders.Read(reader.GetFieldValue<byte[]>(5));
        var entry = new Entry(
            reader.GetInt64(1) - 1, reader.GetString(8), stream, (int)reader.GetInt64(0), reader.GetGuid(2),
            EventHeaders.Known(reader.GetString(3)), actor, headers.Role, headers.OnBehalfOf,
            EventMetadata.RecordedAt(reader.GetDateTime(6)), headers.EffectiveOn, headers.Command, headers.Index, headers.Fingerprint,
            Text(reader, 9), Text(reader, 10), "");
        var leaf = reader.IsDBNull(11) ? Hash.Zero : Hash.From(reader.GetFieldValue<byte[]>(11));
        var found = LedgerVerification.Check(entry, body, leaf);
        if (found.Fault is { } fault)
        {
            alarm?.Raise(new(fault, entry.Position, found.Where));
            throw new LedgerBrokenException(entry.Position, fault);
        }

        return new(stream, new(
            entry.Version, entry.Position, entry.EventId, actor, entry.Role, EventMetadata.Person(actor, entry.OnBehalfOf),
            EventMetadata.Date(entry.EffectiveOn), entry.RecordedAt), entry.Type, body);
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
