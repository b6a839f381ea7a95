using System.Diagnostics;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>Restores a backup into an empty database and verifies all of it; a failed restore leaves the database empty.</summary>
/// <param name="owner">The owner's connection string of the empty database.</param>
/// <param name="verify">Recomputes the restored ledger and compares it with every checkpoint in the safe.</param>
public sealed class LedgerRestore(PostgresBinaries binaries, string owner, Func<CancellationToken, Task<LedgerVerdict>> verify)
{
    private const string TablesThere = """
        select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
        """;

    private const string RemoveEverything = """
        do $$ declare schema text; begin
            for schema in select nspname from pg_namespace where nspname not in ('information_schema', 'public') and nspname !~ '^pg_' loop
                execute format('drop schema %I cascade', schema);
            end loop;
        end $$
        """;

    /// <summary>Reads and checks a backup, without touching the database.</summary>
    /// <param name="dump">The file to write its dump to.</param>
    /// <param name="outside">The last checkpoint in the safe; null when there is none.</param>
    /// <exception cref="BackupException">The backup is unreadable, damaged or of another ledger.</exception>
    public static async Task<BackupManifest> Read(string path, string dump, Checkpoint? outside, CancellationToken stop)
    {
        var manifest = await BackupFile.Read(path, dump, stop);
        return outside is null || outside.Origin == $"mentorshipflow/{manifest.Ledger}"
            ? manifest
            : throw new BackupException("ledger-forked",
                $"The safe's checkpoints are of {outside.Origin}, and the backup is of mentorshipflow/{manifest.Ledger}.");
    }

    /// <summary>Restores the backup that was read.</summary>
    /// <exception cref="BackupException">Nothing was restored; the code says why.</exception>
    public async Task Run(BackupManifest manifest, string dump, CancellationToken stop, IProgress<WorkStep>? progress = null)
    {
        await using var database = WorkflowsServices.Source(owner, writer: false);
        progress?.Report(new("restoring", $"{manifest.Size} entries"));
        await (manifest.Contents == BackupContents.Keys
            ? RestoreKeys(database, manifest, dump, stop)
            : RestoreAll(database, manifest, dump, stop, progress));
    }

    private async Task RestoreAll(
        NpgsqlDataSource database, BackupManifest manifest, string dump, CancellationToken stop, IProgress<WorkStep>? progress)
    {
        await using var there = database.Command(TablesThere);
        if (await there.ExecuteScalarAsync(stop) is not 0L)
            throw new BackupException("database-not-empty", "A backup is restored into an empty database only; nothing was changed.");
        await new PostgresTools(binaries, owner).Restore(dump, [], stop);
        try
        {
            progress?.Report(new("verifying", $"{manifest.Size} entries"));
            await Verify(database, manifest, stop);
        }
        catch
        {
            // The database was empty before, so everything in it came from this backup.
            await using var remove = database.Command(RemoveEverything);
            await remove.ExecuteNonQueryAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task Verify(NpgsqlDataSource database, BackupManifest manifest, CancellationToken stop)
    {
        var head = await new LedgerReader(database).Head(stop);
        var sound = Demand(await verify(stop));
        if ((head.Ledger, sound.Size, sound.Root.ToString()) != (manifest.Ledger, manifest.Size, manifest.Root))
        {
            throw new BackupException("ledger-broken", $"The backup holds {sound.Size} entries with root {sound.Root}, "
                + $"and its manifest says {manifest.Size} with {manifest.Root}.");
        }
    }

    /// <summary>The verdict on a sound ledger.</summary>
    /// <exception cref="BackupException"><c>ledger-forked</c> or <c>ledger-broken</c>.</exception>
    public static LedgerVerdict.Sound Demand(LedgerVerdict verdict) => verdict switch
    {
        LedgerVerdict.Sound sound => sound,
        LedgerVerdict.Broken { Code: LedgerFaults.RootDiffersAtCheckpoint } forked => throw new BackupException(
            "ledger-forked",
            $"At size {forked.Position} the backup has another root than the checkpoint that left the house: history was rewritten."),
        LedgerVerdict.Broken broken => throw new BackupException(
            "ledger-broken", $"The backup does not hold a sound ledger: {broken.Code} at position {broken.Position}."),
        _ => throw new UnreachableException(),
    };

    private async Task RestoreKeys(NpgsqlDataSource database, BackupManifest manifest, string dump, CancellationToken stop)
    {
        await using var fits = database.Command("select (select ledger = $1 from seal.head) and not exists (select from keys.data_keys)",
            Value(manifest.Ledger));
        if (await fits.ExecuteScalarAsync(stop) is not true)
            throw new BackupException("database-not-empty", "Keys are put back into the ledger they belong to, while it has none.");
        await new PostgresTools(binaries, owner).Restore(dump, ["--data-only"], stop);
    }
}
