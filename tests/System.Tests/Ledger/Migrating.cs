using System.Diagnostics;
using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

[Trait("drill", "R14")]
public sealed class Migrating : IAsyncLifetime
{
    private ThrowAwayCluster? cluster;

    private ThrowAwayCluster Cluster => cluster!;

    public async ValueTask InitializeAsync() => cluster = await MadeCluster.StartAsync(stop: LedgerTestBed.Stop);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Cluster.DisposeAsync();
    }

    [Fact]
    public async Task Two_at_once_apply_each_file_once()
    {
        var watch = Stopwatch.StartNew();
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop)));

        Assert.Single(applied, names => names.Count > 0);
        Assert.Equal(applied.Single(names => names.Count > 0), await Names());
        Assert.Empty(await Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop));
        DrillSize.Figure("R14", $"four starts at once: one migrated {applied.Max(n => n.Count)} files, {watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_half_way_is_finished_by_the_next_start()
    {
        // Another session is creating a schema of the same name: the third file waits for it, and the test kills its backend there.
        await using var blocker = new NpgsqlConnection(Cluster.Owner);
        await blocker.OpenAsync(TestContext.Current.CancellationToken);
        await using var holding = await blocker.BeginTransactionAsync(LedgerTestBed.Stop);
        await using (var create = new NpgsqlCommand("create schema access", blocker, holding))
            await create.ExecuteNonQueryAsync(LedgerTestBed.Stop);
        var first = Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop);
        while (!(await Names()).Contains("002_vault.sql")) await Task.Delay(5, LedgerTestBed.Stop);
        await using var super = new NpgsqlConnection(Cluster.ConnectionString(PrivatePostgres.Database, PrivatePostgres.Superuser));
        await super.OpenAsync(LedgerTestBed.Stop);
        await using var kill = new NpgsqlCommand("""
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where query like '%create schema access%' and wait_event_type = 'Lock'
            """, super);
        while (await kill.ExecuteScalarAsync(LedgerTestBed.Stop) is 0L) await Task.Delay(5, LedgerTestBed.Stop);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => first);
        Assert.Equal(["001_seal.sql", "002_vault.sql"], await Names());
        await holding.RollbackAsync(LedgerTestBed.Stop);
        Assert.Equal("003_access.sql", (await Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop))[0]);
        Assert.Empty(await Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop));
    }

    [Fact]
    public async Task An_edited_file_is_refused_by_name()
    {
        await Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop);
        await Run("update migrations.applied set sha256 = repeat('0', 64) where number = 2");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop));

        Assert.Contains("002_vault.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        await Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop);
        await Run("insert into migrations.applied (number, name, sha256) values (999, '999_tomorrow.sql', '')");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop));

        Assert.Contains("999", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_role_that_owns_nothing_may_serve()
    {
        Assert.Equal("not-migrated", await WhyNot(Cluster.App));
        await Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop);

        Assert.Null(await WhyNot(Cluster.App));
        Assert.Equal("owner", await WhyNot(Cluster.Owner));
        Assert.Equal("superuser", await WhyNot(Cluster.ConnectionString(PrivatePostgres.Database, PrivatePostgres.Superuser)));
    }

    [Fact]
    public async Task A_program_serves_only_its_own_schema()
    {
        await Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop);

        await Run("insert into migrations.applied (number, name, sha256) values (999, '999_tomorrow.sql', '')");
        Assert.Equal(("newer", false), (await WhyNot(Cluster.App), await Outdated()));
        await Run("delete from migrations.applied where number in (4, 999)");
        Assert.Equal(("outdated", true), (await WhyNot(Cluster.App), await Outdated()));
        // Like an earlier program that did not grant this table to the application.
        await Run($"revoke select on migrations.applied from {LedgerRoles.App}");
        Assert.Equal(("outdated", true), (await WhyNot(Cluster.App), await Outdated()));
    }

    [Fact]
    public async Task A_member_of_the_owners_role_may_not_serve()
    {
        await Migrations.Apply(Cluster.Owner, LedgerTestBed.Stop);
        await Run($"grant {LedgerRoles.Owner} to {LedgerRoles.App}", PrivatePostgres.Superuser);

        Assert.Equal("owner", await WhyNot(Cluster.App));
    }

    private static async Task<string?> WhyNot(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        return await Migrations.WhyNotServe(source, LedgerTestBed.Stop);
    }

    private async Task<bool> Outdated()
    {
        await using var source = NpgsqlDataSource.Create(Cluster.App);
        return (await Migrations.Lacking(source, LedgerTestBed.Stop)).Count > 0;
    }

    private async Task<List<string>> Names()
    {
        await using var source = NpgsqlDataSource.Create(Cluster.Owner);
        await using var exists = source.CreateCommand("select to_regclass('migrations.applied') is not null");
        if (await exists.ExecuteScalarAsync(LedgerTestBed.Stop) is false) return [];
        await using var command = source.CreateCommand("select coalesce(array_agg(name order by number), '{}') from migrations.applied");
        return [.. (string[])(await command.ExecuteScalarAsync(LedgerTestBed.Stop))!];
    }

    private async Task Run(string sql, string user = LedgerRoles.Owner)
    {
        await using var source = NpgsqlDataSource.Create(Cluster.ConnectionString(PrivatePostgres.Database, user));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(LedgerTestBed.Stop);
    }
}
