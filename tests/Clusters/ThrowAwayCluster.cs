using System.Runtime.Versioning;
using System.Security.Cryptography;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

// Tests and bench use processes, file modes and Unix sockets in ways that Windows does not support.
[assembly: UnsupportedOSPlatform("windows")]

namespace MentorshipFlow.Clusters;

/// <summary>A private PostgreSQL for one test or bench run, in a new folder that is removed afterwards.</summary>
public sealed class ThrowAwayCluster : IAsyncDisposable
{
    private readonly string password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private string? address;

    private ThrowAwayCluster(PrivatePostgres cluster) => Cluster = cluster;

    public PrivatePostgres Cluster { get; }

    public string Owner => ConnectionString(PrivatePostgres.Database, LedgerRoles.Owner);

    public string App => ConnectionString(PrivatePostgres.Database, LedgerRoles.App);

    public string Auditor => ConnectionString(PrivatePostgres.Database, LedgerRoles.Auditor);

    public string Superuser => ConnectionString(PrivatePostgres.Database, PrivatePostgres.Superuser);

    /// <param name="under">The parent of the new folder, for instance a small tmpfs; null for the temporary folder.</param>
    /// <param name="from">The folder of a cleanly stopped cluster to copy; null: initdb makes an empty one.</param>
    /// <param name="overTcp">Whether it also listens on TCP, on a separate loopback address (<see cref="TcpConnectionString"/>).</param>
    /// <param name="environment">Variables for PostgreSQL's environment; drills use them to slow the disk.</param>
    /// <param name="log">The supervision's log; null for none.</param>
    /// <param name="stop">Cancels the start and removes what was created.</param>
    public static async Task<ThrowAwayCluster> StartAsync(
        string? under = null, string? from = null, bool overTcp = false, IReadOnlyDictionary<string, string>? environment = null,
        ILogger? log = null, CancellationToken stop = default)
    {
        var folder = NewFolder(under);
        ThrowAwayCluster? made = null;
        try
        {
            if (from is not null) await CopyAsync(from, folder, stop);
            var address = overTcp ? $"127.{RandomNumberGenerator.GetInt32(1, 255)}.{RandomNumberGenerator.GetInt32(255)}.5" : null;
            var wrapped = overTcp || environment is not null;
            var binaries = !wrapped ? PostgresBinaries.Find()!
                : Wrap(folder + "-bin", overTcp ? $"-c listen_addresses={address}" : "", environment ?? new Dictionary<string, string>());
            made = new(await PrivatePostgres.StartAsync(binaries, folder, log ?? NullLogger.Instance, stop)) { address = address };
            if (overTcp) await made.DemandPasswordAsync(stop);
            return made;
        }
        catch
        {
            if (made is not null) await made.DisposeAsync();
            Remove(new PostgresFolder(folder));
            throw;
        }
    }

    /// <summary>Over the socket, with prepared statements.</summary>
    public string ConnectionString(string database, string user) =>
        Cluster.Folder.ConnectionString(user, database) + ";Application Name=mentorshipflow;Max Auto Prepare=64;Auto Prepare Min Usages=2";

    public string TcpConnectionString(string database, string user) =>
        ConnectionTimeouts.Apply(new(ConnectionString(database, user)) { Host = address, Password = password }).ConnectionString;

    /// <summary>Kills the postmaster as in a power cut; returns when its children have ended. The supervision restarts it.</summary>
    public Task KillNineAsync() => KillNineAsync(Cluster);

    internal static async Task KillNineAsync(PrivatePostgres postgres)
    {
        var processes = postgres.Folder.Processes;
        postgres.Postmaster!.Send(Pid.Kill);
        foreach (var process in processes) await process.EndWithinAsync(TimeSpan.FromSeconds(2));
    }

    /// <summary>Stops without a checkpoint and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        Cluster.Postmaster?.Send(Pid.Quit);
        await Cluster.DisposeAsync();
        Remove(Cluster.Folder);
    }

    /// <summary>Copies a stopped cluster with its owner and modes, which is far cheaper than initdb.</summary>
    internal static async Task CopyAsync(string from, string to, CancellationToken stop)
    {
        var (failed, output) = await OsCommand.RunAsync(null, "cp", ["-a", from, to], stop);
        if (failed != 0) throw new IOException(output);
    }

    internal static string NewFolder(string? under) =>
        Path.Combine(under ?? Path.GetTempPath(), "mentorshipflow-" + Path.GetRandomFileName());

    internal static void Remove(PostgresFolder folder)
    {
        foreach (var path in new[] { folder.FullPath, folder.FullPath + "-bin", folder.SocketFolder }.Where(Directory.Exists))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Creates a folder of programs in which "postgres" is a script that adds arguments and variables.</summary>
    internal static PostgresBinaries Wrap(string folder, string arguments, IReadOnlyDictionary<string, string> environment)
    {
        var real = PostgresBinaries.Find()!;
        Directory.CreateDirectory(folder);
        foreach (var program in Directory.EnumerateFiles(real.Folder))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(program)), program);
        }

        var postgres = Path.Combine(folder, "postgres");
        File.Delete(postgres);
        var variables = string.Concat(environment.Select(v => $"export {v.Key}='{v.Value}'\n"));
        File.WriteAllText(postgres, $"#!/bin/sh\n{variables}exec {real["postgres"]} \"$@\" {arguments}\n");
        File.SetUnixFileMode(postgres, (UnixFileMode)0b111_101_101);
        return real with { Folder = folder };
    }

    private async Task DemandPasswordAsync(CancellationToken stop)
    {
        var access = Path.Combine(Cluster.Folder.DataDirectory, "pg_hba.conf");
        await File.AppendAllTextAsync(access, "host all all 127.0.0.0/8 scram-sha-256\n", stop);
        await using var source = NpgsqlDataSource.Create(Superuser);
        string[] roles = [LedgerRoles.Owner, LedgerRoles.App, LedgerRoles.Auditor];
        var passwords = roles.Select(role => $"alter role {role} password '{password}';");
        await using var command = source.CreateCommand(string.Concat(passwords) + "select pg_reload_conf()");
        await command.ExecuteNonQueryAsync(stop);
    }
}
