using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>A private cluster for a test, a bench or a drill: a new folder, the roles and the database, and nothing left afterwards.</summary>
public sealed class ThrowAwayCluster : IAsyncDisposable
{
    private ThrowAwayCluster(PrivateCluster cluster) => Cluster = cluster;

    public PrivateCluster Cluster { get; }

    public string Owner => Cluster.ConnectionString(ClusterDatabase.Name, ClusterDatabase.Owner);

    public string App => Cluster.ConnectionString(ClusterDatabase.Name, ClusterDatabase.App);

    public string Auditor => Cluster.ConnectionString(ClusterDatabase.Name, ClusterDatabase.Auditor);

    /// <param name="under">The folder in which the new one is made, for instance a small tmpfs; null: the temporary folder.</param>
    /// <param name="adjust">Settings, environment or a TCP port; the folder is chosen here.</param>
    /// <param name="from">The folder of a cluster that was stopped in order, to begin with a copy of it; null: an empty one is made.</param>
    /// <param name="log">Where the supervision reports; null: nowhere.</param>
    /// <param name="stop">Ends the start and removes what was made.</param>
    public static async Task<ThrowAwayCluster> StartAsync(
        string? under = null,
        Func<PrivateClusterOptions, PrivateClusterOptions>? adjust = null,
        ILogger? log = null,
        string? from = null,
        CancellationToken stop = default)
    {
        var folder = NewFolder(under);
        var options = new PrivateClusterOptions(folder);
        try
        {
            if (from is not null)
            {
                await CopyAsync(from, folder, stop);
            }

            var cluster = await PrivateCluster.StartAsync(adjust?.Invoke(options) ?? options, log ?? NullLogger.Instance, stop);
            var throwAway = new ThrowAwayCluster(cluster);
            try
            {
                await ClusterDatabase.EnsureAsync(cluster, stop);
                return throwAway;
            }
            catch
            {
                await throwAway.DisposeAsync();
                throw;
            }
        }
        catch
        {
            Remove(new ClusterFolder(folder));
            throw;
        }
    }

    /// <summary>kill -9 of the postmaster; returns when its children are gone too. The supervision starts it again.</summary>
    public Task KillNineAsync() => Cluster.Postmaster!.KillNineAsync();

    /// <summary>Stops without a checkpoint and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAtOnceAsync();
        Remove(Cluster.Folder);
    }

    /// <summary>Copies a stopped cluster with its owner and modes: far cheaper than initdb.</summary>
    internal static async Task CopyAsync(string from, string to, CancellationToken stop)
    {
        var copied = await OsCommand.RunAsync(null, "cp", ["-a", from, to], stop);
        if (copied.ExitCode != 0)
        {
            throw new IOException(copied.Output);
        }
    }

    internal static string NewFolder(string? under) =>
        Path.Combine(under ?? Path.GetTempPath(), "mentorshipflow-" + Path.GetRandomFileName());

    internal static void Remove(ClusterFolder folder)
    {
        foreach (var path in new[] { folder.FullPath, folder.SocketFolder }.Where(Directory.Exists))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
