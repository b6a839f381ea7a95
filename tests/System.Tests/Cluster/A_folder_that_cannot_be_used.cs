using MentorshipFlow.Workflows.Cluster;

namespace MentorshipFlow.System.Tests.Cluster;

public sealed class A_folder_that_cannot_be_used
{
    [Fact]
    public async Task Is_named_with_both_versions_when_another_major_version_wrote_it()
    {
        await using var data = await MadeCluster.StoppedAsync();
        await File.WriteAllTextAsync(Path.Combine(data.Folder.DataDirectory, "PG_VERSION"), "14\n", TestContext.Current.CancellationToken);

        var fault = await data.RefusedAsync();

        Assert.Equal("other-major-version", fault.Code);
        Assert.Contains("PostgreSQL 14", fault.Sentence, StringComparison.Ordinal);
        Assert.Contains($"PostgreSQL {PostgresBinaries.Find()!.Major}", fault.Sentence, StringComparison.Ordinal);
        Assert.Contains("ops/restore", fault.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_while_another_server_uses_it_and_free_afterwards()
    {
        await using var data = await MadeCluster.StoppedAsync();
        var first = await data.StartAsync();

        Assert.Equal("folder-in-use", (await data.RefusedAsync()).Code);
        Assert.True(first.IsUp);

        await first.DisposeAsync();
        await (await data.StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Is_refused_when_it_holds_something_else_than_a_cluster()
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
            closed.UnixFileMode = Environment.IsPrivilegedProcess ? UnixFileMode.UserRead | UnixFileMode.UserExecute : UnixFileMode.None;
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
    public async Task Is_refused_with_the_belongings_of_others_and_keeps_its_mode()
    {
        var ours = Directory.CreateTempSubdirectory("theirs-");
        ours.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        await File.WriteAllTextAsync(Path.Combine(ours.FullName, "belonging"), "", TestContext.Current.CancellationToken);
        var theirs = Environment.IsPrivilegedProcess ? ours.FullName : "/usr/share";
        var mode = File.GetUnixFileMode(theirs);

        var refused = await Assert.ThrowsAsync<ClusterFaultException>(() => new ClusterFolder(theirs).PrepareAsync(TestContext.Current.CancellationToken));

        Assert.Equal("folder-not-ours", refused.Fault.Code);
        Assert.Equal(mode, File.GetUnixFileMode(theirs));
        ours.Delete(recursive: true);
    }

    [Fact]
    public async Task Does_not_start_with_a_setting_postgres_refuses_and_says_which()
    {
        await using var data = await MadeCluster.StoppedAsync();

        var refused = await Assert.ThrowsAsync<ClusterFaultException>(() =>
            data.StartAsync(options => options with { Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" } }));

        Assert.Equal("does-not-start", refused.Fault.Code);
        Assert.Contains("no_such_setting", refused.Fault.Sentence, StringComparison.Ordinal);
        Assert.Empty(OsProcessId.OfCluster(data.Folder.ClusterName));
    }
}
