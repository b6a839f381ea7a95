using System.Net;
using System.Net.Sockets;
using MentorshipFlow.Workflows.Postgres;

namespace MentorshipFlow.System.Tests.Ops;

public sealed class The_program_when_started
{
    private const string AllLeaves = "select string_agg(encode(leaf, 'hex'), ' ' order by position) from ledger.entries";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Starts_everything_and_leaves_nothing_running_after_ctrl_c(bool asPlainUser)
    {
        await using var site = await Site.MakeAsync(asPlainUser);
        await using var server = await RunningProgram.ServeAsync(site);

        Assert.Equal(200, await server.StatusOfAsync("/health/ready"));
        Assert.Contains(server.Lines, line => line == $"data        {site.Data}");
        Assert.Equal(
            ["operator", "initiator", "curator", "head", "auditor", "integrator", "regional-centre"],
            (await File.ReadAllLinesAsync(Path.Combine(site.Safe, "sample-keys"), TestContext.Current.CancellationToken))
                .Select(line => line.Split(' ')[0]));
        // Its working directory is /, and it must not watch it.
        Assert.Empty(server.WatchedFolders());

        var ended = await server.InterruptAsync();
        Assert.Equal((0, ""), (ended.ExitCode, ended.Output));
        Assert.Empty(site.Processes);
    }

    [Fact]
    public async Task Finds_its_ledger_again_and_prints_no_key()
    {
        await using var site = await Site.LoadedAsync();
        await using var first = await RunningProgram.ServeAsync(site);
        var leaves = await site.AskAsync(AllLeaves);
        await first.InterruptAsync();

        await using var second = await RunningProgram.ServeAsync(site);

        Assert.Equal(leaves, await site.AskAsync(AllLeaves));
        Assert.Equal(200, await second.StatusOfAsync("/api/whoami", second.Key("curator")));
        Assert.DoesNotContain(first.Lines.Concat(second.Lines), line => line.Contains("mf_", StringComparison.Ordinal));
        Assert.Equal("600\n", await Site.ShellAsync("stat -c %a \"$1/sample-keys\"", site.Safe));
    }

    [Fact]
    public async Task Loads_no_sample_beside_a_real_installation()
    {
        await using var site = await Site.MakeAsync();
        await using var begun = await RunningProgram.ServeAsync(site, "--no-sample");
        Assert.Equal(0, (await RunningProgram.RunAsync(site, ["first-key", "--data", site.Data, "--safe", site.Safe])).ExitCode);
        await begun.InterruptAsync();

        await using var server = await RunningProgram.ServeAsync(site);

        Assert.Contains("sample      not loaded: this installation was begun without it", server.Lines);
        Assert.False(File.Exists(Path.Combine(site.Safe, "sample-keys")));
        Assert.Equal("1", await site.AskAsync(
            "select count(distinct tenant_id) from ledger.mt_events where type = 'organisation_created'"));
    }

    [Fact]
    public async Task Adopts_the_database_of_a_killed_server_and_has_every_entry()
    {
        await using var site = await Site.LoadedAsync();
        await using var killed = await RunningProgram.ServeAsync(site);
        var size = await site.AskAsync("select size from seal.head");
        await killed.KillNineAsync();
        var orphan = site.Processes.Min(p => p.Id);

        await using var server = await RunningProgram.ServeAsync(site);

        Assert.Contains(site.Processes, p => p.Id == orphan);
        Assert.Equal(size, await site.AskAsync("select size from seal.head"));
        Assert.Equal(0, (await server.InterruptAsync()).ExitCode);
        Assert.Empty(site.Processes);
    }

    [Fact]
    public async Task Is_not_ready_while_PostgreSQL_is_down_and_brings_it_back()
    {
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        Assert.Equal(200, await server.StatusOfAsync("/health/ready"));

        // On a busy machine PostgreSQL may be back before a request meets it down, so it is killed until one does.
        await EventuallyAsync(() =>
        {
            foreach (var postmaster in Postmasters(site)) postmaster.Send(Pid.Kill);
            return server.StatusOfAsync("/health/ready");
        }, 503);
        await EventuallyAsync(() => server.StatusOfAsync("/health/ready"), 200);

        Assert.Equal(200, await server.StatusOfAsync("/health/live"));
    }

    [Fact]
    public async Task Says_that_the_port_is_in_use_and_stops_what_it_started()
    {
        await using var site = await Site.LoadedAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        string[] command = ["serve", "--data", site.Data, "--safe", site.Safe, "--port", $"{port}", "--no-sample"];
        var ended = await RunningProgram.RunAsync(site, command);

        Assert.Equal(4, ended.ExitCode);
        var line = Assert.Single(ended.Errors.TrimEnd().Split('\n'));
        Assert.StartsWith($"port-in-use: another program listens on port {port}", line, StringComparison.Ordinal);
        Assert.Empty(site.Processes);
    }

    [Fact]
    public async Task Names_the_one_command_when_PostgreSQL_is_missing()
    {
        await using var site = await Site.MakeAsync(plainUser: Environment.IsPrivilegedProcess);
        var empty = Directory.CreateDirectory(site.Beside("empty")).FullName;

        var environment = new Dictionary<string, string> { ["MF_PG_BIN"] = empty };
        var ended = await RunningProgram.RunAsync(site, ["serve", "--data", site.Data, "--safe", site.Safe], environment);

        Assert.Equal(3, ended.ExitCode);
        Assert.StartsWith("no-binaries: ", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(PostgresBinaries.CommandByHand, ended.Errors.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task Gives_no_new_keys_to_a_ledger_whose_safe_is_gone()
    {
        await using var site = await Site.LoadedAsync();
        Directory.Delete(site.Safe, recursive: true);

        var ended = await RunningProgram.RunAsync(site, ["serve", "--data", site.Data, "--port", "0"]);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("safe-missing: ", LastLine(ended.Errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(site.Safe));
    }

    [Fact]
    public async Task Serves_no_ledger_with_the_safe_of_another()
    {
        await using var site = await Site.LoadedAsync();
        var other = site.Beside("other-safe");
        await Site.ShellAsync("cp -r \"$1\" \"$2\" && head -c 32 /dev/urandom > \"$2/vault.key\"", site.Safe, other);

        var ended = await RunningProgram.RunAsync(site, ["serve", "--data", site.Data, "--safe", other, "--port", "0"]);

        Assert.Equal(5, ended.ExitCode);
        Assert.StartsWith("safe-of-another-ledger: ", LastLine(ended.Errors), StringComparison.Ordinal);
        Assert.Empty(site.Processes);
    }

    [Fact]
    public async Task Does_not_replace_a_missing_key()
    {
        await using var site = await Site.LoadedAsync();
        var missing = Path.Combine(site.Safe, "fingerprint.key");
        File.Delete(missing);

        var ended = await RunningProgram.RunAsync(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0"]);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("safe-missing: ", LastLine(ended.Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
    }

    [Fact]
    public async Task Creates_nothing_without_a_command_or_folder()
    {
        var (nothing, unset) = (await RunningProgram.RunAsync(null, []), await RunningProgram.RunAsync(null, ["serve", "--data", ""]));

        Assert.Equal((2, 2), (nothing.ExitCode, unset.ExitCode));
        Assert.StartsWith("folder-not-named: ", unset.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("--port 0")]
    [InlineData("serve --port")]
    [InlineData("serve --port 80000")]
    [InlineData("serve --port 1 --port 2")]
    [InlineData("serve --sample-please")]
    [InlineData("serve --data /tmp/mf-data --safe /tmp/mf-data/safe")]
    [InlineData("backup")]
    [InlineData("backup one two")]
    [InlineData("migrate")]
    [InlineData("serve --port 1 --urls http://127.0.0.1:2")]
    [InlineData("serve --urls nonsense")]
    [InlineData("backup one --without-keys --keys-only")]
    public async Task Refuses_arguments_that_it_does_not_know(string words)
    {
        var ended = await RunningProgram.RunAsync(null, words.Split(' '));

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.NotEmpty(ended.Errors);
    }

    [Fact]
    public async Task Suggests_a_similar_command() =>
        Assert.Contains("backup", (await RunningProgram.RunAsync(null, ["bakcup", "file"])).Errors, StringComparison.Ordinal);

    [Theory]
    [InlineData("serve", "--urls")]
    [InlineData("migrate", "Usage")]
    [InlineData("rebuild-views", "--data")]
    [InlineData("first-key", "--safe")]
    [InlineData("backup", "--without-keys")]
    [InlineData("restore", "--accept-loss")]
    [InlineData("rotate-key", "--safe")]
    [InlineData("verify", "--checkpoint")]
    [InlineData("postgres", "Usage")]
    public async Task Explains_each_command(string command, string option)
    {
        var ended = await RunningProgram.RunAsync(null, [command, "--help"]);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        Assert.Contains(option, ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.2:0", null)]
    [InlineData(null, "http://127.0.0.2:0")]
    public async Task Listens_where_an_option_or_the_environment_says(string? option, string? variable)
    {
        await using var site = await Site.LoadedAsync();
        string[] urls = option is null ? [] : ["--urls", option];
        Dictionary<string, string> environment = variable is null ? [] : new() { ["ASPNETCORE_URLS"] = variable };
        await using var server =
            RunningProgram.Start(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--no-sample", .. urls], environment);
        await server.ReadyAsync();

        Assert.Equal("127.0.0.2", server.Url.Host);
        Assert.Equal(200, await server.StatusOfAsync("/health/ready"));
    }

    private static IEnumerable<Pid> Postmasters(Site site) =>
        site.Processes.Where(p => p.CommandLine.Contains(" -D ", StringComparison.Ordinal));

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];

    private static async Task EventuallyAsync(Func<Task<int>> ask, int expected)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Patience.AtMost);
        while (await ask() != expected) await Task.Delay(20, late.Token);
    }
}
