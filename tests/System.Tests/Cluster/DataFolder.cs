using System.Runtime.Versioning;
using MentorshipFlow.Workflows.Cluster;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

// The tests look at processes, modes and sockets, which Windows does not have.
[assembly: UnsupportedOSPlatform("windows")]

namespace MentorshipFlow.System.Tests.Cluster;

/// <summary>A cluster folder of one test, gone with it, whatever state the test left it in.</summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private readonly string _outer;

    /// <param name="under">Where it is made; null: the temporary folder.</param>
    /// <param name="name">A name of its own below that, long or strange.</param>
    public DataFolder(string? under = null, string name = "")
    {
        _outer = ThrowAwayCluster.NewFolder(under);
        Folder = new ClusterFolder(global::System.IO.Path.Combine(_outer, name));
    }

    public ClusterFolder Folder { get; }

    public string Path => Folder.FullPath;

    public Task<PrivateCluster> StartAsync(Func<PrivateClusterOptions, PrivateClusterOptions>? adjust = null)
    {
        var options = new PrivateClusterOptions(Path);
        return PrivateCluster.StartAsync(adjust?.Invoke(options) ?? options, NullLogger.Instance, TestContext.Current.CancellationToken);
    }

    public async Task<ClusterFault> RefusedAsync() =>
        (await Assert.ThrowsAsync<ClusterFaultException>(() => StartAsync())).Fault;

    public static async Task<string?> AskAsync(PrivateCluster cluster, string question) =>
        await AskAsync(cluster.ConnectionString("postgres", "mentorshipflow_root"), question);

    public static async Task<string?> AskAsync(string connection, string question)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(question);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }

    /// <summary>Waits for a fact about the machine, and fails when it does not come true in time.</summary>
    public static async Task WithinAsync(TimeSpan patience, Func<bool> fact)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(patience);
        while (!fact())
        {
            await Task.Delay(20, late.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in OsProcessId.OfCluster(Folder.ClusterName))
        {
            process.Send(OsProcessId.Signal.Quit);
            await process.EndsWithinAsync(TimeSpan.FromSeconds(10));
        }

        ThrowAwayCluster.Remove(Folder);
        if (Directory.Exists(_outer))
        {
            Directory.Delete(_outer, recursive: true);
        }
    }
}
