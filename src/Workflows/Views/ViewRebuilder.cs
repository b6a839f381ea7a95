using System.Data;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Views;

/// <summary>A row that was not what history says.</summary>
/// <param name="Key">The values of its key as a JSON array.</param>
/// <param name="Before">The old row as JSON; null where it was missing.</param>
/// <param name="After">The new row as JSON; null where there should have been none.</param>
public sealed record ViewDifference(string Table, string Key, string? Before, string? After);

/// <summary>What a rebuild did.</summary>
/// <param name="Size">How many entries the views show, at the moment of the digests: right after the swap.</param>
/// <param name="Differences">What was wrong before; empty when the views were right.</param>
/// <param name="Digests">SHA-256 of each table's new rows, see <see cref="ViewRebuilder.Digests"/>.</param>
public sealed record RebuildReport(long Size, IReadOnlyList<ViewDifference> Differences, IReadOnlyDictionary<string, string> Digests, TimeSpan Took);

/// <summary>
/// Makes the views anew from the ledger, beside the old ones, while decisions go on: writes everything, indexes and compares it, takes the head
/// row, writes and compares what was decided since, and swaps the schemas in the same transaction. Decisions wait for that last part only.
/// </summary>
/// <remarks>
/// Under the head row those rows are compared again that differed before or were decided about since, so a difference is never one of time. A row
/// that another hand changes in this moment is made right, and is not among the differences.
/// </remarks>
public sealed class ViewRebuilder(TimeProvider clock, IProgress<WorkStep>? progress = null)
{
    // Under the head row every decision waits; so little is left to read that it does not show.
    private const long LittleLeft = 1000;

    private readonly Dictionary<string, object> states = [];

    /// <summary>Rebuilds.</summary>
    /// <param name="owner">A connection string of the ledger's owner.</param>
    public static async Task<RebuildReport> Run(string owner, TimeProvider clock, CancellationToken stop, IProgress<WorkStep>? progress = null)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner) { CommandTimeout = 300 });
        return await new ViewRebuilder(clock, progress).Run(database, stop);
    }

    /// <summary>SHA-256 over the rows of each view, one JSON text and one newline for each row, in the order of the key.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Digests(NpgsqlConnection connection, CancellationToken stop)
    {
        SortedDictionary<string, string> digests = new(StringComparer.Ordinal);
        foreach (var (table, key) in await Tables(connection, stop))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var command = new NpgsqlCommand(ViewSchema.Rows(table, key), connection);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) hash.AppendData(Encoding.UTF8.GetBytes(reader.GetString(0) + "\n"));
            digests[table] = Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        return digests;
    }

    private async Task<RebuildReport> Run(NpgsqlDataSource database, CancellationToken stop)
    {
        var since = clock.GetTimestamp();
        var ledger = new LedgerReader(database);
        await using var connection = await database.OpenConnectionAsync(stop);
        // One rebuild at a time: another one would drop the tables of this.
        await Execute(connection, "select pg_advisory_lock(hashtext('mentorshipflow views'))", stop);
        await Execute(connection, ViewSchema.DropBefore, stop);
        await Execute(connection, ViewSchema.Create, stop);

        var size = await WriteHistory(ledger, connection, stop);
        progress?.Report(new("comparing"));
        await Execute(connection, ViewSchema.Index, stop);
        var tables = await Tables(connection, stop);
        var doubtful = (await Compare(connection, tables, null, stop)).Select(d => SubjectOf(d.Key)).ToHashSet();
        for (var left = long.MaxValue; left > LittleLeft;)
        {
            var head = (await ledger.Head(stop)).Size;
            doubtful.UnionWith(await WriteSince(ledger, connection, size, head, stop));
            (left, size) = (head - size, head);
        }

        progress?.Report(new("swapping"));
        var differences = await Swap(ledger, connection, size, tables, doubtful, stop);
        await Execute(connection, ViewSchema.DropBefore, stop);
        var (shown, digests) = await Shown(connection, stop);
        return new(shown, differences, digests, clock.GetElapsedTime(since));
    }

    // A page at a time, to the end of a decision: there the views are as their constraints demand.
    private async Task<long> WriteHistory(LedgerReader ledger, NpgsqlConnection connection, CancellationToken stop)
    {
        var size = 0L;
        while ((await ledger.Head(stop)).Size is var head && head > size)
        {
            progress?.Report(new("writing", $"from {head} entries"));
            await foreach (var applied in Applied(ledger, size, head, stop))
            {
                await Write(connection, view => [view.Write(applied, ViewSchema.Next)], stop);
            }

            if (head - size <= LittleLeft) return head;
            size = head;
        }

        return size;
    }

    // All at once: on the way there, a title may be at two programmes that never had it together. Answers with whom the rows are about.
    private async Task<IEnumerable<Guid>> WriteSince(LedgerReader ledger, NpgsqlConnection connection, long from, long upTo, CancellationToken stop)
    {
        List<AppliedStream> since = [];
        await foreach (var applied in Applied(ledger, from, upTo, stop)) since.AddRange(applied);
        await Write(connection, view => [view.Clear(since, ViewSchema.Next), view.Write(since, ViewSchema.Next)], stop);
        return since.Select(a => StreamNames.SubjectOf(a.Entries[0].Stream));
    }

    private async Task<IReadOnlyList<ViewDifference>> Swap(
        LedgerReader ledger, NpgsqlConnection connection, long size, IReadOnlyList<(string Table, string Key)> tables, HashSet<Guid> doubtful, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        doubtful.UnionWith(await WriteSince(ledger, connection, size, await TakeHead(connection, stop), stop));
        await Execute(connection, ViewSchema.HoldWriters(tables.Select(t => t.Table)), stop);
        var differences = await Compare(connection, tables, doubtful, stop);
        await Execute(connection, ViewSchema.Swap, stop);
        await transaction.CommitAsync(stop);
        return differences;
    }

    // Decisions go on: the size is that of the same snapshot.
    private static async Task<(long Size, IReadOnlyDictionary<string, string> Digests)> Shown(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        await using var size = new NpgsqlCommand("select size from ledger.head", connection);
        return ((long)(await size.ExecuteScalarAsync(stop))!, await Digests(connection, stop));
    }

    // Folds in the order of the ledger; a view gets the entries of a page, and each programme and person as it is after them.
    private async IAsyncEnumerable<List<AppliedStream>> Applied(LedgerReader ledger, long from, long upTo, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var page in new LedgerPages(ledger).Each(from, upTo, Read, stop))
        {
            yield return page.Where(read => read.Event is not null).GroupBy(read => read.Entry.Stream).Select(stream => new AppliedStream(
                [.. stream.Select(read => read.Entry)],
                states[stream.Key] = StreamNames.IsProgramme(stream.Key) ? Folded(ProgrammeEngine.Folding, stream) : Folded(PeopleEngine.Folding, stream))).ToList();
        }
    }

    private static async Task Write(NpgsqlConnection connection, Func<View, IEnumerable<NpgsqlBatchCommand?>> statements, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in View.All.SelectMany(statements).OfType<NpgsqlBatchCommand>()) batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(stop);
    }

    private TState Folded<TState>(Folding<TState> folding, IGrouping<string, (Entry Entry, DomainEvent? Event)> stream)
        where TState : class => stream.Aggregate(
            (TState)states.GetValueOrDefault(stream.Key, folding.Empty), (state, read) => folding.Evolve(state, read.Event!, Heads.Of(read.Entry)));

    private static (Entry Entry, DomainEvent? Event) Read(StoredEntry stored) => (
        stored.Entry, StreamNames.IsProgramme(stored.Entry.Stream) || StreamNames.IsPerson(stored.Entry.Stream) ? EventCodec.Read(stored.Entry.Type, stored.Entry.Body) : null);

    /// <param name="among">Whose rows alone are compared; all of them when null.</param>
    private static async Task<IReadOnlyList<ViewDifference>> Compare(
        NpgsqlConnection connection, IEnumerable<(string Table, string Key)> tables, IReadOnlyCollection<Guid>? among, CancellationToken stop)
    {
        List<ViewDifference> differences = [];
        foreach (var (table, key) in tables)
        {
            await using var command = new NpgsqlCommand(among is null ? ViewSchema.Differences(table, key) : ViewSchema.DifferencesOfSome(table, key), connection);
            if (among is not null) command.With(Value(among.ToArray()));
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                differences.Add(new(table, reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        }

        return differences;
    }

    private static Guid SubjectOf(string key) => JsonNode.Parse(key)![0]!.GetValue<Guid>();

    private static async Task<List<(string Table, string Key)>> Tables(NpgsqlConnection connection, CancellationToken stop)
    {
        List<(string, string)> tables = [];
        await using var command = new NpgsqlCommand(ViewSchema.Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) tables.Add((reader.GetString(0), reader.GetString(1)));
        return tables;
    }

    private static async Task<long> TakeHead(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select size from ledger.head for update", connection);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
