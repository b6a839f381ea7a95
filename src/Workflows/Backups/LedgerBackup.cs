using System.Security.Cryptography;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Postgres;
using Npgsql;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>Backs a ledger up while it is in use.</summary>
public static class LedgerBackup
{
    private static readonly Dictionary<BackupContents, string[]> Which = new()
    {
        [BackupContents.All] = [],
        [BackupContents.WithoutKeys] = ["--exclude-table-data=keys.*"],
        [BackupContents.Keys] = ["--data-only", "--schema=keys"],
    };

    /// <summary>Dumps one snapshot of the database into a new file. Size and root in its manifest are those of this snapshot.</summary>
    /// <param name="owner">The owner's connection string.</param>
    /// <exception cref="BackupException">pg_dump failed.</exception>
    public static async Task<BackupManifest> Make(
        PostgresBinaries binaries, string owner, BackupContents contents, string path, CancellationToken stop,
        IProgress<WorkStep>? progress = null)
    {
        var dump = path + ".dump";
        try
        {
            await using var database = NpgsqlDataSource.Create(owner);
            await using var connection = await database.OpenConnectionAsync(stop);
            await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
            await using var asked = new NpgsqlCommand("select pg_export_snapshot(), ledger, size, frontier from seal.head",
                connection, snapshot);
            var (name, ledger, size, root) = await Head(asked, stop);
            progress?.Report(new("dumping", $"{size} entries"));
            await new PostgresTools(binaries, owner).Dump(dump, name, Which[contents], stop);
            await using var content = File.OpenRead(dump);
            progress?.Report(new("packing", $"{content.Length} bytes"));
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
            var manifest = new BackupManifest(BackupManifest.Format1, ledger, size, root.ToString(), contents, sha256);
            await BackupFile.Write(path, manifest, dump, stop);
            return manifest;
        }
        finally
        {
            File.Delete(dump);
        }
    }

    private static async Task<(string Snapshot, Guid Ledger, long Size, Hash Root)> Head(NpgsqlCommand asked, CancellationToken stop)
    {
        await using var reader = await asked.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var size = reader.GetInt64(2);
        return (reader.GetString(0), reader.GetGuid(1), size, Frontier.Parse(size, reader.GetFieldValue<byte[]>(3)).Root());
    }
}
