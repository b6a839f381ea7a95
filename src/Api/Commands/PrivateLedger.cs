using MentorshipFlow.Workflows.Cluster;

namespace MentorshipFlow.Api.Commands;

/// <summary>Starts the private cluster of a data folder for a command.</summary>
internal static class PrivateLedger
{
    /// <summary>The programs of PostgreSQL; root installs them when they are missing.</summary>
    /// <exception cref="CommandFault">They are missing and have to be installed by hand.</exception>
    public static async Task<PostgresBinaries> Binaries(CancellationToken stop)
    {
        if (PostgresBinaries.Find() is { } found) return found;
        if (Environment.GetEnvironmentVariable("MF_PG_BIN") is { Length: > 0 } chosen)
        {
            throw NoBinaries($"MF_PG_BIN names {chosen}, which has no PostgreSQL {PostgresBinaries.OldestMajor} or newer.");
        }

        if (Environment.IsPrivilegedProcess) Console.Out.WriteLine("PostgreSQL was not found; it is being installed …");
        return await PostgresBinaries.InstallAsync(stop) switch
        {
            InstallOutcome.Installed installed => installed.Binaries,
            InstallOutcome.ByHand byHand => throw NoBinaries(byHand.Because),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Starts the cluster with its roles and its database, or adopts one that a killed server left running.</summary>
    public static async Task<PrivateCluster> Start(string data, ILogger log, CancellationToken stop)
    {
        var cluster = await PrivateCluster.StartAsync(new(data) { Binaries = await Binaries(stop) }, log, stop);
        try
        {
            await ClusterDatabase.EnsureAsync(cluster, stop);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private static CommandFault NoBinaries(string because) =>
        new(ExitCode.NoPostgres, $"no-binaries: {because} Run this command, then start again:\n{PostgresBinaries.CommandByHand}");
}
