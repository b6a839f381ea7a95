using MentorshipFlow.Workflows.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.Api.Commands;

/// <summary>The database of a command: the configured one, else the private cluster. A stopped cluster is started for the command and
/// stopped after it.</summary>
internal sealed class OpenedLedger : IAsyncDisposable
{
    private readonly PrivateCluster? started;

    private OpenedLedger(string connection, PrivateCluster? started) => (Connection, this.started) = (connection, started);

    public string Connection { get; }

    /// <param name="configured">The connection string of this role in <see cref="Settings"/>; null when there is none.</param>
    /// <param name="user">The role on the private cluster.</param>
    /// <param name="data">The private cluster's data folder.</param>
    /// <param name="mayMake">Whether a missing data folder is created.</param>
    /// <param name="stop">Cancels the start.</param>
    public static async Task<OpenedLedger> Open(string? configured, string user, string data, bool mayMake, CancellationToken stop)
    {
        if (configured is not null) return new(configured, null);
        if (!mayMake && !Directory.Exists(new ClusterFolder(data).DataDirectory))
        {
            throw new CommandFault(
                ExitCode.Failed, $"no-ledger: {data} holds no ledger. Start it once with ops/run, or choose another folder with --data.");
        }

        try
        {
            var cluster = await PrivateLedger.Start(data, NullLogger.Instance, stop);
            return new(cluster.ConnectionString(ClusterDatabase.Name, user), cluster);
        }
        catch (ClusterFaultException fault) when (fault.Fault.Code == "folder-in-use")
        {
            return new(ClusterDatabase.OverSocket(new ClusterFolder(data), user), null);
        }
    }

    public ValueTask DisposeAsync() => started?.DisposeAsync() ?? ValueTask.CompletedTask;
}
