using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows.Postgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MentorshipFlow.System.Tests.Postgres;

public sealed class When_something_is_killed
{
    private const string ServedFolder = "TEST_SERVES_CLUSTER";

    [Fact]
    public async Task The_postmaster_is_back_within_five_seconds_and_the_log_says_so()
    {
        await using var data = await MadeCluster.StoppedAsync();
        var log = new ListLogger();
        await using var postgres = await data.StartAsync(log);
        var before = postgres.Postmaster!;

        await ThrowAwayCluster.KillNineAsync(postgres);
        await DataFolder.RestartedWithinAsync(TimeSpan.FromSeconds(5), postgres, before);

        Assert.Equal("1", await DataFolder.AskAsync(postgres, "select 1"));
        // It answers before the supervisor has seen it and says so.
        for (var tries = 0; log.Lines.Count < 3 && tries < 100; tries++) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(
            [$"PostgreSQL is up, process {before.Id}.", $"PostgreSQL ended and is started again; its log is in {data.Folder.LogFolder}.",
                $"PostgreSQL is up, process {postgres.Postmaster!.Id}."],
            log.Lines);
    }

    [Fact]
    public async Task The_server_leaves_its_postgres_running_and_the_next_server_adopts_it()
    {
        await using var data = await MadeCluster.StoppedAsync();
        var orphan = await OrphanedAsync(data);

        await using var postgres = await data.StartAsync();

        Assert.Equal(orphan, postgres.Postmaster);
        Assert.Equal("1", await DataFolder.AskAsync(postgres, "select 1"));
    }

    [Fact]
    public async Task An_adopted_postmaster_is_supervised()
    {
        await using var data = await MadeCluster.StoppedAsync();
        var orphan = await OrphanedAsync(data);
        await using var postgres = await data.StartAsync();
        Assert.Equal(orphan, postgres.Postmaster);

        await ThrowAwayCluster.KillNineAsync(postgres);

        await DataFolder.RestartedWithinAsync(TimeSpan.FromSeconds(5), postgres, orphan);
    }

    [Fact]
    public async Task An_adopted_postmaster_is_stopped_with_the_server()
    {
        await using var data = await MadeCluster.StoppedAsync();
        await OrphanedAsync(data);

        await (await data.StartAsync()).DisposeAsync();

        Assert.Empty(data.Folder.Processes);
    }

    [Fact]
    public async Task A_postmaster_killed_with_its_server_is_started_anew()
    {
        await using var data = await MadeCluster.StoppedAsync();
        var orphan = await OrphanedAsync(data);
        orphan.Send(Pid.Kill);

        await using var postgres = await data.StartAsync();

        Assert.NotEqual(orphan, postgres.Postmaster);
        Assert.Equal("1", await DataFolder.AskAsync(postgres, "select 1"));
    }

    [Fact]
    public async Task A_busy_child_of_a_killed_postmaster_does_not_keep_the_next_one_from_starting()
    {
        await using var data = await MadeCluster.StoppedAsync();
        await using var postgres = await data.StartAsync();
        var before = postgres.Postmaster!;
        var busy = DataFolder.AskAsync(postgres, "do $$ begin loop null; end loop; end $$");
        await DataFolder.WithinAsync(
            Patience.AtMost,
            () => data.Folder.Processes.Any(p => p.CommandLine.TrimEnd().EndsWith("[local] DO", StringComparison.Ordinal)));

        before.Send(Pid.Kill);

        await DataFolder.RestartedWithinAsync(TimeSpan.FromSeconds(10), postgres, before);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => busy);
    }

    [Fact]
    public async Task Lock_files_that_name_a_process_of_another_program_do_not_keep_it_from_starting()
    {
        await using var data = await MadeCluster.StoppedAsync();
        await (await data.StartAsync()).DisposeAsync();
        var socketLock = Path.Combine(data.Folder.SocketFolder, ".s.PGSQL.5432.lock");
        await File.WriteAllTextAsync(data.Folder.PostmasterFile, $"{Environment.ProcessId}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(socketLock, $"{Environment.ProcessId}\n", TestContext.Current.CancellationToken);

        await using var postgres = await data.StartAsync();

        Assert.Equal("1", await DataFolder.AskAsync(postgres, "select 1"));
    }

    [Fact]
    public async Task An_initdb_killed_half_way_is_done_again()
    {
        await using var data = new DataFolder();
        using var server = Serve(data.Path);
        await DataFolder.WithinAsync(TimeSpan.FromSeconds(10), () => Directory.Exists(data.Path)
            && Directory.EnumerateDirectories(data.Path, "postgres.new-*").Any(f => Directory.Exists(Path.Combine(f, "base"))));
        server.Kill();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(data.Folder.DataDirectory));

        await using var cluster = await data.StartAsync();

        Assert.Equal("1", await DataFolder.AskAsync(cluster, "select 1"));
        Assert.Empty(Directory.EnumerateDirectories(data.Path, "postgres.new-*"));
    }

    [Fact]
    public async Task A_server_that_exits_without_disposing_leaves_nothing_running()
    {
        await using var data = await MadeCluster.StoppedAsync();
        using var server = Serve(data.Path);
        Assert.Equal("up", await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        server.StandardInput.Close();

        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        await DataFolder.WithinAsync(TimeSpan.FromSeconds(10), () => data.Folder.Processes.Count == 0);
    }

    // Kills a server whose PostgreSQL is running.
    private static async Task<Pid> OrphanedAsync(DataFolder data)
    {
        using var server = Serve(data.Path);
        Assert.Equal("up", await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        server.Kill();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        return data.Folder.RunningPostmaster() ?? throw new InvalidOperationException("PostgreSQL did not outlive its server.");
    }

    private static Process Serve(string folder) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments())
        {
            Environment = { [ServedFolder] = folder },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static string[] Arguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(When_something_is_killed).Assembly.Location] : [];

    // With the variable, the test program itself is the server to kill. It ends when its input closes.
    [ModuleInitializer]
    internal static void ServeInsteadOfTesting()
    {
        if (Environment.GetEnvironmentVariable(ServedFolder) is { } folder)
        {
            var start = PrivatePostgres.StartAsync(PostgresBinaries.Find()!, folder, NullLogger.Instance, CancellationToken.None);
            _ = start.GetAwaiter().GetResult();
            Console.WriteLine("up");
            Console.ReadLine();
            Environment.Exit(0);
        }
    }

    private sealed class ListLogger : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
