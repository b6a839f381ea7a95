using System.Data;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>A row that did not match history.</summary>
/// <param name="Model">The read model's name, such as <c>programmes</c>.</param>
/// <param name="Id">The programme, person or organisation of the row.</param>
/// <param name="Before">The old row as JSON; null where it was missing.</param>
/// <param name="After">The new row as JSON; null where there should have been none.</param>
public sealed record RowDifference(string Model, Guid Id, string? Before, string? After);

/// <summary>The result of a rebuild.</summary>
/// <param name="Size">The number of entries that the read models show when the digests are taken, right after the repair.</param>
/// <param name="Differences">What was wrong before; empty when the read models were right.</param>
/// <param name="Digests">SHA-256 of each read model's rows, see <see cref="ReadModelRebuild.Digests"/>.</param>
public sealed record RebuildReport(long Size, IReadOnlyList<RowDifference> Differences, IReadOnlyDictionary<string, string> Digests,
    TimeSpan Took);

/// <summary>Rebuilds the read models from the ledger in temporary tables while decisions go on, and compares them with the shown ones. Then
/// it takes the head row, adds the newest decisions, and repairs the rows that differ. Decisions wait during that last part only.</summary>
/// <remarks>
/// Under the head row it compares only rows that differed before or changed since, so a difference is never due to timing.
/// </remarks>
public sealed class ReadModelRebuild(TimeProvider clock, IProgress<WorkStep>? progress = null)
{
    // Every decision waits under the head row, so at most this many entries may be left for then.
    private const long LittleLeft = 1000;

    private readonly Dictionary<string, object> states = [];

    /// <summary>Rebuilds.</summary>
    /// <param name="connection">The ledger's owner's connection string, or the application's.</param>
    public static async Task<RebuildReport> Run(string connection, TimeProvider clock, CancellationToken stop,
        IProgress<WorkStep>? progress = null)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { CommandTimeout = 300 });
        return await new ReadModelRebuild(clock, progress).Run(database, stop);
    }

    /// <summary>SHA-256 over the rows of each read model, one JSON text and one newline for each row, in the order of their ids.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Digests(NpgsqlConnection connection, CancellationToken stop)
    {
        SortedDictionary<string, string> digests = new(StringComparer.Ordinal);
        foreach (var model in ReadModel.All)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var command = new NpgsqlCommand($"select to_jsonb(t)::text from {model.Table} t order by id", connection);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) hash.AppendData(Encoding.UTF8.GetBytes(reader.GetString(0) + "\n"));
            digests[model.Name] = Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        return digests;
    }

    private async Task<RebuildReport> Run(NpgsqlDataSource database, CancellationToken stop)
    {
        var since = clock.GetTimestamp();
        var ledger = new LedgerReader(database);
        await using var connection = await database.OpenConnectionAsync(stop);
        // The primary key only, no unique index: while old history is replayed, two programmes may briefly share a title that they never
        // shared.
        foreach (var model in ReadModel.All)
            await Execute(connection,
                $"create temporary table {model.RebuiltTable} (like {model.Table} including defaults, primary key (tenant_id, id))", stop);

        var size = 0L;
        for (var left = long.MaxValue; left > LittleLeft;)
        {
            var head = (await ledger.Head(stop)).Size;
            await WriteSince(ledger, connection, size, head, progress, stop);
            (left, size) = (head - size, head);
        }

        progress?.Report(new("comparing"));
        HashSet<Guid> doubtful = [.. (await Differing(connection, null, stop)).Select(d => d.Id)];
        var differences = await Repair(ledger, connection, size, doubtful, stop);
        var (shown, digests) = await Shown(connection, stop);
        return new(shown, differences, digests, clock.GetElapsedTime(since));
    }

    // Folds in the order of the ledger, a page at a time. Returns the ids of the rows.
    private async Task<HashSet<Guid>> WriteSince(LedgerReader ledger, NpgsqlConnection connection, long from, long upTo,
        IProgress<WorkStep>? shown, CancellationToken stop)
    {
        HashSet<Guid> written = [];
        shown?.Report(new("folding", $"{upTo} entries", from, upTo));
        await foreach (var applied in Applied(ledger, from, upTo, shown, stop))
        {
            written.UnionWith(applied.Select(a => StreamNames.SubjectOf(a.Entries[0].Stream)));
            await using var batch = new NpgsqlBatch(connection);
            foreach (var command in ReadModel.All.Select(model => model.Write(applied, model.RebuiltTable)).OfType<NpgsqlBatchCommand>())
                batch.BatchCommands.Add(command);
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(stop);
        }

        return written;
    }

    private async Task<IReadOnlyList<RowDifference>> Repair(
        LedgerReader ledger, NpgsqlConnection connection, long size, HashSet<Guid> doubtful, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var head = new NpgsqlCommand("select size from seal.head for update", connection);
        doubtful.UnionWith(await WriteSince(ledger, connection, size, (long)(await head.ExecuteScalarAsync(stop))!, null, stop));
        var differences = await Differing(connection, doubtful, stop);
        foreach (var wrong in differences.GroupBy(d => d.Model))
        {
            var model = ReadModel.All.Single(m => m.Name == wrong.Key);
            await using var batch = new NpgsqlBatch(connection);
            // Delete all wrong rows first: a repaired row may take the title of another one.
            foreach (var sql in (string[])[$"delete from {model.Table} where id = any($1)",
                $"insert into {model.Table} select * from {model.RebuiltTable} where id = any($1)"])
                batch.BatchCommands.Add(Statement(sql, Value(wrong.Select(d => d.Id).ToArray())));
            await batch.ExecuteNonQueryAsync(stop);
        }

        await transaction.CommitAsync(stop);
        return differences;
    }

    // Decisions go on, so the size is read in the same snapshot.
    private static async Task<(long Size, IReadOnlyDictionary<string, string> Digests)> Shown(NpgsqlConnection connection,
        CancellationToken stop)
    {
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        await using var size = new NpgsqlCommand("select size from seal.head", connection);
        return ((long)(await size.ExecuteScalarAsync(stop))!, await Digests(connection, stop));
    }

    private async IAsyncEnumerable<List<AppliedStream>> Applied(LedgerReader ledger, long from, long upTo, IProgress<WorkStep>? shown,
        [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var page in new LedgerPages(ledger).Each(from, upTo, Read, stop))
        {
            yield return page.Where(read => read.Event is not null).GroupBy(read => read.Entry.Stream).Select(stream => new AppliedStream(
                [.. stream.Select(read => read.Entry)],
                states[stream.Key] = StreamNames.IsProgramme(stream.Key) ? Folded(ProgrammeEngine.Folding, stream)
                    : StreamNames.IsPerson(stream.Key) ? Folded(PeopleEngine.Folding, stream)
                    : Folded(OrganisationEngine.Folding, stream))).ToList();
            if (page.Length > 0) shown?.Report(new("folding", $"{upTo} entries", page[^1].Entry.Position + 1, upTo));
        }
    }

    private TState Folded<TState>(Folding<TState> folding, IGrouping<string, (Entry Entry, DomainEvent? Event)> stream)
        where TState : class => stream.Aggregate(
            (TState)states.GetValueOrDefault(stream.Key, folding.Empty),
            (state, read) => folding.Evolve(state, read.Event!, EventMetadata.Of(read.Entry)));

    private static (Entry Entry, DomainEvent? Event) Read(StoredRow row) => (
        row.WithoutBody,
        StreamNames.IsListed(row.WithoutBody.Stream)
            ? EventCodec.Read(row.WithoutBody.Type, row.Json) : null);

    /// <param name="among">The ids to compare; null compares all.</param>
    private static async Task<IReadOnlyList<RowDifference>> Differing(NpgsqlConnection connection, IReadOnlyCollection<Guid>? among,
        CancellationToken stop)
    {
        var some = among is null ? "" : "where t.id = any($1)";
        List<RowDifference> differences = [];
        foreach (var model in ReadModel.All)
        {
            await using var command = new NpgsqlCommand(
                $"""
                select coalesce(shown.id, rebuilt.id), to_jsonb(shown)::text, to_jsonb(rebuilt)::text
                from (select * from {model.Table} t {some}) shown
                    full join (select * from {model.RebuiltTable} t {some}) rebuilt using (tenant_id, id)
                where to_jsonb(shown) is distinct from to_jsonb(rebuilt) order by 1
                """,
                connection);
            if (among is not null) command.With(Value(among.ToArray()));
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                differences.Add(new(model.Name, reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2)
                    ? null : reader.GetString(2)));
        }

        return differences;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
