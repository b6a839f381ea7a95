using MentorshipFlow.Workflows.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.System.Tests.Cluster;

/// <summary>A stopped cluster with its roles and its empty database, made once: initdb costs more than most of what the tests try, and each begins with a copy.</summary>
internal static class MadeCluster
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>Starts a copy, as <see cref="ThrowAwayCluster.StartAsync"/> starts an empty one.</summary>
    public static async Task<ThrowAwayCluster> StartAsync(string? under = null, Func<PrivateClusterOptions, PrivateClusterOptions>? adjust = null, CancellationToken stop = default) =>
        await ThrowAwayCluster.StartAsync(under, adjust, from: await Made.Value, stop: stop);

    /// <summary>A copy that is not running.</summary>
    public static async Task<DataFolder> StoppedAsync()
    {
        var data = new DataFolder();
        await ThrowAwayCluster.CopyAsync(await Made.Value, data.Path, TestContext.Current.CancellationToken);
        return data;
    }

    private static async Task<string> MakeAsync()
    {
        var folder = ThrowAwayCluster.NewFolder(null);
        await using (var cluster = await PrivateCluster.StartAsync(new(folder), NullLogger.Instance, CancellationToken.None)) await ClusterDatabase.EnsureAsync(cluster, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ThrowAwayCluster.Remove(new(folder));
        return folder;
    }
}
