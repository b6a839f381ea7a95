using MentorshipFlow.Workflows.Postgres;

namespace MentorshipFlow.System.Tests.Postgres;

public sealed class Finding_and_installing_postgres
{
    [Fact]
    public void Finds_the_machines_own_in_a_supported_version() =>
        Assert.True(PostgresBinaries.Find() is { Major: >= PostgresBinaries.OldestMajor });

    [Fact]
    public void Searches_only_the_variable_when_it_is_set()
    {
        var own = PostgresBinaries.Find()!;

        Assert.Equal(own, PostgresBinaries.Find(name => name == "MF_PG_BIN" ? own.Folder : null));
        Assert.Null(PostgresBinaries.Find(name => name == "MF_PG_BIN" ? "/nowhere" : Environment.GetEnvironmentVariable(name)));
    }

    [Fact]
    public async Task Installs_without_the_default_cluster()
    {
        var folder = Directory.CreateTempSubdirectory("apt-").FullName;
        var (apt, calls) = (Path.Combine(folder, "apt-get"), Path.Combine(folder, "calls"));
        var decision = Path.Combine(folder, "etc", "createcluster.conf");
        await WriteProgramAsync(apt, $"""echo "$DEBIAN_FRONTEND $*" >> {calls}""");

        var installed = await PostgresBinaries.InstallAsync(TestContext.Current.CancellationToken, apt, decision);

        Assert.Equal(PostgresBinaries.Find(), installed);
        Assert.Equal(
            ["noninteractive update", "noninteractive -o Dpkg::Options::=--force-confold install -y postgresql"],
            await File.ReadAllLinesAsync(calls, TestContext.Current.CancellationToken));
        Assert.Equal("create_main_cluster = false\n", await File.ReadAllTextAsync(decision, TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Names_the_command_and_the_reason_when_it_fails_and_keeps_the_operators_decision()
    {
        var folder = Directory.CreateTempSubdirectory("apt-").FullName;
        var (apt, decision) = (Path.Combine(folder, "apt-get"), Path.Combine(folder, "createcluster.conf"));
        await WriteProgramAsync(apt, "echo no network >&2; exit 100");
        await File.WriteAllTextAsync(decision, "create_main_cluster = true\n", TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<NoPostgresException>(
            () => PostgresBinaries.InstallAsync(TestContext.Current.CancellationToken, apt, decision));

        Assert.Equal($"no-binaries: no network Run this, then start again:\n{PostgresBinaries.CommandByHand}", fault.Message);
        Assert.Equal("create_main_cluster = true\n", await File.ReadAllTextAsync(decision, TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task WriteProgramAsync(string path, string line)
    {
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
