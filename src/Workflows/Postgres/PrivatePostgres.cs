using System.Diagnostics;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.Workflows.Postgres;

/// <summary>The server's own PostgreSQL: created at the first start, supervised while the server runs, and stopped with it. It listens on a
/// Unix socket in a folder closed to other users, and on no network.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    public const string Database = "mentorshipflow";

    /// <summary>The superuser. The server itself works as the ledger's owner and application roles.</summary>
    public const string Superuser = "mentorshipflow_root";

    // If the first start keeps failing, a folder or setting is wrong: report it. Later causes are temporary, such as a full disk.
    private const int FirstAttempts = 5;
    // During recovery PostgreSQL answers that it is recovering, however long it takes. Without any answer it hangs.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15), LongestShutdown = TimeSpan.FromSeconds(20);

    private readonly FileStream folderLock;
    private readonly ILogger log;
    private readonly IReadOnlyList<string> settings;
    private readonly CancellationTokenSource stopping = new();
    private Task supervision = Task.CompletedTask;
    private int stopped;

    private PrivatePostgres(PostgresBinaries binaries, PostgresFolder folder, ILogger log, IReadOnlyList<string>? settings)
    {
        (Binaries, Folder, this.log, folderLock, this.settings) = (binaries, folder, log, folder.Lock(), settings ?? []);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public PostgresBinaries Binaries { get; }
    public PostgresFolder Folder { get; }
    internal Pid? Postmaster { get; private set; }

    /// <summary>Makes the folder, the data, the ledger's database and its roles where they are missing, and starts PostgreSQL or adopts the
    /// one that a killed server left running, with further settings where some are given. Waits for a recovery after a crash.</summary>
    /// <exception cref="NoPostgresException">Nothing was started; the fault says what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(
        PostgresBinaries binaries, string dataFolder, ILogger log, CancellationToken stop, IReadOnlyList<string>? settings = null)
    {
        var folder = new PostgresFolder(dataFolder);
        await folder.PrepareAsync(stop);
        var postgres = new PrivatePostgres(binaries, folder, log, settings);
        try
        {
            await DataDirectory.EnsureAsync(binaries, folder, stop);
            await postgres.StartAsync(FirstAttempts, stop);
            await postgres.EnsureDatabaseAsync(stop);
            postgres.supervision = Task.Run(postgres.SuperviseAsync, CancellationToken.None);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Shuts PostgreSQL down and waits for its end; then another server may use the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref stopped, 1) == 1) return;
        await stopping.CancelAsync();
        await supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Postmaster?.Send(Pid.Interrupt);
        if (Postmaster is not null) await Postmaster.EndWithinAsync(LongestShutdown);
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        await folderLock.DisposeAsync();
        stopping.Dispose();
    }

    // Stop PostgreSQL also when the program ends without disposing.
    private void OnExit(object? sender, EventArgs e) => Postmaster?.Send(Pid.Interrupt);

    private async Task SuperviseAsync()
    {
        for (; ; await StartAsync(int.MaxValue, stopping.Token))
        {
            while (Postmaster!.IsAlive) await Task.Delay(TimeSpan.FromMilliseconds(200), stopping.Token);
            log.LogWarning("PostgreSQL ended and is started again; its log is in {Folder}.", Folder.LogFolder);
        }
    }

    private async Task StartAsync(int attempts, CancellationToken stop)
    {
        for (var attempt = 1; await WhyNotStartedAsync(stop) is { } reason; attempt++)
        {
            if (attempt == attempts)
                throw new NoPostgresException("does-not-start", $"PostgreSQL does not start: {reason}", $"Read {Folder.LogFolder}.");
            log.LogWarning("PostgreSQL does not start: {Reason}", reason);
            // With these pauses and a recovery, PostgreSQL is back within 5 s after the cause of the failure has ended.
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(0.1 * Math.Pow(2, attempt), 2)), stop);
        }
    }

    // Null when it started. A lack of memory or disk space counts as a failed attempt.
    private async Task<string?> WhyNotStartedAsync(CancellationToken stop)
    {
        try
        {
            var adopted = Folder.RunningPostmaster();
            Postmaster = adopted ?? await LaunchAsync();
            if (!await AcceptsConnectionsAsync(stop)) return Folder.LastTrouble();
            log.LogInformation("PostgreSQL is {How}, process {Id}.", adopted is null ? "up" : "adopted", Postmaster.Id);
            return null;
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            return refused.Message;
        }
    }

    private async Task<Pid> LaunchAsync()
    {
        // Children of a killed postmaster end by themselves, but the shared memory of a busy one blocks a new postmaster.
        foreach (var child in Folder.Processes) await child.EndWithinAsync(TimeSpan.FromSeconds(2));
        Folder.RemoveStaleLocks();
        // sh opens the log itself, so that no pipe connects PostgreSQL to this process; exec keeps the process id. In its own session
        // PostgreSQL does not get the terminal's Ctrl-C: this server gets it and shuts PostgreSQL down.
        const string script = """
            umask 077; log=$1; shift
            test -x /usr/bin/setsid && set -- setsid "$@"
            exec "$@" </dev/null >"$log" 2>&1
            """;
        string[] command = [Path.Combine(Folder.LogFolder, "start.log"), Binaries["postgres"],
            .. PostgresSettings.Arguments(Folder, settings)];
        return new(OsCommand.Launch(OsCommand.DatabaseUser, "/bin/sh", ["-c", script, "sh", .. command]).Id);
    }

    private async Task<bool> AcceptsConnectionsAsync(CancellationToken stop)
    {
        for (var silence = Stopwatch.StartNew(); Postmaster!.IsAlive; await Task.Delay(TimeSpan.FromMilliseconds(25), stop))
        {
            string[] arguments = ["-h", Folder.SocketFolder, "-p", "5432", "-t", "2"];
            // Exit code 0: accepts connections; 1: starting up or recovering; 2: no answer.
            var (answer, _) = await OsCommand.RunAsync(null, Binaries["pg_isready"], arguments, stop);
            if (answer == 0) return true;
            if (answer == 1) silence.Restart();
            if (silence.Elapsed > LongestSilence) await Postmaster.EndWithinAsync(TimeSpan.Zero);
        }

        return false;
    }

    // The migrations grant the rights. The roles' attributes are set at each start, so that manual changes do not last.
    private async Task EnsureDatabaseAsync(CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(Folder.ConnectionString(Superuser, "postgres"));
        await using var command = source.CreateCommand(string.Concat(LedgerRoles.All.Select(role => $"""
            do $$ begin create role {role}; exception when duplicate_object then null; end $$;
            alter role {role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
            """)));
        // Creating a database waits for a checkpoint, which is slow on a slow disk.
        command.CommandTimeout = 60;
        await command.ExecuteNonQueryAsync(stop);
        command.CommandText = $"select 1 from pg_database where datname = '{Database}'";
        if (await command.ExecuteScalarAsync(stop) is not null) return;
        command.CommandText = $"create database {Database} owner {LedgerRoles.Owner} template template0";
        await command.ExecuteNonQueryAsync(stop);
    }
}
