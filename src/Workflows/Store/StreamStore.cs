using System.Runtime.CompilerServices;
using MentorshipFlow.Workflows.Engine;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>An entry as a fold reads it.</summary>
/// <param name="Type">The event's name.</param>
/// <param name="Body">The event as canonical JSON.</param>
public readonly record struct StreamRow(string Stream, Recorded Recorded, string Type, string Body);

/// <summary>All that the engine asks of the ledger. PostgreSQL answers it; in the seeded simulation a ledger in memory does.</summary>
public abstract class StreamStore
{
    /// <summary>The entries of one stream from a version up to another, both included, in order; as the stream is at one moment.</summary>
    public abstract IAsyncEnumerable<StreamRow> Rows(string stream, int from, int upTo, CancellationToken stop);

    /// <summary>The entries of many streams, of each from its version on; one stream after the other, each in order.</summary>
    public abstract IAsyncEnumerable<StreamRow> Rows(IReadOnlyDictionary<string, int> from, CancellationToken stop);

    /// <summary>See <see cref="LedgerReader.Command"/>.</summary>
    public abstract Task<IReadOnlyList<StoredEntry>> Command(string organisation, string commandId, CancellationToken stop);

    /// <summary>See <see cref="BatchWriter.Append"/>.</summary>
    public abstract Task<AppendResult> Append(Proposal proposal);
}

/// <summary>The ledger in PostgreSQL.</summary>
public sealed class PostgresStreamStore(NpgsqlDataSource database, LedgerReader ledger, BatchWriter writer) : StreamStore
{
    private const string OfOne = """
        select version, position, event_id, type, actor, role, on_behalf_of, recorded_at, effective_on, body
        from ledger.entries where stream = $1 and version >= $2 and version <= $3 order by version
        """;

    // A look-up of its own for each stream, whatever the planner thinks of a young table: a join is planned as a sequential scan there.
    private const string OfMany = """
        select e.version, e.position, e.event_id, e.type, e.actor, e.role, e.on_behalf_of, e.recorded_at, e.effective_on, e.body, e.stream
        from unnest($1, $2) kept (stream, version)
        cross join lateral (select * from ledger.entries l where l.stream = kept.stream and l.version >= kept.version order by l.version) e order by e.stream, e.version
        """;

    /// <inheritdoc/>
    public override IAsyncEnumerable<StreamRow> Rows(string stream, int from, int upTo, CancellationToken stop) =>
        Rows(database.Command(OfOne, Value(stream), Value(from), Value(upTo)), stream, stop);

    /// <inheritdoc/>
    public override IAsyncEnumerable<StreamRow> Rows(IReadOnlyDictionary<string, int> from, CancellationToken stop) =>
        Rows(database.Command(OfMany, Value(from.Keys.ToArray()), Value(from.Values.ToArray())), null, stop);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<StoredEntry>> Command(string organisation, string commandId, CancellationToken stop) => ledger.Command(organisation, commandId, stop);

    /// <inheritdoc/>
    public override Task<AppendResult> Append(Proposal proposal) => writer.Append(proposal);

    /// <param name="stream">The only one; null where each row says its own.</param>
    private static async IAsyncEnumerable<StreamRow> Rows(NpgsqlCommand command, string? stream, [EnumeratorCancellation] CancellationToken stop)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) yield return new(stream ?? reader.GetString(10), Heads.Of(reader), reader.GetString(3), reader.GetString(9));
        }
    }
}
