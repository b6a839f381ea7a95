namespace MentorshipFlow.Workflows.Cluster;

/// <summary>Makes PGDATA, or recognises the one that is there.</summary>
internal static class DataDirectory
{
    private const string Unfinished = "postgres.new-";

    /// <summary>The superuser of the cluster; the server itself works as the owner and the application roles.</summary>
    public const string Superuser = "mentorshipflow_root";

    // The socket folder is closed to everyone else, so the local line asks for nothing. The host line works only
    // where a test asked for a TCP port; roles have no password until then.
    private const string Authentication = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n";

    public static async Task EnsureAsync(PostgresBinaries binaries, ClusterFolder folder, CancellationToken stop)
    {
        foreach (var interrupted in Directory.EnumerateDirectories(folder.FullPath, Unfinished + "*"))
        {
            await RemoveAsync(interrupted, stop);
        }

        if (Directory.Exists(folder.DataDirectory) && Directory.EnumerateFileSystemEntries(folder.DataDirectory).Any())
        {
            Recognise(binaries, folder);
            return;
        }

        await CreateAsync(binaries, folder, stop);
    }

    private static void Recognise(PostgresBinaries binaries, ClusterFolder folder)
    {
        var version = Path.Combine(folder.DataDirectory, "PG_VERSION");
        if (!File.Exists(version))
        {
            throw new ClusterFaultException(ClusterFault.NotADataFolder(folder.DataDirectory));
        }

        var found = File.ReadAllText(version).Trim();
        if (found != $"{binaries.Major}")
        {
            throw new ClusterFaultException(ClusterFault.OtherMajorVersion(folder.DataDirectory, found, binaries.Major));
        }
    }

    // An initdb may outlive its killed server, and its own child outlives it for a moment: both still write here.
    private static async Task RemoveAsync(string interrupted, CancellationToken stop)
    {
        foreach (var initdb in OsProcessId.Of("initdb", interrupted))
        {
            initdb.Send(OsProcessId.Signal.Kill);
        }

        for (var attempt = 1; Directory.Exists(interrupted); attempt++)
        {
            try
            {
                Directory.Delete(interrupted, recursive: true);
            }
            catch (IOException) when (attempt < 50)
            {
                await Task.Delay(100, stop);
            }
        }
    }

    // Made under another name and renamed when complete: a killed initdb never looks finished.
    private static async Task CreateAsync(PostgresBinaries binaries, ClusterFolder folder, CancellationToken stop)
    {
        var unfinished = Path.Combine(folder.FullPath, Unfinished + Path.GetRandomFileName());
        var made = await OsCommand.RunAsync(
            OsCommand.DatabaseUser,
            binaries["initdb"],
            ["-D", unfinished, "-U", Superuser, "--data-checksums", "--encoding=UTF8", "--locale=C", "--auth=reject"],
            stop);
        if (made.ExitCode != 0)
        {
            throw new ClusterFaultException(ClusterFault.InitdbFailed(made.Output));
        }

        await File.WriteAllTextAsync(Path.Combine(unfinished, "pg_hba.conf"), Authentication, stop);
        if (Directory.Exists(folder.DataDirectory))
        {
            Directory.Delete(folder.DataDirectory);
        }

        Directory.Move(unfinished, folder.DataDirectory);
    }
}
