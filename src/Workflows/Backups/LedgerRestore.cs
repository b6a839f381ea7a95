using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>Puts a backup into an empty database and verifies it whole; what does not verify is taken out again.</summary>
public sealed class LedgerRestore(PostgresBinaries binaries, string owner)
{
    private const string TablesThere = "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'";

    private const string RemoveEverything = """
        do $$ declare schema text; begin
            for schema in select nspname from pg_namespace where nspname not in ('information_schema', 'public') and nspname !~ '^pg_' loop
                execute format('drop schema %I cascade', schema);
            end loop;
        end $$
        """;

    /// <summary>Restores one backup.</summary>
    /// <param name="outside">The last checkpoint that left the house; null when there is none.</param>
    /// <param name="acceptLoss">Put a backup back that is older than this checkpoint.</param>
    /// <exception cref="BackupException">Nothing was restored; the code says why.</exception>
    public async Task<BackupManifest> Run(string path, Checkpoint? outside, bool acceptLoss, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-restore-");
        try
        {
            var dump = Path.Combine(folder.FullName, "database.dump");
            var manifest = await BackupFile.Read(path, dump, stop);
            await using var database = WorkflowsServices.Source(owner, writer: false);
            if (manifest.Contents == BackupContents.Keys) await RestoreKeys(database, manifest, dump, stop);
            else await RestoreAll(database, manifest, dump, outside, acceptLoss, stop);
            return manifest;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RestoreAll(NpgsqlDataSource database, BackupManifest manifest, string dump, Checkpoint? outside, bool acceptLoss, CancellationToken stop)
    {
        if (outside is not null) Compare(manifest, outside, acceptLoss);
        await using var there = database.Command(TablesThere);
        if (await there.ExecuteScalarAsync(stop) is not 0L) throw new BackupException("database-not-empty", "A backup is restored into an empty database only; nothing was changed.");
        await new PostgresTools(binaries, owner).Restore(dump, [], stop);
        try
        {
            await RestoredLedger.Verify(database, manifest, outside, stop);
        }
        catch
        {
            // The database was empty before: all that is there came from this backup.
            await using var remove = database.Command(RemoveEverything);
            await remove.ExecuteNonQueryAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task RestoreKeys(NpgsqlDataSource database, BackupManifest manifest, string dump, CancellationToken stop)
    {
        await using var fits = database.Command("select (select ledger = $1 from ledger.head) and not exists (select from keys.data_keys)", Value(manifest.Ledger));
        if (await fits.ExecuteScalarAsync(stop) is not true) throw new BackupException("database-not-empty", "Keys are put back into the ledger they belong to, while it has none.");
        await new PostgresTools(binaries, owner).Restore(dump, ["--data-only"], stop);
    }

    private static void Compare(BackupManifest manifest, Checkpoint outside, bool acceptLoss)
    {
        if (outside.Origin != $"mentorshipflow/{manifest.Ledger}")
        {
            throw new BackupException("ledger-forked", $"The safe's checkpoints are of {outside.Origin}, and the backup is of mentorshipflow/{manifest.Ledger}.");
        }

        if (manifest.Size < outside.Size && !acceptLoss)
        {
            throw new BackupException(
                "ledger-behind-checkpoint",
                $"The backup ends at {manifest.Size} entries, and a checkpoint of {outside.Size} has left the house: the entries between would be lost. --accept-loss restores it nevertheless and records the loss in the safe.");
        }
    }
}
