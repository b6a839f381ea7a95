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

    /// <param name="environment">The connection string that the environment names for this role; null when it names none.</param>
    /// <param name="user">The role on the private cluster.</param>
    /// <param name="data">The private cluster's data folder.</param>
    /// <param name="mayMake">A new data folder may be made; else it has to be there.</param>
    /// <param name="stop">Ends the start.</param>
    public static async Task<OpenedLedger> Open(string? environment, string user, string data, bool mayMake, CancellationToken stop)
    {
        if (environment is not null) return new(environment, null);
        if (!mayMake && !Directory.Exists(new ClusterFolder(data).DataDirectory))
        {
            throw new CommandFault(ExitCode.Failed, $"no-ledger: {data} holds no ledger. Start it once with ops/run, or choose another folder with --data.");
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
