using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MentorshipFlow.Clusters;
using MentorshipFlow.Definitions;
using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>Tests that share one ledger run one after the other, because they measure times and read the head.</summary>
[CollectionDefinition(Name)]
public sealed class OnALedger : ICollectionFixture<LedgerTestBed>
{
    public const string Name = "ledger";
}

/// <summary>A migrated ledger on a throw-away cluster, with a definition whose first gate requires only the curator.</summary>
public sealed class LedgerTestBed : IAsyncLifetime
{
    private readonly string? under;
    private readonly bool overTcp;
    private readonly IReadOnlyDictionary<string, string>? environment;
    private ThrowAwayCluster? cluster;
    private Definition? definition;

    public LedgerTestBed()
        : this(null, false, null)
    {
    }

    private LedgerTestBed(string? under, bool overTcp, IReadOnlyDictionary<string, string>? environment) =>
        (this.under, this.overTcp, this.environment) = (under, overTcp, environment);

    public ThrowAwayCluster Cluster => cluster!;

    public Definition Definition => definition!;

    public Secrets Secrets { get; } = NewSecrets();

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A separate test bed for a test that damages it; the parameters are those of
    /// <see cref="ThrowAwayCluster.StartAsync"/>.</summary>
    public static async Task<LedgerTestBed> StartAsync(
        string? under = null, bool overTcp = false, IReadOnlyDictionary<string, string>? environment = null)
    {
        var bed = new LedgerTestBed(under, overTcp, environment);
        await bed.InitializeAsync();
        return bed;
    }

    public static Secrets NewSecrets()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), key.ExportPkcs8PrivateKey());
    }

    public async ValueTask InitializeAsync()
    {
        cluster = await MadeCluster.StartMigratedAsync(under, overTcp, environment, Stop);
        try
        {
            await using var node = Node();
            definition = await node.Get<PublishingEngine>().PublishShipped(OneQuestionAtTheFirstGate(), Stop);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Cluster.DisposeAsync();
    }

    /// <summary>Another node on the same ledger, with long timeouts for tests.</summary>
    public LedgerNode Node(TimeProvider? clock = null, string? connection = null) =>
        new(Patience.Of(connection ?? Cluster.App), Secrets, clock ?? TimeProvider.System, Patience.Limits);

    /// <summary>Another node with the server's own timeouts.</summary>
    public LedgerNode ServedNode(string? connection = null, BatchLimits? limits = null) =>
        new(connection ?? Cluster.App, Secrets, TimeProvider.System, limits);

    /// <summary>The first column of the first row, queried as the superuser.</summary>
    public async Task<T?> Ask<T>(string sql, params NpgsqlParameter[] parameters)
    {
        await using var connection = await Open();
        await using var command = new NpgsqlCommand(sql, connection).With(parameters);
        return await command.ExecuteScalarAsync(Stop) is T value ? value : default;
    }

    /// <summary>A separate connection without a pool.</summary>
    /// <param name="role">The owner's or the application's connection string; the superuser's when absent.</param>
    public async Task<NpgsqlConnection> Open(string? role = null)
    {
        var connection = new NpgsqlConnection($"{role ?? Cluster.Superuser};Pooling=false;Timeout=60;Command Timeout=120");
        await connection.OpenAsync(Stop);
        return connection;
    }

    internal static string OneQuestionAtTheFirstGate()
    {
        var json = JsonNode.Parse(DefinitionLibrary.Shipped.First())!;
        json["code"] = "one-question";
        var criteria = json["stages"]![0]!["gate"]!["criteria"]!.AsArray();
        criteria.RemoveAll(c => (string?)c!["rule"] != "curator.in-office/1");
        return json.ToJsonString();
    }
}
