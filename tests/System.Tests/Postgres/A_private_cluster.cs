using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Postgres;

public sealed class A_private_cluster
{
    [Fact]
    public async Task Answers_and_finds_its_rows_at_the_second_start()
    {
        await using var data = new DataFolder();
        await using (var first = await data.StartAsync()) await DataFolder.AskAsync(first, "create table kept as select 42 as answer");

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
        var before = own.Cluster.Postmaster!;
        await own.KillNineAsync();
        await DataFolder.RestartedWithinAsync(TimeSpan.FromSeconds(5), own.Cluster, before);

        Assert.Equal("on", await DataFolder.AskAsync(own.Cluster, "show fsync"));
    }

    [Fact]
    public async Task Closes_its_folders_to_other_users()
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
        Assert.NotEmpty(data.Folder.Processes);

        await cluster.DisposeAsync();

        Assert.Empty(data.Folder.Processes);
        Assert.False(File.Exists(data.Folder.PostmasterFile));
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
    public async Task Answers_over_tcp_only_where_a_test_wants_it_and_with_a_password()
    {
        await using var own = await MadeCluster.StartAsync(overTcp: true, stop: TestContext.Current.CancellationToken);
        var connection = own.TcpConnectionString(PrivatePostgres.Database, LedgerRoles.App);

        Assert.Equal(LedgerRoles.App, await DataFolder.AskAsync(connection, "select current_user"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            DataFolder.AskAsync($"{connection};Password=guess", "select 1"));
    }

    private static readonly Lazy<Task<ThrowAwayCluster>> Shared = new(StartSharedAsync);

    private static async Task<ThrowAwayCluster> StartSharedAsync()
    {
        var shared = await MadeCluster.StartAsync(stop: TestContext.Current.CancellationToken);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => shared.DisposeAsync().AsTask().Wait();
        return shared;
    }
}
