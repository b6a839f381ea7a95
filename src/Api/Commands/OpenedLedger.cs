using MentorshipFlow.Workflows.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.Api.Commands;

/// <summary>The database that an operator's command works on: the one in the environment, else the private cluster's. A cluster that a server
/// runs is used where it is; one that rests is started for the command and stopped after it.</summary>
internal sealed class OpenedLedger : IAsyncDisposable
{
    private readonly PrivateCluster? started;

    private OpenedLedger(string connection, PrivateCluster? started) => (Connection, this.started) = (connection, started);

    public string Connection { get; }

    /// <summary>A server is using it at this moment.</summary>
    public bool IsServed { get; private init; }

    /// <param name="environment">The connection string that the environment names for this role; null when it names none.</param>
    /// <param name="user">The role on the private cluster.</param>
    /// <param name="data">The private cluster's data folder.</param>
    /// <param name="stop">Ends the start.</param>
    public static async Task<OpenedLedger> Open(string? environment, string user, string data, CancellationToken stop)
    {
        if (environment is not null) return new(environment, null);
        try
        {
            var cluster = await PrivateLedger.Start(data, NullLogger.Instance, stop);
            return new(cluster.ConnectionString(ClusterDatabase.Name, user), cluster);
        }
        catch (ClusterFaultException fault) when (fault.Fault.Code == "folder-in-use")
        {
            return new(ClusterDatabase.OverSocket(new ClusterFolder(data), user), null) { IsServed = true };
        }
    }

    public ValueTask DisposeAsync() => started?.DisposeAsync() ?? ValueTask.CompletedTask;
}
