using System.Numerics;
using System.Runtime.CompilerServices;
using MentorshipFlow.Ledger;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>An entry with the leaf that is stored beside it. Reading trusts nothing: whether they agree is for verification to say.</summary>
public sealed record StoredEntry(Entry Entry, Hash Leaf);

/// <summary>Size and right edge of the ledger at one moment.</summary>
public sealed record LedgerHead(Guid Ledger, long Size, byte[] Frontier)
{
    /// <summary>The root of the tree over everything up to now.</summary>
    public Hash Root => MentorshipFlow.Ledger.Frontier.Parse(Size, Frontier).Root();

    /// <summary>Whether this is the root; a right edge that fits no tree of this size has none.</summary>
    public bool HasRoot(Hash root) => Frontier.Length == BitOperations.PopCount((ulong)Size) * Hash.Size && Root == root;

    /// <summary>The origin line of checkpoints: <c>mentorshipflow/{ledger id}</c>.</summary>
    public string Origin => $"mentorshipflow/{Ledger}";
}

/// <summary>Reads the ledger: whole entries for auditors, the head, proofs' nodes.</summary>
public sealed class LedgerReader(NpgsqlDataSource database)
{
    internal const string Columns =
        "position, organisation, stream, version, event_id, type, actor, role, on_behalf_of, recorded_at, effective_on, command_id, command_index, fingerprint, correlation, causation, body, leaf";

    private const int Page = 2000;

    /// <summary>See <see cref="Migrations.Outdated"/>.</summary>
    public Task<bool> Outdated(CancellationToken stop) => Migrations.Outdated(database, stop);

    /// <summary>The head as it is now.</summary>
    public async Task<LedgerHead> Head(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select ledger, size, frontier from ledger.head");
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new(reader.GetGuid(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
    }

    /// <summary>Entries of one stream after a version, in order.</summary>
    public async Task<IReadOnlyList<StoredEntry>> Stream(string stream, int after, int upTo, CancellationToken stop)
    {
        await using var command = database.Command($"select {Columns} from ledger.entries where stream = $1 and version > $2 and version <= $3 order by version", Value(stream), Value(after), Value(upTo));
        return await All(command, stop);
    }

    /// <summary>The entries of one command, in the order of their index: what a repeat is answered from.</summary>
    public async Task<IReadOnlyList<StoredEntry>> Command(string organisation, string commandId, CancellationToken stop)
    {
        await using var command = database.Command($"select {Columns} from ledger.entries where organisation = $1 and command_id = $2 order by command_index", Value(organisation), Value(commandId));
        return await All(command, stop);
    }

    /// <summary>Entries from a position on, in pages by key: a consumer that has seen N has seen everything up to N.</summary>
    public async IAsyncEnumerable<StoredEntry> From(long position, long upTo, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        while (position < upTo)
        {
            await using var command = new NpgsqlCommand(
                $"select {Columns} from ledger.entries where position >= $1 and position < $2 order by position limit {Page}", connection)
                .With(Value(position), Value(upTo));
            await using var reader = await command.ExecuteReaderAsync(stop);
            var found = 0;
            while (await reader.ReadAsync(stop))
            {
                var entry = Read(reader);
                position = entry.Entry.Position + 1;
                found++;
                yield return entry;
            }

            if (found < Page) yield break;
        }
    }

    internal static StoredEntry Read(NpgsqlDataReader reader) => new(
        new Entry(
            reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetGuid(4), Known(reader.GetString(5)), reader.GetString(6),
            Known(reader.GetString(7)), Text(reader, 8), reader.GetString(9), Text(reader, 10), reader.GetString(11), reader.GetInt32(12), reader.GetString(13),
            Text(reader, 14), Text(reader, 15), reader.GetString(16)),
        Hash.From(reader.GetFieldValue<byte[]>(17)));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    // Type names and roles are few: one string each serves a million entries.
    private static string Known(string text) => string.IsInterned(text) ?? text;

    private static async Task<IReadOnlyList<StoredEntry>> All(NpgsqlCommand command, CancellationToken stop)
    {
        List<StoredEntry> entries = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) entries.Add(Read(reader));
        return entries;
    }
}
