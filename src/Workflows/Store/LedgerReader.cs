using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using MentorshipFlow.Ledger;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>An entry with its stored leaf. Reading does not compare them: verification does.</summary>
/// <param name="Leaf">32 zero bytes if none is stored.</param>
public sealed record StoredEntry(Entry Entry, Hash Leaf);

/// <summary>A stored entry whose body is not canonical yet: with the whole ledger this is done on another thread.</summary>
/// <param name="WithoutBody">The entry with an empty body.</param>
/// <param name="Json">The body as jsonb returns it.</param>
/// <param name="Leaf">32 zero bytes where none is stored.</param>
internal readonly record struct StoredRow(Entry WithoutBody, byte[] Json, Hash Leaf);

/// <summary>Size and right edge of the ledger at one moment.</summary>
public sealed record LedgerHead(Guid Ledger, long Size, byte[] Frontier)
{
    /// <summary>The root of the tree over all entries.</summary>
    public Hash Root => MentorshipFlow.Ledger.Frontier.Parse(Size, Frontier).Root();

    /// <summary>Whether this is the root; a right edge that does not fit the size has none.</summary>
    public bool HasRoot(Hash root) => Frontier.Length == BitOperations.PopCount((ulong)Size) * Hash.Size && Root == root;

    /// <summary>The origin line of checkpoints: <c>mentorshipflow/{ledger id}</c>.</summary>
    public string Origin => $"mentorshipflow/{Ledger}";
}

/// <summary>Reads the ledger: complete entries for auditors, and the head.</summary>
public sealed class LedgerReader(NpgsqlDataSource database)
{
    /// <summary>The columns of an entry. Positions count from 0, Marten's sequence from 1.</summary>
    internal const string Select =
        $"select {Columns}, (select l.leaf from seal.leaves l where l.seq_id = e.seq_id) from {LedgerStore.Events}.mt_events e";

    private const string Columns =
        "e.seq_id, e.tenant_id, e.stream_id, e.version, e.id, e.type, e.user_name, e.headers, e.timestamp, "
        + "e.correlation_id, e.causation_id, e.data";

    // Finds the organisation of a stream by the stream's name, which is unique.
    private const string OfStream =
        $"where e.tenant_id = (select s.tenant_id from {LedgerStore.Events}.mt_streams s where s.id = $1) and e.stream_id = $1";

    private const string PageOf = $"""
        select {Columns}, l.leaf from {LedgerStore.Events}.mt_events e left join seal.leaves l on l.seq_id = e.seq_id
        where e.seq_id > $1 and e.seq_id <= $2 order by e.seq_id
        """;

    private const int Page = 2000;

    private static readonly Hash NoLeaf = Hash.From(new byte[Hash.Size]);

    /// <summary>See <see cref="Migrations.Lacking"/>.</summary>
    public Task<IReadOnlyList<string>> Lacking(CancellationToken stop) => Migrations.Lacking(database, stop);

    /// <summary>The head as it is now.</summary>
    public async Task<LedgerHead> Head(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select ledger, size, frontier from seal.head");
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new(reader.GetGuid(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
    }

    /// <summary>Entries of one stream after a version, in order.</summary>
    public Task<IReadOnlyList<StoredEntry>> Stream(string stream, int after, int upTo, CancellationToken stop) => All(
        $"{Select} {OfStream} and e.version > $2 and e.version <= $3 order by e.version", stop, Value(stream), Value((long)after),
        Value((long)upTo));

    /// <summary>Entries of one stream from a position on, in order.</summary>
    public Task<IReadOnlyList<StoredEntry>> StreamFrom(string stream, long position, int limit, CancellationToken stop) => All(
        $"{Select} {OfStream} and e.seq_id > $2 order by e.version limit $3", stop, Value(stream), Value(position), Value(limit));

    /// <summary>The entries of one command, in the order of their index: the answer to a repeat.</summary>
    public Task<IReadOnlyList<StoredEntry>> Command(string organisation, string commandId, CancellationToken stop) => All(
        $"{Select} where e.tenant_id = $1 and e.headers ->> 'command' = $2 order by (e.headers ->> 'index')::int", stop,
        Value(organisation), Value(commandId));

    /// <summary>Entries from a position on, in pages by key. A reader that has received position N has received all before it.</summary>
    public IAsyncEnumerable<StoredEntry> From(long position, long upTo, CancellationToken stop = default) =>
        Pages(position, upTo, Read, stop);

    /// <summary>The same, with unchanged bodies.</summary>
    internal IAsyncEnumerable<StoredRow> Rows(long position, long upTo, CancellationToken stop) => Pages(position, upTo, Row, stop);

    /// <summary>Entries that match a condition; <c>e</c> is the event.</summary>
    /// <param name="sql">A statement that begins with <see cref="Select"/>.</param>
    internal async Task<IReadOnlyList<StoredEntry>> All(string sql, CancellationToken stop, params NpgsqlParameter[] parameters)
    {
        List<StoredEntry> entries = [];
        await using var command = database.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) entries.Add(Read(reader));
        return entries;
    }

    private async IAsyncEnumerable<T> Pages<T>(long position, long upTo, Func<NpgsqlDataReader, T> read,
        [EnumeratorCancellation] CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        // The end of a page that had fewer rows than expected, while it is read again.
        long? again = null;
        while (position < upTo)
        {
            // Bounded on both sides: without statistics, PostgreSQL sorts an open range anew for every page.
            var end = again ?? Math.Min(position + Page, upTo);
            await using var command = new NpgsqlCommand(PageOf, connection).With(Value(position), Value(end));
            await using (var reader = await command.ExecuteReaderAsync(stop))
            {
                while (await reader.ReadAsync(stop))
                {
                    position = reader.GetInt64(0);
                    yield return read(reader);
                }
            }

            if (position == end)
            {
                again = null;
            }
            else if (again is not null)
            {
                // Fewer rows again: rows were removed.
                (position, again) = (end, null);
            }
            else
            {
                // Either this is the end of the ledger, or later entries exist, and then the whole page is committed by now.
                if (!await HasMore(connection, end, stop)) yield break;
                again = end;
            }
        }
    }

    private static async Task<bool> HasMore(NpgsqlConnection connection, long after, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand($"select exists (select from {LedgerStore.Events}.mt_events where seq_id > $1)",
            connection).With(Value(after));
        return await command.ExecuteScalarAsync(stop) is true;
    }

    private static StoredEntry Read(NpgsqlDataReader reader) =>
        new(Entry(reader, Body(reader.GetFieldValue<byte[]>(11))), Leaf(reader));

    private static StoredRow Row(NpgsqlDataReader reader) => new(Entry(reader, ""), reader.GetFieldValue<byte[]>(11), Leaf(reader));

    private static Entry Entry(NpgsqlDataReader reader, string body)
    {
        var headers = EventHeaders.Read(reader.GetFieldValue<byte[]>(7));
        return new(
            reader.GetInt64(0) - 1, reader.GetString(1), reader.GetString(2), (int)reader.GetInt64(3), reader.GetGuid(4),
            EventHeaders.Known(reader.GetString(5)), Text(reader, 6) ?? "", headers.Role, headers.OnBehalfOf,
            EventMetadata.RecordedAt(reader.GetDateTime(8)), headers.EffectiveOn, headers.Command, headers.Index, headers.Fingerprint,
            Text(reader, 9), Text(reader, 10), body);
    }

    private static Hash Leaf(NpgsqlDataReader reader) => reader.IsDBNull(12) ? NoLeaf : Hash.From(reader.GetFieldValue<byte[]>(12));

    // This program never wrote a body that is not canonical JSON; returned unchanged, it does not match its leaf.
    private static string Body(byte[] jsonb) => CanonicalJson.TryCanonicalise(jsonb, out var canonical, out _) ? canonical
        : Encoding.UTF8.GetString(jsonb);

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
