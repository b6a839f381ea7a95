using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows.Postgres;

namespace MentorshipFlow.System.Tests.Postgres;

public sealed class A_folder_that_cannot_be_used
{
    [Fact]
    public async Task Is_named_with_both_versions_when_another_major_version_wrote_it()
    {
        await using var data = await MadeCluster.StoppedAsync();
        await File.WriteAllTextAsync(Path.Combine(data.Folder.DataDirectory, "PG_VERSION"), "14\n", TestContext.Current.CancellationToken);

        var fault = await data.RefusedAsync();

        Assert.Equal("other-major-version", fault.Code);
        Assert.Contains("PostgreSQL 14", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"PostgreSQL {PostgresBinaries.Find()!.Major}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("ops/restore", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_while_another_server_uses_it_and_free_afterwards()
    {
        await using var data = await MadeCluster.StoppedAsync();
        var first = await data.StartAsync();

        Assert.Equal("folder-in-use", (await data.RefusedAsync()).Code);
        Assert.Equal("1", await DataFolder.AskAsync(first, "select 1"));

        await first.DisposeAsync();
        await (await data.StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Is_refused_when_it_holds_something_other_than_a_cluster()
    {
        await using var data = await MadeCluster.StoppedAsync();
        File.Delete(Path.Combine(data.Folder.DataDirectory, "PG_VERSION"));

        Assert.Equal("not-a-data-folder", (await data.RefusedAsync()).Code);
    }

    [Fact]
    public async Task Is_refused_below_a_folder_its_user_cannot_enter()
    {
        var closed = Directory.CreateTempSubdirectory("closed-");
        try
        {
            var forRootOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;
            closed.UnixFileMode = Environment.IsPrivilegedProcess ? forRootOnly : UnixFileMode.None;
            await using var data = new DataFolder(closed.FullName);

            Assert.Equal("folder-out-of-reach", (await data.RefusedAsync()).Code);
        }
        finally
        {
            closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            closed.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Is_refused_with_contents_of_another_user_and_keeps_its_mode()
    {
        var ours = Directory.CreateTempSubdirectory("theirs-");
        ours.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        await File.WriteAllTextAsync(Path.Combine(ours.FullName, "belonging"), "", TestContext.Current.CancellationToken);
        var theirs = Environment.IsPrivilegedProcess ? ours.FullName : "/usr/share";
        var mode = File.GetUnixFileMode(theirs);

        var refused = await Assert.ThrowsAsync<NoPostgresException>(
            () => new PostgresFolder(theirs).PrepareAsync(TestContext.Current.CancellationToken));

        Assert.Equal("folder-not-ours", refused.Code);
        Assert.Equal(mode, File.GetUnixFileMode(theirs));
        ours.Delete(recursive: true);
    }

    [Fact]
    public async Task Does_not_start_with_a_setting_that_postgres_refuses_and_names_it()
    {
        await using var data = await MadeCluster.StoppedAsync();

        var binaries = ThrowAwayCluster.Wrap(data.Path + "-bin", "-c no_such_setting=1", new Dictionary<string, string>());

        var fault = await Assert.ThrowsAsync<NoPostgresException>(() => data.StartAsync(binaries: binaries));

        Assert.Equal("does-not-start", fault.Code);
        Assert.Contains("no_such_setting", fault.Message, StringComparison.Ordinal);
        Assert.Empty(data.Folder.Processes);
    }
}
