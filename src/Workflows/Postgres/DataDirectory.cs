namespace MentorshipFlow.Workflows.Postgres;

/// <summary>Creates PGDATA with initdb, or checks the existing one.</summary>
internal static class DataDirectory
{
    private const string Unfinished = "postgres.new-";

    public static async Task EnsureAsync(PostgresBinaries binaries, PostgresFolder folder, CancellationToken stop)
    {
        foreach (var interrupted in Directory.GetDirectories(folder.FullPath, Unfinished + "*"))
        {
            // A killed server's initdb and its child may still be running and writing here.
            foreach (var initdb in Pid.Running("initdb", interrupted)) await initdb.EndWithinAsync(TimeSpan.Zero);
            for (var attempt = 1; Directory.Exists(interrupted) && attempt < 50; attempt++)
                if (await OsCommand.RunAsync(null, "rm", ["-rf", interrupted], stop) is (not 0, _)) await Task.Delay(100, stop);
        }

        var (data, version) = (folder.DataDirectory, Path.Combine(folder.DataDirectory, "PG_VERSION"));
        if (!Directory.Exists(data) || !Directory.EnumerateFileSystemEntries(data).Any())
            await CreateAsync(binaries, folder, stop);
        else if (!File.Exists(version))
            throw new NoPostgresException("not-a-data-folder", $"{data} has contents and no PG_VERSION: damaged, or of another program.",
                "Restore a backup into a new folder (ops/restore), or choose another folder with --data.");
        else if (File.ReadAllText(version).Trim() is var found && found != $"{binaries.Major}")
            throw new NoPostgresException("other-major-version",
                $"{data} was written by PostgreSQL {found}, and the programs found are of PostgreSQL {binaries.Major}.",
                $"Back up with the old programs (MF_PG_BIN=/usr/lib/postgresql/{found}/bin ops/backup), then ops/restore to a new folder.");
    }

    // Created under another name and renamed when complete, so a killed initdb never looks finished.
    private static async Task CreateAsync(PostgresBinaries binaries, PostgresFolder folder, CancellationToken stop)
    {
        var unfinished = Path.Combine(folder.FullPath, Unfinished + Path.GetRandomFileName());
        string[] arguments = ["-D", unfinished, "-U", PrivatePostgres.Superuser, "-k", "--encoding=UTF8", "--locale=C", "--auth=reject"];
        if (await OsCommand.RunAsync(OsCommand.DatabaseUser, binaries["initdb"], arguments, stop) is (not 0, var output))
            throw new NoPostgresException("initdb-failed", $"The new data folder could not be made: {output}",
                "Check the free space and the rights of the folder, then start again; the half-made folder is removed then.");
        // No password: the socket folder is closed to other users.
        await File.WriteAllTextAsync(Path.Combine(unfinished, "pg_hba.conf"), "local all,replication all trust\n", stop);
        if (Directory.Exists(folder.DataDirectory)) Directory.Delete(folder.DataDirectory);
        Directory.Move(unfinished, folder.DataDirectory);
    }
}
