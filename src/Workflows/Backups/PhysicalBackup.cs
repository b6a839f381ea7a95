using MentorshipFlow.Workflows.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>
/// A copy of the whole private PostgreSQL, made while it is in use. With the write-ahead log archived since then, it can be rolled forward
/// to any later moment.
/// </summary>
public static class PhysicalBackup
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Copies into a new folder, with PostgreSQL's own manifest.</summary>
    /// <exception cref="BackupException">pg_basebackup failed.</exception>
    public static async Task Make(PostgresBinaries binaries, PostgresFolder from, string path, CancellationToken stop,
        IProgress<WorkStep>? progress = null)
    {
        progress?.Report(new("copying", "bytes"));
        var copying = Run(
            binaries["pg_basebackup"], "dump-failed",
            [$"--host={from.SocketFolder}", "--port=5432", $"--username={PrivatePostgres.Superuser}", "--no-password", "--checkpoint=fast",
                // Lets PostgreSQL estimate the size.
                "--progress", $"--pgdata={path}"],
            stop);
        await using var database = NpgsqlDataSource.Create(from.ConnectionString(PrivatePostgres.Superuser));
        while (progress is not null && await Task.WhenAny(copying, Task.Delay(Look, stop)) != copying)
            if (await Copied(database, stop) is var (done, total)) progress.Report(new("copying", "bytes", done, total));
        await copying;
    }

    private static async Task<(long Done, long Total)?> Copied(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "select backup_streamed, backup_total from pg_stat_progress_basebackup where backup_total is not null");
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    /// <summary>
    /// Copies a base backup into a new data folder, and lets PostgreSQL roll it forward from the archive. The caller verifies the ledger.
    /// </summary>
    /// <param name="until">The moment up to which to recover; null for the whole archive.</param>
    /// <exception cref="BackupException">
    /// <c>backup-damaged</c>, <c>archive-unreadable</c>, <c>database-not-empty</c> or <c>restore-failed</c>.
    /// </exception>
    /// <exception cref="NoPostgresException">
    /// The archive does not reach the moment, or does not continue the backup; nothing is left in the data folder.
    /// </exception>
    public static async Task<PrivatePostgres> Recover(
        PostgresBinaries binaries, string path, string archive, DateTimeOffset? until, string dataFolder, ILogger log,
        CancellationToken stop)
    {
        await Run(binaries["pg_verifybackup"], "backup-damaged", ["--quiet", path], stop);
        var (folder, restored) = (new PostgresFolder(dataFolder), await WalArchive.Restored(archive, stop));
        if (Directory.Exists(folder.DataDirectory))
            throw new BackupException("database-not-empty", $"{folder.DataDirectory} is there already; nothing was changed.");
        await folder.PrepareAsync(stop);
        try
        {
            await Run("cp", "restore-failed", ["--recursive", path, folder.DataDirectory], stop);
            var settings = Path.Combine(folder.DataDirectory, "postgresql.auto.conf");
            var before = await File.ReadAllTextAsync(settings, stop);
            // No connections are accepted before it has ended.
            await File.WriteAllTextAsync(settings, $"""
                {before}
                {restored}
                {(until is { } moment ? $"recovery_target_time = '{moment.ToUniversalTime():yyyy-MM-dd HH:mm:ss.ffffff}+00'" : "")}
                recovery_target_action = 'promote'
                hot_standby = off
                """, stop);
            await File.WriteAllTextAsync(Path.Combine(folder.DataDirectory, "recovery.signal"), "", stop);
            var user = OsCommand.DatabaseUser ?? Environment.UserName;
            await Run("chown", "restore-failed", ["--recursive", user, folder.DataDirectory], stop);
            await Run("chmod", "restore-failed", ["700", folder.DataDirectory], stop);
            var recovered = await PrivatePostgres.StartAsync(binaries, dataFolder, log, stop);
            await File.WriteAllTextAsync(settings, before, stop);
            return recovered;
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    /// <summary>Removes the recovered files from a data folder whose PostgreSQL is stopped.</summary>
    public static void Remove(PostgresFolder folder)
    {
        if (Directory.Exists(folder.DataDirectory)) Directory.Delete(folder.DataDirectory, recursive: true);
    }

    private static async Task Run(string program, string code, IEnumerable<string> arguments, CancellationToken stop)
    {
        var (exitCode, output) = await OsCommand.RunAsync(null, program, arguments, stop);
        if (exitCode != 0) throw new BackupException(code, output);
    }
}
