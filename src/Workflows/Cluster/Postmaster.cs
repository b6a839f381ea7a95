using System.Diagnostics;
using Npgsql;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>One run of PostgreSQL on a cluster's folder, started here or adopted from a killed server.</summary>
internal sealed class Postmaster
{
    private static readonly TimeSpan FastShutdown = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ImmediateShutdown = TimeSpan.FromSeconds(5);

    // Recovery after a crash answers "starting up" and may take long; a postmaster that says nothing at all hangs.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    // sh opens the log as its owner, so that no pipe ties PostgreSQL to this server's life; each exec keeps the process id.
    private const string Script = """umask 077; log=$1; shift; exec "$@" </dev/null >"$log" 2>&1""";

    // A session of its own: a Ctrl-C in the terminal reaches the server, which stops PostgreSQL in order.
    private static readonly string[] OwnSession = File.Exists("/usr/bin/setsid") ? ["/usr/bin/setsid"] : [];

    private readonly ClusterFolder _folder;
    private readonly OsProcessId _process;

    private Postmaster(ClusterFolder folder, OsProcessId process, bool adopted)
    {
        _folder = folder;
        _process = process;
        Adopted = adopted;
    }

    public bool Adopted { get; }

    public int Id => _process.Id;

    public bool IsAlive => _process.IsAlive;

    /// <summary>The one still running, else a new one, after the left-over processes of a killed one are gone.</summary>
    public static async Task<Postmaster> AdoptOrStartAsync(PostgresBinaries binaries, ClusterFolder folder, PrivateClusterOptions options)
    {
        if (PostmasterFile.Running(folder) is { } running)
        {
            return new Postmaster(folder, running, adopted: true);
        }

        await EndAllAsync(OsProcessId.OfCluster(folder.ClusterName));
        PostmasterFile.RemoveStale(folder);

        using var started = OsCommand.Launch(
            OsCommand.DatabaseUser,
            "/bin/sh",
            ["-c", Script, "sh", Path.Combine(folder.LogFolder, "start.log"), .. OwnSession, binaries["postgres"], .. ClusterSettings.Arguments(folder, options)],
            options.Environment);
        return new Postmaster(folder, OsProcessId.With(started.Id) ?? new OsProcessId(started.Id, 0), adopted: false);
    }

    /// <summary>Waits for an answered query: nothing less proves that PostgreSQL is there.</summary>
    /// <returns>null when it answered, else why it never will.</returns>
    public async Task<string?> ReadyAsync(string connection, CancellationToken stop)
    {
        var silence = Stopwatch.StartNew();
        while (IsAlive)
        {
            switch (await AskAsync(connection, stop))
            {
                case Reply.Answer:
                    return null;
                case Reply.NotYet:
                    silence.Restart();
                    break;
                case Reply.Silence when silence.Elapsed > LongestSilence:
                    await StopAsync(OsProcessId.Signal.Quit);
                    return $"it did not answer for {LongestSilence.TotalSeconds} s.";
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), stop);
        }

        return LogTail.Reason(_folder.LogFolder);
    }

    public async Task EndedAsync(CancellationToken stop)
    {
        while (IsAlive)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        }
    }

    public void Send(OsProcessId.Signal signal) => _process.Send(signal);

    /// <summary>SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one; what does not obey is killed.</summary>
    public async Task StopAsync(OsProcessId.Signal signal)
    {
        var processes = OsProcessId.OfCluster(_folder.ClusterName);
        Send(signal);
        if (signal == OsProcessId.Signal.Interrupt && !await _process.EndsWithinAsync(FastShutdown))
        {
            Send(OsProcessId.Signal.Quit);
        }

        await _process.EndsWithinAsync(ImmediateShutdown);
        Send(OsProcessId.Signal.Kill);
        await EndAllAsync(processes);
    }

    /// <summary>Kills the postmaster as a power cut would, and waits until its children noticed.</summary>
    public async Task KillNineAsync()
    {
        var processes = OsProcessId.OfCluster(_folder.ClusterName);
        Send(OsProcessId.Signal.Kill);
        await EndAllAsync(processes);
    }

    // Children notice by themselves that their postmaster is gone; one that is busy keeps the shared memory, and no new
    // postmaster starts before it ends.
    private static async Task EndAllAsync(IReadOnlyList<OsProcessId> processes)
    {
        foreach (var process in processes)
        {
            if (!await process.EndsWithinAsync(TimeSpan.FromSeconds(2)))
            {
                process.Send(OsProcessId.Signal.Kill);
                await process.EndsWithinAsync(TimeSpan.FromSeconds(2));
            }
        }
    }

    private enum Reply { Answer, NotYet, Silence }

    private static async Task<Reply> AskAsync(string connection, CancellationToken stop)
    {
        try
        {
            await using var asking = new NpgsqlConnection(connection);
            await asking.OpenAsync(stop);
            await using var question = new NpgsqlCommand("select 1", asking);
            return await question.ExecuteScalarAsync(stop) is 1 ? Reply.Answer : Reply.Silence;
        }
        catch (PostgresException)
        {
            return Reply.NotYet;
        }
        catch (NpgsqlException)
        {
            return Reply.Silence;
        }
    }
}
