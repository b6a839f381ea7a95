using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.System.Tests.Postgres;

/// <summary>A stopped cluster with its roles and its empty database, created once. Tests start with a copy, because initdb takes longer
/// than most tests.</summary>
internal static class MadeCluster
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>Starts a copy, as <see cref="ThrowAwayCluster.StartAsync"/> starts an empty one.</summary>
    public static async Task<ThrowAwayCluster> StartAsync(
        string? under = null, bool overTcp = false, IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken stop = default) =>
        await ThrowAwayCluster.StartAsync(under, await Made.Value, overTcp, environment, stop: stop);

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
        var made = await PrivatePostgres.StartAsync(PostgresBinaries.Find()!, folder, NullLogger.Instance, CancellationToken.None);
        await made.DisposeAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ThrowAwayCluster.Remove(made.Folder);
        return folder;
    }
}
