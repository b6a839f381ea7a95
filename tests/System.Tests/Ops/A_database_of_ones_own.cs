using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.System.Tests.Ops;

public sealed class A_database_of_ones_own : IAsyncLifetime
{
    private ThrowAwayCluster database = null!;
    private Site site = null!;

    public async ValueTask InitializeAsync()
    {
        database = await MadeCluster.StartAsync(stop: TestContext.Current.CancellationToken);
        site = await Site.MakeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Is_not_served_before_it_is_migrated()
    {
        var ended = await ServedAs(database.App);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("not-migrated: ", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("ops/migrate", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_served_with_a_role_that_could_change_history()
    {
        await Migrated();

        Assert.StartsWith("serves-as-owner: ", (await ServedAs(database.Owner)).Errors, StringComparison.Ordinal);
        Assert.StartsWith("serves-as-superuser: ",
            (await ServedAs(database.ConnectionString(PrivatePostgres.Database, "mentorshipflow_root"))).Errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("drill", "R14")]
    public async Task Is_migrated_and_served_by_two_servers_that_start_together()
    {
        var migrated = await Task.WhenAll(Migrated(), Migrated());
        Assert.All(migrated, ended => Assert.Equal((0, ""), (ended.ExitCode, ended.Errors)));
        Assert.Single(migrated, ended => ended.Output.EndsWith("nothing to do\n", StringComparison.Ordinal));

        await using var one = Serve();
        await using var other = Serve();
        await Task.WhenAll(one.ReadyAsync(), other.ReadyAsync());

        Assert.Equal($"{DefinitionLibrary.Shipped.Count()}",
            await DataFolder.AskAsync(database.Owner, "select count(*) from ledger.entries where type = 'definition_published'"));
        Assert.False(Directory.Exists(site.Data));
        DrillSize.Figure("R14",
            $"two programs at once on an empty database: one migrated it, both served it, every definition published once");
    }

    [Fact]
    public async Task Gets_its_first_key_once()
    {
        await Migrated();
        string[] command = ["first-key", "--data", site.Data, "--safe", site.Safe];

        var first = await RunningProgram.RunAsync(site, command, Named("Ledger", database.App));
        var second = await RunningProgram.RunAsync(site, command, Named("Ledger", database.App));

        Assert.Equal(0, first.ExitCode);
        Assert.Matches("^mf_[0-9a-f]{32}_[A-Za-z0-9_-]{43}\n$", first.Output);
        Assert.Equal((1, ""), (second.ExitCode, second.Output));
        Assert.StartsWith("first-key-issued: ", second.Errors, StringComparison.Ordinal);
        Assert.Equal("1", await DataFolder.AskAsync(database.Owner, "select count(*) from access.keys"));
    }

    private Task<Ended> Migrated() => RunningProgram.RunAsync(site, ["migrate"], Named("LedgerOwner", database.Owner));

    private RunningProgram Serve() =>
        RunningProgram.Start(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0"], Named("Ledger", database.App));

    private Task<Ended> ServedAs(string connection) =>
        RunningProgram.RunAsync(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0"], Named("Ledger", connection));

    private static Dictionary<string, string> Named(string name, string connection) =>
        new() { [$"ConnectionStrings__{name}"] = connection };
}
