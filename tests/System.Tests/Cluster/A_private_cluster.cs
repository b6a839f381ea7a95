using MentorshipFlow.Workflows.Cluster;

namespace MentorshipFlow.System.Tests.Cluster;

public sealed class A_private_cluster
{
    [Fact]
    public async Task Answers_and_finds_its_rows_at_the_second_start()
    {
        await using var data = new DataFolder();
        await using (var first = await data.StartAsync())
        {
            Assert.True(first.IsUp);
            await DataFolder.AskAsync(first, "create table kept as select 42 as answer");
        }

        await using var second = await data.StartAsync();

        Assert.Equal("42", await DataFolder.AskAsync(second, "select answer from kept"));
    }

    [Theory]
    [InlineData("data_checksums", "on")]
    [InlineData("fsync", "on")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("full_page_writes", "on")]
    [InlineData("server_encoding", "UTF8")]
    [InlineData("lc_collate", "C")]
    [InlineData("listen_addresses", "")]
    [InlineData("log_error_verbosity", "terse")]
    public async Task Runs_with(string setting, string value) =>
        Assert.Equal(value, await DataFolder.AskAsync((await Shared.Value).Cluster, $"show {setting}"));

    [Fact]
    public async Task Keeps_its_durability_against_alter_system()
    {
        await using var own = await MadeCluster.StartAsync(stop: TestContext.Current.CancellationToken);
        await DataFolder.AskAsync(own.Cluster, "alter system set fsync = off");
        await DataFolder.AskAsync(own.Cluster, "select pg_reload_conf()");
        await own.KillNineAsync();
        await DataFolder.WithinAsync(TimeSpan.FromSeconds(5), () => own.Cluster.IsUp);

        Assert.Equal("on", await DataFolder.AskAsync(own.Cluster, "show fsync"));
    }

    [Fact]
    public async Task Takes_the_settings_of_its_caller()
    {
        await using var own = await MadeCluster.StartAsync(
            adjust: options => options with { Settings = new Dictionary<string, string> { ["max_connections"] = "17" } },
            stop: TestContext.Current.CancellationToken);

        Assert.Equal("17", await DataFolder.AskAsync(own.App, "show max_connections"));
    }

    [Fact]
    public async Task Lets_nobody_else_into_its_folders()
    {
        var folder = (await Shared.Value).Cluster.Folder;

        Assert.All(
            [folder.FullPath, folder.DataDirectory, folder.SocketFolder, folder.LogFolder],
            path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path)));
    }

    [Fact]
    public async Task Stops_and_leaves_no_process_and_no_lock_file()
    {
        await using var data = await MadeCluster.StoppedAsync();
        var cluster = await data.StartAsync();
        Assert.NotEmpty(OsProcessId.OfCluster(data.Folder.ClusterName));

        await cluster.DisposeAsync();

        Assert.False(cluster.IsUp);
        Assert.IsType<ClusterState.Stopping>(cluster.Current);
        Assert.Empty(OsProcessId.OfCluster(data.Folder.ClusterName));
        Assert.False(File.Exists(PostmasterFile.PathIn(data.Folder)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Folder.SocketFolder));
    }

    [Fact]
    public async Task Uses_a_short_socket_folder_when_its_own_path_is_too_long()
    {
        await using var data = new DataFolder(name: new string('a', 90));
        await using var cluster = await data.StartAsync();

        Assert.DoesNotContain(data.Path, cluster.Folder.SocketFolder, StringComparison.Ordinal);
        Assert.Equal("1", await DataFolder.AskAsync(cluster, "select 1"));
    }

    [Fact]
    public async Task Has_a_folder_whose_name_may_hold_blanks_commas_quotes_and_letters_of_any_alphabet()
    {
        await using var data = new DataFolder(name: "Школа №1, \"Б\"");
        await using var cluster = await data.StartAsync();

        Assert.Equal("1", await DataFolder.AskAsync(cluster, "select 1"));
    }

    [Fact]
    public async Task Answers_over_tcp_only_with_its_password()
    {
        await using var own = await MadeCluster.StartAsync(
            adjust: options => options with { ListenPort = FreePort() }, stop: TestContext.Current.CancellationToken);
        var connection = own.Cluster.TcpConnectionString(ClusterDatabase.Name, ClusterDatabase.App);

        Assert.Equal(ClusterDatabase.App, await DataFolder.AskAsync(connection, "select current_user"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            DataFolder.AskAsync(connection.Replace(own.Cluster.Password!, "guess", StringComparison.Ordinal), "select 1"));
    }

    private static readonly Lazy<Task<ThrowAwayCluster>> Shared = new(StartSharedAsync);

    private static async Task<ThrowAwayCluster> StartSharedAsync()
    {
        var shared = await MadeCluster.StartAsync(stop: TestContext.Current.CancellationToken);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => shared.DisposeAsync().AsTask().Wait();
        return shared;
    }

    private static int FreePort()
    {
        using var listener = new global::System.Net.Sockets.TcpListener(global::System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((global::System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
