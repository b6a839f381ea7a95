using System.Text;
using Marten;
using Marten.Services;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>
/// Appends one batch in one transaction and two round trips. The first locks the head row and reads versions and command ids. The second is
/// a Marten session that inserts the accepted events with seal, read models and side writes, moves the head and commits.
/// </summary>
/// <remarks>
/// Deliberately blocking: it runs on the writer's own thread, so no other work of the thread pool delays the second round trip.
/// </remarks>
internal sealed class AppendTransaction(NpgsqlDataSource database, IDocumentStore store, TimeProvider clock) : IDisposable
{
    private const string TakeHead = "select size, recorded_at, frontier from seal.head for update";

    // One index look-up per name: PostgreSQL plans = any($1) on a new table as a sequential scan.
    private const string StreamVersions = $"""
        select coalesce((select v.version from {LedgerStore.Events}.mt_streams v where v.id = s.name), 0)::integer
        from unnest($1) with ordinality s(name, n) order by s.n
        """;

    private const string KnownCommands = $"""
        select (select e.id from {LedgerStore.Events}.mt_events e where e.tenant_id = c.organisation and e.headers ->> 'command' = c.id
            order by (e.headers ->> 'index')::int limit 1)
        from unnest($1, $2) with ordinality c(organisation, id, n) order by c.n
        """;

    private const string KnownStems = """
        select (select true from vault.name_stems v where v.organisation = s.organisation and v.stem = s.stem limit 1)
        from unnest($1, $2) with ordinality s(organisation, stem, n) order by s.n
        """;

    private const string LeafAt = "select leaf from seal.leaves where seq_id = $1";

    // Much longer than a healthy batch takes.
    private const string Hurry = "set local statement_timeout = '300ms'";

    // The server has no timeout for a client that stops in the middle of a batch, and TCP keepalive still finds a stopped process alive. No
    // healthy batch waits this long.
    private const string EndSilent = $"""
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where pid <> pg_backend_pid() and datname = current_database() and usename = current_user
            and application_name = '{WorkflowsServices.WriterSession}'
            and xact_start is not null and wait_event = 'ClientRead' and state_change < clock_timestamp() - interval '3 s'
        """;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private NpgsqlConnection? connection;
    private (long Position, byte[] Leaf)? last;

    /// <summary>Results in the order of the proposals. A dry run must be the only proposal.</summary>
    /// <param name="hasty">Whether to give up statements early, to find the slow decision.</param>
    /// <exception cref="NpgsqlException">The transaction failed or its outcome is unknown; there are no results.</exception>
    /// <exception cref="LedgerForkedException">The last entry of this writer no longer exists; nothing was appended.</exception>
    public AppendResult[] Run(IReadOnlyList<Proposal> proposals, bool hasty)
    {
        var connected = connection ??= database.OpenConnection();
        // Read committed, whatever the server's default is: versions must be read after the wait for the head row. The session's last
        // statement commits; disposing before that rolls back.
        using var transaction = connected.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);
        var streams = proposals.SelectMany(p => p.Streams).Select(s => s.Stream).Distinct().ToArray();
        var (size, recordedAt, frontier, versions, known, naming) = Look(connected, proposals, streams, hasty);
        var accepted = new AcceptedProposals(proposals, versions, known, naming);
        if (accepted.Chosen.Count == 0) return accepted.Results;

        var now = Math.Max((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, recordedAt);
        var rows = SealedRows.Of(accepted, size, now, Frontier.Parse(size, frontier));
        var shown = Show(accepted, rows);
        if (proposals[0].Rehearsed)
        {
            // Position, version and command id were checked under the head row, so the entries themselves cannot be refused.
            Save(transaction, [.. shown]);
            return accepted.Results;
        }

        Save(transaction, [.. rows.Write(), .. shown, new("commit")]);
        last = (rows.Entries[^1].Position, rows.LastLeaf);
        return accepted.Results;
    }

    /// <summary>Ends the transactions of writers whose nodes have been silent for 3 s: one of them may hold the head row.</summary>
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

    /// <summary>Drops a failed or lost transaction.</summary>
    public void Reset()
    {
        if (connection is { } failed)
        {
            connection = null;
            // The connection's state is unknown; closing it makes the server end its transaction.
            try
            {
                NpgsqlConnection.ClearPool(failed);
                failed.Dispose();
            }
            catch (Exception error) when (BatchWriter.OutOfReach(error))
            {
                // The connection is already closed.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection?.Dispose();

    private (long Size, long RecordedAt, byte[] Frontier, Dictionary<string, int> Versions, Guid?[] Known, HashSet<Proposal> Naming) Look(
        NpgsqlConnection connected, IReadOnlyList<Proposal> proposals, string[] streams, bool hasty)
    {
        var stems = new AskedStems(proposals);
        using var batch = new NpgsqlBatch(connected);
        batch.BatchCommands.Add(new(TakeHead));
        batch.BatchCommands.Add(Statement(StreamVersions, Value(streams)));
        batch.BatchCommands.Add(Statement(
            KnownCommands, Value(proposals.Select(p => p.Organisation).ToArray()), Value(proposals.Select(p => p.CommandId).ToArray())));
        if (stems.Any) batch.BatchCommands.Add(Statement(KnownStems, Value(stems.Organisations), Value(stems.Stems)));
        if (last is { Position: var position }) batch.BatchCommands.Add(Statement(LeafAt, Value(position + 1)));
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
        if (stems.Any)
        {
            reader.NextResult();
            for (var i = 0; reader.Read(); i++) if (!reader.IsDBNull(0)) stems.Found(i);
        }

        if (last is { } own) Demand(own, reader, size);
        return (size, recordedAt, frontier, versions, known, stems.Naming);
    }

    // If our last event is missing or different, a backup was restored under a running server.
    private static void Demand((long Position, byte[] Leaf) own, NpgsqlDataReader reader, long size)
    {
        reader.NextResult();
        if (!reader.Read()) throw new LedgerForkedException(new(LedgerFaults.TailCut, size, ""));
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(own.Leaf))
            throw new LedgerForkedException(new(LedgerFaults.LeafDiffers, own.Position, ""));
    }

    private static IEnumerable<NpgsqlBatchCommand> Show(AcceptedProposals accepted, SealedRows rows)
    {
        foreach (var write in accepted.Chosen.SelectMany(p => p.SideWrites)) yield return Sendable(write());
        var applied = accepted.Applied(rows.Entries);
        foreach (var model in ReadModel.All)
        {
            if (model.Write(applied, model.Table) is { } command) yield return command;
        }
    }

    // Invalid UTF-16 would fail mid-batch while the head row is locked, so check it before sending.
    private static NpgsqlBatchCommand Sendable(NpgsqlBatchCommand command)
    {
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            foreach (var text in parameter.Value is string one ? [one] : parameter.Value as IEnumerable<string?> ?? [])
                Strict.GetByteCount(text ?? "");
        }

        return command;
    }

    private void Save(NpgsqlTransaction transaction, NpgsqlBatchCommand[] statements)
    {
        if (statements.Length == 0) return;
        using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        foreach (var statement in statements) session.QueueOperation(new SqlOperation(statement));
        try
        {
            session.SaveChangesAsync().GetAwaiter().GetResult();
        }
        catch (Exception error) when (error.InnerException is NpgsqlException inner)
        {
            // Marten wraps the database's exception.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
        }
    }
}

/// <summary>The ledger does not continue the one that this process wrote to.</summary>
/// <param name="fault">The fault and its position.</param>
internal sealed class LedgerForkedException(LedgerVerdict.Broken fault) : Exception($"{fault.Code} at position {fault.Position}")
{
    /// <summary>The fault and its position.</summary>
    public LedgerVerdict.Broken Fault => fault;
}
