using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.System.Tests.Postgres;

/// <summary>A stopped cluster with its roles and its empty database, created once. Tests start with a copy, because initdb takes longer
/// than most tests.</summary>
internal static class MadeCluster
{
    private static readonly Lazy<Task<string>> Made = new(() => MakeAsync(null, (_, _) => Task.CompletedTask));

    private static readonly Lazy<Task<string>> Migrated = new(async () =>
        await MakeAsync(await Made.Value, (owner, stop) => Migrations.Apply(owner, stop)));

    /// <summary>Starts a copy, as <see cref="ThrowAwayCluster.StartAsync"/> starts an empty one.</summary>
    public static async Task<ThrowAwayCluster> StartAsync(
        string? under = null, bool overTcp = false, IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken stop = default) =>
        await ThrowAwayCluster.StartAsync(under, await Made.Value, overTcp, environment, stop: stop);

    /// <summary>Starts a copy whose database is migrated, because the migration takes longer than most tests. Its ledger has a name of
    /// its own.</summary>
    public static async Task<ThrowAwayCluster> StartMigratedAsync(
        string? under = null, bool overTcp = false, IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken stop = default)
    {
        var cluster = await ThrowAwayCluster.StartAsync(under, await Migrated.Value, overTcp, environment, stop: stop);
        await DataFolder.AskAsync(cluster.Superuser + ";Pooling=false", "update seal.head set ledger = gen_random_uuid()");
        return cluster;
    }

    /// <summary>A copy that is not running.</summary>
    public static async Task<DataFolder> StoppedAsync()
    {
        var data = new DataFolder();
        await ThrowAwayCluster.CopyAsync(await Made.Value, data.Path, TestContext.Current.CancellationToken);
        return data;
    }

    private static async Task<string> MakeAsync(string? from, Func<string, CancellationToken, Task> prepare)
    {
        var folder = ThrowAwayCluster.NewFolder(null);
        if (from is not null) await ThrowAwayCluster.CopyAsync(from, folder, CancellationToken.None);
        var made = await PrivatePostgres.StartAsync(PostgresBinaries.Find()!, folder, NullLogger.Instance, CancellationToken.None);
        await prepare(made.Folder.ConnectionString(LedgerRoles.Owner, PrivatePostgres.Database), CancellationToken.None);
        await made.DisposeAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ThrowAwayCluster.Remove(made.Folder);
        return folder;
    }
}
