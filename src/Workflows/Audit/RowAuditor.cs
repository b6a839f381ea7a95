using System.Data;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>The faults that a comparison has found so far.</summary>
internal sealed class RowFindings
{
    private readonly List<RowFault> faults = [];

    /// <summary>At most <see cref="RowReport.Most"/>.</summary>
    public IReadOnlyList<RowFault> Faults => faults;

    /// <summary>How many rows were compared.</summary>
    public long Rows { get; set; }

    /// <summary>Whether further faults are of interest.</summary>
    public bool Full => faults.Count >= RowReport.Most;

    /// <summary>Adds a fault.</summary>
    public void Add(string table, string row, string fault, Guid? organisation = null)
    {
        if (!Full) faults.Add(new(table, row, fault, organisation));
    }
}

/// <summary>
/// Compares every row beside the ledger that this program believes with the ledger, both ways: rows without entry, entries without row, and
/// rows that say something else. Reads one snapshot and writes nothing, so decisions go on and no difference is due to timing.
/// </summary>
/// <remarks>Rows that only say how far something got are not compared: progress of subscriptions, webhooks and jobs, notices, counted
/// attempts. Nobody gains a right or learns a name by them.</remarks>
public sealed class RowAuditor(NpgsqlDataSource database, LedgerPages pages, RowSeals seals, DataKeys keys, PersonVault persons,
    TextVault texts, FileVault files, Secrets secrets)
{
    private const int AtOnce = 1000;
    private const string FileOfKeys = "select pg_relation_filenode('keys.data_keys')::bigint";

    /// <summary>Compares.</summary>
    /// <exception cref="Engine.EntryNotFoldedException">The ledger itself was changed: verify it first.</exception>
    public async Task<RowReport> Verify(CancellationToken stop, IProgress<WorkStep>? progress = null)
    {
        while (true)
        {
            // The sweep of an erasure gives the table of keys a new file, which an older snapshot sees as empty.
            if (await Compare(stop, progress) is { } report) return report;
        }
    }

    private async Task<RowReport?> Compare(CancellationToken stop, IProgress<WorkStep>? progress)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var file = await Scalar(connection, FileOfKeys, stop);
        var size = (long)(await Scalar(connection, "select size from seal.head", stop))!;
        var facts = await LedgerFacts.Read(pages, size, stop, progress);
        var findings = new RowFindings();
        await new GuardComparison(connection, findings).Compare(stop);
        await new AccessComparison(connection, facts, seals, findings).Compare(stop);
        await Lists(connection, facts, findings, stop);
        await new VaultComparison(connection, facts, keys, persons, texts, files, secrets, findings).Compare(stop);
        return Equals(file, await Scalar(connection, FileOfKeys, stop)) ? new(findings.Faults, findings.Rows, size) : null;
    }

    private static async Task Lists(NpgsqlConnection connection, LedgerFacts facts, RowFindings findings, CancellationToken stop)
    {
        foreach (var model in ReadModel.All)
        {
            HashSet<Guid> expected = [];
            foreach (var some in facts.States.Values.Chunk(AtOnce))
            {
                AppliedStream[] applied = [.. some.Select(s => new AppliedStream([s.Last], s.State))];
                if (model.Differing(applied) is not { } differing) continue;
                expected.UnionWith(model.Ids(applied));
                await using var command = new NpgsqlCommand(differing.CommandText, connection);
                foreach (var parameter in differing.Parameters.ToList())
                {
                    differing.Parameters.Remove(parameter);
                    command.Parameters.Add(parameter);
                }

                await using var reader = await command.ExecuteReaderAsync(stop);
                while (await reader.ReadAsync(stop))
                {
                    findings.Add(model.Table, $"{reader.GetGuid(1)}", reader.GetBoolean(2) ? RowFaults.Missing : RowFaults.Differs,
                        Guid.Parse(reader.GetString(0)));
                }
            }

            await using var all = new NpgsqlCommand($"select id, tenant_id from {model.Table}", connection);
            await using var rows = await all.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                findings.Rows++;
                if (!expected.Remove(rows.GetGuid(0)))
                    findings.Add(model.Table, $"{rows.GetGuid(0)}", RowFaults.NotOnLedger,
                        Guid.TryParse(rows.GetString(1), out var organisation) ? organisation : null);
            }
        }
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(stop);
    }
}
