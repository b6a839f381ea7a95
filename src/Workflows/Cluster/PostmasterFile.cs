using System.Globalization;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>PostgreSQL's lock files: <c>postmaster.pid</c> in PGDATA and <c>.s.PGSQL.PORT.lock</c> beside the socket.
/// The first line of each is the postmaster's process id.</summary>
internal static class PostmasterFile
{
    public static string PathIn(ClusterFolder folder) => Path.Combine(folder.DataDirectory, "postmaster.pid");

    /// <summary>The postmaster this cluster left running, if the file names a live PostgreSQL process of this cluster.</summary>
    public static OsProcessId? Running(ClusterFolder folder) =>
        Named(PathIn(folder)) is { } named && OsProcessId.OfCluster(folder.ClusterName).Contains(named) ? named : null;

    /// <summary>Removes what a crash left when its process id is now another program's: PostgreSQL would refuse to start
    /// for as long as that program lives. A file whose process is gone stays: PostgreSQL frees the shared memory it names.</summary>
    public static void RemoveStale(ClusterFolder folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder.SocketFolder, ".s.PGSQL.*.lock").Append(PathIn(folder)))
        {
            if (Named(file) is { } named && !MayHold(named.CommandLine))
            {
                File.Delete(file);
            }
        }
    }

    // A title ("postgres: …") belongs to a child, which holds no lock file, and a postmaster with our kind of name to another
    // folder: this folder's own would have been adopted. One started by hand looks like any other, so PostgreSQL judges it.
    private static bool MayHold(string commandLine) =>
        OsProcessId.Runs(commandLine, "postgres")
        && !commandLine.StartsWith("postgres:", StringComparison.Ordinal)
        && !commandLine.Contains("cluster_name=" + ClusterFolder.NamePrefix, StringComparison.Ordinal);

    private static OsProcessId? Named(string file)
    {
        try
        {
            return int.TryParse(File.ReadLines(file).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? OsProcessId.With(id)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
