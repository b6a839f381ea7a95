using System.Diagnostics;
using System.Runtime.CompilerServices;
using MentorshipFlow.Workflows.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.System.Tests.Cluster;

public sealed class When_something_is_killed
{
    private const string ServedFolder = "TEST_SERVES_CLUSTER";

    [Fact]
    public async Task The_postmaster_is_back_within_five_seconds()
    {
        await using var own = await MadeCluster.StartAsync(stop: TestContext.Current.CancellationToken);
        var before = own.Cluster.Postmaster!.Id;
        var states = new List<ClusterState>();
        own.Cluster.Changed += states.Add;

        await own.KillNineAsync();
        await DataFolder.WithinAsync(TimeSpan.FromSeconds(5), () => own.Cluster.IsUp && own.Cluster.Postmaster!.Id != before);

        Assert.Equal("1", await DataFolder.AskAsync(own.App, "select 1"));
        Assert.Collection(states, s => Assert.IsType<ClusterState.Down>(s), s => Assert.IsType<ClusterState.Starting>(s), s => Assert.IsType<ClusterState.Up>(s));
    }

    [Fact]
    public async Task The_server_finds_its_postgres_still_running_and_adopts_it()
    {
        await using var data = await MadeCluster.StoppedAsync();
        using var server = Serve(data.Path);
        Assert.Equal("up", await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        server.Kill();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        var orphan = PostmasterFile.Running(data.Folder);
        Assert.NotNull(orphan);

        await using var cluster = await data.StartAsync();

        Assert.True(cluster.Postmaster!.Adopted);
        Assert.Equal(orphan.Value.Id, cluster.Postmaster.Id);
        Assert.Equal("1", await DataFolder.AskAsync(cluster, "select 1"));
    }

    [Fact]
    public async Task An_adopted_postmaster_is_supervised_and_stopped_like_its_own()
    {
        await using var data = await MadeCluster.StoppedAsync();
        await (await data.StartAsync()).AbandonAsync();
        var cluster = await data.StartAsync();
        Assert.True(cluster.Postmaster!.Adopted);

        await cluster.Postmaster.KillNineAsync();
        await DataFolder.WithinAsync(TimeSpan.FromSeconds(5), () => cluster is { IsUp: true, Postmaster.Adopted: false });
        await cluster.AbandonAsync();
        await (await data.StartAsync()).DisposeAsync();

        Assert.Empty(OsProcessId.OfCluster(data.Folder.ClusterName));
    }

    [Fact]
    public async Task A_postmaster_killed_with_its_server_is_started_anew()
    {
        await using var data = await MadeCluster.StoppedAsync();
        var killed = await data.StartAsync();
        await killed.AbandonAsync();
        await killed.Postmaster!.KillNineAsync();

        await using var cluster = await data.StartAsync();

        Assert.False(cluster.Postmaster!.Adopted);
        Assert.Equal("1", await DataFolder.AskAsync(cluster, "select 1"));
    }

    [Fact]
    public async Task Lock_files_naming_a_process_id_of_another_program_do_not_keep_it_from_starting()
    {
        await using var data = await MadeCluster.StoppedAsync();
        await (await data.StartAsync()).DisposeAsync();
        var socketLock = Path.Combine(data.Folder.SocketFolder, ".s.PGSQL.5432.lock");
        await File.WriteAllTextAsync(PostmasterFile.PathIn(data.Folder), $"{Environment.ProcessId}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(socketLock, $"{Environment.ProcessId}\n", TestContext.Current.CancellationToken);

        await using var cluster = await data.StartAsync();

        Assert.True(cluster.IsUp);
    }

    [Fact]
    public async Task An_initdb_killed_half_way_is_done_again()
    {
        await using var data = new DataFolder();
        using var server = Serve(data.Path);
        await DataFolder.WithinAsync(TimeSpan.FromSeconds(10), () =>
            Directory.Exists(data.Path) && Directory.EnumerateDirectories(data.Path, "postgres.new-*").Any(folder => Directory.Exists(Path.Combine(folder, "base"))));
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
        await DataFolder.WithinAsync(TimeSpan.FromSeconds(10), () => OsProcessId.OfCluster(data.Folder.ClusterName).Count == 0);
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

    // This same program, started with the variable, is the server to be killed: it holds the cluster until its input closes.
    [ModuleInitializer]
    internal static void ServeInsteadOfTesting()
    {
        if (Environment.GetEnvironmentVariable(ServedFolder) is { } folder)
        {
            _ = PrivateCluster.StartAsync(new PrivateClusterOptions(folder), NullLogger.Instance, CancellationToken.None).GetAwaiter().GetResult();
            Console.WriteLine("up");
            Console.ReadLine();
            Environment.Exit(0);
        }
    }
}
