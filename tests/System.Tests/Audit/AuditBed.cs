using MentorshipFlow.System.Tests.Cluster;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>The audit's tests share one cluster and run one after the other; each has a database of its own to forge.</summary>
[CollectionDefinition(Name)]
public sealed class OnAuditedLedgers : ICollectionFixture<AuditBed>
{
    public const string Name = "audit";
}

/// <summary>A throw-away cluster with a migrated, empty ledger to copy.</summary>
public sealed class AuditBed : IAsyncLifetime
{
    private ThrowAwayCluster? own;
    private int count;

    private PrivateCluster Cluster => own!.Cluster;

    public async ValueTask InitializeAsync()
    {
        own = await MadeCluster.StartAsync(stop: LedgerTestBed.Stop);
        await Migrations.Apply(own.Owner, LedgerTestBed.Stop);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await own!.DisposeAsync();
    }

    /// <summary>An empty ledger with a safe of its own.</summary>
    internal async Task<AuditedLedger> Ledger()
    {
        var database = await Copy(ClusterDatabase.Name);
        await Run(Superuser(database), "update ledger.head set ledger = gen_random_uuid()");
        return new(this, database, Directory.CreateTempSubdirectory("mentorshipflow-safe-").FullName);
    }

    /// <summary>A copy of a database, as a backup makes it.</summary>
    internal async Task<string> Copy(string database)
    {
        var copy = $"audited_{++count}";
        // A database is copied only while nobody uses it.
        await Run(Superuser("postgres"), $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'");
        await Run(Superuser("postgres"), $"create database {copy} template {database} owner {ClusterDatabase.Owner}");
        return copy;
    }

    internal string App(string database) => Patience.Of(Cluster.ConnectionString(database, ClusterDatabase.App));

    internal string Owner(string database) => Patience.Of(Cluster.ConnectionString(database, ClusterDatabase.Owner));

    internal string Superuser(string database) => Patience.Of(Cluster.ConnectionString(database, DataDirectory.Superuser));

    internal static async Task Run(string connection, string sql)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync(LedgerTestBed.Stop);
        await using var command = new NpgsqlCommand(sql, opened);
        await command.ExecuteNonQueryAsync(LedgerTestBed.Stop);
    }
}
