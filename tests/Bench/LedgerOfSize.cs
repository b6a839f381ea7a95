using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorshipFlow.Bench;

/// <summary>A ledger of a size, to measure a decision there.</summary>
internal sealed class LedgerOfSize : IAsyncDisposable
{
    // So short that the rounds add little to a small ledger.
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(0.4);

    private readonly ThrowAwayCluster cluster;
    private readonly string safe;
    private readonly ServiceProvider node;
    private readonly Decisions decisions;
    private readonly LedgerReader ledger;
    private List<Guid> programmes = [];

    private LedgerOfSize(ThrowAwayCluster cluster, string safe, ServiceProvider node, Decisions decisions)
    {
        (this.cluster, this.safe, this.node, this.decisions) = (cluster, safe, node, decisions);
        ledger = node.GetRequiredService<LedgerReader>();
    }

    /// <summary>A ledger of a cluster of its own, filled by the product's append: every entry is sealed.</summary>
    public static async Task<LedgerOfSize> Start(long size)
    {
        var cluster = await ThrowAwayCluster.StartAsync();
        await Migrations.Apply(cluster.Owner, CancellationToken.None);
        var safe = Directory.CreateTempSubdirectory("mentorshipflow-size-").FullName;
        var node = new ServiceCollection().AddLogging().AddWorkflows(cluster.App, Secrets.Open(safe)).BuildServiceProvider();
        await node.GetRequiredService<PublishingEngine>().PublishShipped(CancellationToken.None);
        var definition = (await node.GetRequiredService<DefinitionLibrary>().Published("target-model", CancellationToken.None))[0];
        var made = new LedgerOfSize(cluster, safe, node, new(node, new(definition)));
        await made.Fill(size);
        return made;
    }

    /// <summary>Decisions per second of 16 callers, each on a programme of its own.</summary>
    public Task<double> DecideBy16() => decisions.Facts(programmes, 16, Round);

    /// <summary>The size of the database by the entries of its ledger.</summary>
    public async Task<double> BytesPerEvent()
    {
        await using var database = NpgsqlDataSource.Create(cluster.Owner);
        await using var bytes = database.CreateCommand("select pg_database_size(current_database())");
        return (long)(await bytes.ExecuteScalarAsync())! / (double)await Size();
    }

    /// <summary>The number of entries.</summary>
    public async Task<long> Size() => (await ledger.Head(CancellationToken.None)).Size;

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await cluster.DisposeAsync();
        Directory.Delete(safe, recursive: true);
    }

    private async Task Fill(long size)
    {
        // The last ones: as many at every size, and none is large.
        programmes = [.. (await decisions.Fill(size, Size)).TakeLast(16)];
        await using var database = NpgsqlDataSource.Create(cluster.Owner);
        // As autovacuum does within a minute.
        await using var analyze = database.CreateCommand("vacuum analyze");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
        // The first decision folds its programme and compiles code.
        await decisions.Facts(programmes, 16, Round);
    }
}
