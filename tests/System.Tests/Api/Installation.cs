using MentorshipFlow.Api;
using MentorshipFlow.Api.Pages.OwnAccount;
using MentorshipFlow.Clusters;
using MentorshipFlow.Organisations;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

[assembly: AssemblyFixture(typeof(Installation))]

namespace MentorshipFlow.System.Tests.Api;

/// <summary>The real program on a real PostgreSQL, started once for all tests. Each test creates its own organisation.</summary>
public sealed class Installation : IAsyncLifetime
{
    private readonly string safe = Directory.CreateTempSubdirectory("mentorshipflow-safe-").FullName;
    private readonly Lazy<Task<School>> sample;
    private ThrowAwayCluster? cluster;
    private WebApplication? node;

    public Installation() => sample = new(() => School.Sample(this));

    /// <summary>Registers further services of the first node.</summary>
    public Action<IServiceCollection>? Also { get; init; }

    /// <summary>A client of the first node.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>The operator's key.</summary>
    public string Operator { get; private set; } = "";

    public IServiceProvider Services => node!.Services;

    /// <summary>The school of the sample, loaded once.</summary>
    public Task<School> Sample => sample.Value;

    /// <summary>Another one, for a test whose nodes must not write into the common ledger: the recorded time of a ledger never goes back,
    /// so a clock that is ahead would give all later entries one time.</summary>
    public static async Task<Installation> OwnAsync(Action<IServiceCollection>? also = null)
    {
        var own = new Installation { Also = also };
        await own.InitializeAsync();
        return own;
    }

    public async ValueTask InitializeAsync()
    {
        cluster = await MadeCluster.StartMigratedAsync();
        node = await StartNode(also: Also);
        Http.BaseAddress = new(node.Urls.Single());
        await Services.GetRequiredService<PublishingEngine>().PublishShipped(CancellationToken.None);
        Operator = await MakeOperator();
    }

    /// <summary>Starts another node on the same database and safe; it also stands for a restarted one.</summary>
    /// <param name="clock">The node's clock; the system's when absent.</param>
    /// <param name="also">Registers further services of the node.</param>
    /// <param name="portal">An OpenID Connect provider to sign in through.</param>
    /// <param name="proxies">The proxies that the node believes.</param>
    public async Task<WebApplication> StartNode(TimeProvider? clock = null, Action<IServiceCollection>? also = null,
        OpenIdPortal? portal = null, IReadOnlyList<global::System.Net.IPNetwork>? proxies = null)
    {
        var options = new ServerOptions(Patience.Of(cluster!.App), safe)
        {
            PrivateWebhooks = true, Portal = portal, Proxies = proxies ?? [],
        };
        var app = Server.Create(options, services =>
        {
            // The server's own schedule would make a test of two retries wait for 35 s.
            services.AddSingleton(Patience.Limits).AddSingleton(WebhookRetries.Default.Faster(10))
                .AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
            if (clock is not null) services.AddSingleton(clock);
            also?.Invoke(services);
        });
        await app.StartAsync();
        return app;
    }

    /// <summary>Writes to the database as a forger would: a superuser's session in which triggers do not fire. Only in an installation of
    /// one's own.</summary>
    public async Task<int> Forge(string sql, params NpgsqlParameter[] parameters)
    {
        await using var database = NpgsqlDataSource.Create(
            $"{cluster!.Superuser};Pooling=false;Options=-c session_replication_role=replica");
        await using var command = database.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The folder of the secrets.</summary>
    public string Safe => safe;

    /// <summary>The application's connection string.</summary>
    public string Ledger => cluster!.App;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (node is not null)
        {
            await node.StopAsync();
            await node.DisposeAsync();
        }

        if (cluster is not null) await cluster.DisposeAsync();
        Directory.Delete(safe, recursive: true);
    }

    private async Task<string> MakeOperator()
    {
        var (id, person) = (Id.New(), Id.New());
        var engine = Services.GetRequiredService<OrganisationEngine>();
        var key = Services.GetRequiredService<AccessKeys>().Make();
        CommandContext Context(string command, params SideWrite[] beside) =>
            new(id, command, command, new(new Actor(person, null, Role.Operator), new(2022, 1, 10)), false, beside);
        await engine.Decide(id, new OrganisationCommand.CreateOrganisation(id, new("Оператор"), OrganisationKind.Operator, "Europe/Moscow"),
            Context("create"), default);
        await engine.Decide(id, new OrganisationCommand.IssueKey(key.Id, person, null, [Role.Operator]),
            Context("key", Services.GetRequiredService<AccessKeys>().Row(key, id, person, null)), default);
        return key.Text;
    }
}

internal static class Id
{
    public static Guid New() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}
