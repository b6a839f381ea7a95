using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Views;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>
/// One batch in one transaction and two round trips: the first takes the head row and looks versions and command ids up; the second inserts
/// the survivors with their tree nodes and views, moves the head and commits.
/// </summary>
/// <remarks>Blocking on purpose: it runs on the writer's own thread, where no queue of callers can come between two round trips.</remarks>
internal sealed class BatchTransaction(NpgsqlDataSource database, IReadOnlyList<View> views, TimeProvider clock) : IDisposable
{
    // What is looked up must be seen as it is after the wait for the head row, whatever the server's default is.
    private const string Begin = "begin isolation level read committed";

    private const string TakeHead = "select size, recorded_at, frontier from ledger.head for update";

    // A lateral index look-up for each name: = any($1) on a young table is planned as a sequential scan.
    private const string StreamVersions =
        "select coalesce((select e.version from ledger.entries e where e.stream = s.name order by e.version desc limit 1), 0) from unnest($1) with ordinality s(name, n) order by s.n";

    // Ordered, because on a young table the planner finds every index of an organisation as good as this one, and keeps that plan while the table grows.
    private const string KnownCommands = """
        select (select e.event_id from ledger.entries e where e.organisation = c.organisation and e.command_id = c.id order by e.command_index limit 1)
        from unnest($1, $2) with ordinality c(organisation, id, n) order by c.n
        """;

    private const string InsertEntries = $"""
        insert into ledger.entries ({LedgerReader.Columns})
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        """;

    private const string InsertNodes = "insert into ledger.nodes (level, index, hash) select * from unnest($1, $2, $3)";

    private const string MoveHead = "update ledger.head set size = $1, recorded_at = $2, frontier = $3";

    private const string LeafAt = "select leaf from ledger.entries where position = $1";

    // Many times what a healthy batch takes.
    private const string Hurry = "set local statement_timeout = '300ms'";

    // The server has no timer for a batch whose rest does not come, and keepalive finds a node alive that was stopped. No healthy batch waits this long.
    private const string EndSilent = $"""
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where pid <> pg_backend_pid() and datname = current_database() and usename = current_user and application_name = '{WorkflowsServices.WriterSession}'
            and xact_start is not null and wait_event = 'ClientRead' and state_change < clock_timestamp() - interval '3 s'
        """;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private NpgsqlConnection? connection;
    private (long Position, byte[] Leaf)? last;

    /// <summary>Results in the order of the proposals. One that is rehearsed comes alone.</summary>
    /// <param name="hasty">Whether statements are given up early, to find the decision that takes long.</param>
    /// <exception cref="NpgsqlException">The transaction failed or its outcome is unknown; nothing was answered.</exception>
    /// <exception cref="LedgerForkedException">What this writer appended last is not there any more; nothing was appended.</exception>
    public AppendResult[] Run(IReadOnlyList<Proposal> proposals, bool hasty)
    {
        var connected = connection ??= database.OpenConnection();
        var streams = proposals.SelectMany(p => p.Streams).Select(s => s.Stream).Distinct().ToArray();
        var (size, recordedAt, frontier, versions, known) = Look(connected, proposals, streams, hasty);
        var survivors = new Survivors(proposals, versions, known);
        if (survivors.Chosen.Count == 0)
        {
            Execute(connected, [new("rollback")]);
            return survivors.Results;
        }

        var now = Math.Max((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, recordedAt);
        var rows = EntryRows.Of(survivors, size, Entry.RecordedAtText(now), Frontier.Parse(size, frontier));
        var shown = Show(survivors, rows);
        if (proposals[0].Rehearsed)
        {
            // Position, version and command id were looked up under the head row, so that the entries themselves cannot be refused.
            Execute(connected, [.. shown, new("rollback")]);
            return survivors.Results;
        }

        Execute(connected, [.. Write(rows), .. shown, Statement(MoveHead, Value(size + rows.Entries.Count), Value(now), Value(rows.Frontier.ToBytes())), new("commit")]);
        last = (rows.Entries[^1].Position, rows.LastLeaf);
        return survivors.Results;
    }

    /// <summary>Ends the transactions of writers that have heard nothing from their nodes for 3 s: one of them may hold the head row.</summary>
    public void EndSilentWriters()
    {
        try
        {
            using var command = new NpgsqlCommand(EndSilent, connection ??= database.OpenConnection());
            command.ExecuteNonQuery();
        }
        catch (Exception error) when (BatchWriter.OutOfReach(error))
        {
            // The next try finds out.
            Reset();
        }
    }

    /// <summary>Leaves a failed or lost transaction behind.</summary>
    public void Reset()
    {
        if (connection is { } failed)
        {
            connection = null;
            // The state of this connection is not known; the server ends its transaction when it goes.
            try
            {
                NpgsqlConnection.ClearPool(failed);
                failed.Dispose();
            }
            catch (Exception error) when (BatchWriter.OutOfReach(error))
            {
                // It is gone already, which is all that was wanted.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection?.Dispose();

    private (long Size, long RecordedAt, byte[] Frontier, Dictionary<string, int> Versions, Guid?[] Known) Look(
        NpgsqlConnection connected, IReadOnlyList<Proposal> proposals, string[] streams, bool hasty)
    {
        using var batch = new NpgsqlBatch(connected);
        batch.BatchCommands.Add(new(Begin));
        batch.BatchCommands.Add(new(TakeHead));
        batch.BatchCommands.Add(Statement(StreamVersions, Value(streams)));
        batch.BatchCommands.Add(Statement(KnownCommands, Value(proposals.Select(p => p.Organisation).ToArray()), Value(proposals.Select(p => p.CommandId).ToArray())));
        if (last is { Position: var position }) batch.BatchCommands.Add(Statement(LeafAt, Value(position)));
        if (hasty) batch.BatchCommands.Add(new(Hurry));
        using var reader = batch.ExecuteReader();
        reader.Read();
        var (size, recordedAt, frontier) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
        reader.NextResult();
        var versions = new Dictionary<string, int>(streams.Length);
        for (var i = 0; reader.Read(); i++) versions[streams[i]] = reader.GetInt32(0);
        reader.NextResult();
        var known = new Guid?[proposals.Count];
        for (var i = 0; reader.Read(); i++) known[i] = reader.IsDBNull(0) ? null : reader.GetGuid(0);
        if (last is { } own) Demand(own, reader, size);
        return (size, recordedAt, frontier, versions, known);
    }

    // A ledger only grows: where an old backup was put back under this process, its last entry is gone, or it is another.
    private static void Demand((long Position, byte[] Leaf) own, NpgsqlDataReader reader, long size)
    {
        reader.NextResult();
        if (!reader.Read()) throw new LedgerForkedException(new(LedgerFaults.TailCut, size, ""));
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(own.Leaf)) throw new LedgerForkedException(new(LedgerFaults.LeafDiffers, own.Position, ""));
    }

    private static IEnumerable<NpgsqlBatchCommand> Write(EntryRows rows)
    {
        yield return rows.Insert(InsertEntries);
        if (rows.Nodes.Count > 0)
        {
            yield return Statement(
                InsertNodes, Value(rows.Nodes.Select(n => (short)n.Level).ToArray()), Value(rows.Nodes.Select(n => n.Index).ToArray()), Value(rows.Nodes.Select(n => n.Hash.ToArray()).ToArray()));
        }
    }

    private IEnumerable<NpgsqlBatchCommand> Show(Survivors survivors, EntryRows rows)
    {
        foreach (var beside in survivors.Chosen.SelectMany(p => p.Beside)) yield return Sendable(beside());
        var applied = survivors.Applied(rows.Entries);
        foreach (var view in views)
        {
            if (view.Write(applied, "views") is { } command) yield return command;
        }
    }

    // A text that is no Unicode fails while it is sent, when the half of a batch is with the server, which waits for the rest under the head row.
    private static NpgsqlBatchCommand Sendable(NpgsqlBatchCommand command)
    {
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            foreach (var text in parameter.Value is string one ? [one] : parameter.Value as IEnumerable<string?> ?? []) Strict.GetByteCount(text ?? "");
        }

        return command;
    }

    private static void Execute(NpgsqlConnection connection, IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        batch.ExecuteNonQuery();
    }
}

/// <summary>The ledger under this process is not the one that it wrote to.</summary>
/// <param name="fault">What is wrong and where.</param>
internal sealed class LedgerForkedException(LedgerVerdict.Broken fault) : Exception($"{fault.Code} at position {fault.Position}")
{
    /// <summary>What is wrong and where.</summary>
    public LedgerVerdict.Broken Fault => fault;
}
