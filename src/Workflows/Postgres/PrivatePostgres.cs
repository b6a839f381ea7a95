using System.Diagnostics;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.Workflows.Postgres;

/// <summary>A PostgreSQL of the server's own: made on the first start, supervised while the server runs, stopped with it.
/// It listens on a Unix socket in a folder closed to other users, and on no network.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    public const string Database = "mentorshipflow";

    /// <summary>The superuser. The server itself works as the ledger's owner and application roles.</summary>
    public const string Superuser = "mentorshipflow_root";

    // When the first start fails, a folder or a setting is wrong, and retrying for ever would hide that. Later causes pass (a full disk).
    private const int FirstAttempts = 5;
    // A recovering PostgreSQL says so, however long it takes; one that does not answer at all hangs.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15), LongestShutdown = TimeSpan.FromSeconds(20);

    private readonly FileStream folderLock;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private Task supervision = Task.CompletedTask;
    private int stopped;

    private PrivatePostgres(PostgresBinaries binaries, PostgresFolder folder, ILogger log)
    {
        (Binaries, Folder, this.log, folderLock) = (binaries, folder, log, folder.Lock());
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public PostgresBinaries Binaries { get; }
    public PostgresFolder Folder { get; }
    internal Pid? Postmaster { get; private set; }

    /// <summary>Makes the folder, the data, the ledger's database and its roles where they are missing, and starts PostgreSQL or adopts the
    /// one that a killed server left running. Waits for a recovery after a crash.</summary>
    /// <param name="archive">The folder to which the write-ahead log is archived; null: nowhere.</param>
    /// <exception cref="NoPostgresException">Nothing was started; the fault says what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(
        PostgresBinaries binaries, string dataFolder, ILogger log, CancellationToken stop, string? archive = null)
    {
        var folder = new PostgresFolder(dataFolder, archive);
        await folder.PrepareAsync(stop);
        var postgres = new PrivatePostgres(binaries, folder, log);
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

    /// <summary>Stops PostgreSQL in order and waits until it has ended; another server may use the folder then.</summary>
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

    // A program that ends without disposing leaves no PostgreSQL behind either.
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
            // With these pauses and a recovery, PostgreSQL is back within 5 s of the end of what made it fail.
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(0.1 * Math.Pow(2, attempt), 2)), stop);
        }
    }

    // Null: it is started. A machine short of memory or disk refuses a new process or a file: one more failed attempt.
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
        // Children of a killed postmaster end by themselves. A busy one keeps the shared memory, and a new postmaster would not start.
        foreach (var child in Folder.Processes) await child.EndWithinAsync(TimeSpan.FromSeconds(2));
        Folder.RemoveStaleLocks();
        // sh opens the log as its owner, so that no pipe ties PostgreSQL to this server's life; exec keeps the process id. In a session of
        // its own PostgreSQL does not get the terminal's Ctrl-C: the server does, and stops it in order.
        const string script = """
            umask 077; log=$1; shift
            test -x /usr/bin/setsid && set -- setsid "$@"
            exec "$@" </dev/null >"$log" 2>&1
            """;
        string[] command = [Path.Combine(Folder.LogFolder, "start.log"), Binaries["postgres"], .. PostgresSettings.Arguments(Folder)];
        return new(OsCommand.Launch(OsCommand.DatabaseUser, "/bin/sh", ["-c", script, "sh", .. command]).Id);
    }

    private async Task<bool> AcceptsConnectionsAsync(CancellationToken stop)
    {
        for (var silence = Stopwatch.StartNew(); Postmaster!.IsAlive; await Task.Delay(TimeSpan.FromMilliseconds(25), stop))
        {
            string[] arguments = ["-h", Folder.SocketFolder, "-p", "5432", "-t", "2"];
            // 0: it does; 1: it is starting up or recovering; 2: no answer.
            var (answer, _) = await OsCommand.RunAsync(null, Binaries["pg_isready"], arguments, stop);
            if (answer == 0) return true;
            if (answer == 1) silence.Restart();
            if (silence.Elapsed > LongestSilence) await Postmaster.EndWithinAsync(TimeSpan.Zero);
        }

        return false;
    }

    // The migrations give the roles their rights. Their attributes are set at each start, so that a manual change does not last.
    private async Task EnsureDatabaseAsync(CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(Folder.ConnectionString(Superuser, "postgres"));
        await using var command = source.CreateCommand(string.Concat(LedgerRoles.All.Select(role => $"""
            do $$ begin create role {role}; exception when duplicate_object then null; end $$;
            alter role {role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
            """)));
        // Creating a database waits for a checkpoint, which takes long on a slow disk.
        command.CommandTimeout = 60;
        await command.ExecuteNonQueryAsync(stop);
        command.CommandText = $"select 1 from pg_database where datname = '{Database}'";
        if (await command.ExecuteScalarAsync(stop) is not null) return;
        command.CommandText = $"create database {Database} owner {LedgerRoles.Owner} template template0";
        await command.ExecuteNonQueryAsync(stop);
    }
}
