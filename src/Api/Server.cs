using MentorshipFlow.Api.Audit;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Jobs;
using MentorshipFlow.Api.OpenApi;
using MentorshipFlow.Api.Papers;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Api.Pages;
using MentorshipFlow.Api.Pages.OwnAccount;
using MentorshipFlow.Api.People;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Api.Surveys;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Feed;
using MentorshipFlow.Workflows.Mail;
using MentorshipFlow.Workflows.Messages;
using MentorshipFlow.Workflows.Vault;
using MentorshipFlow.Workflows.Webhooks;
using MentorshipFlow.Workflows.Watch;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace MentorshipFlow.Api;

/// <summary>Options of a node.</summary>
/// <param name="Ledger">The application's connection string: neither owner nor superuser.</param>
/// <param name="Safe">The folder of <see cref="Secrets"/>, outside the data folder.</param>
/// <param name="Address">The public address; the request's host when absent.</param>
public sealed record ServerOptions(string Ledger, string Safe, PublicAddress? Address = null)
{
    /// <summary>An OpenID Connect provider that people may sign in through; none when absent.</summary>
    public OpenIdPortal? Portal { get; init; }

    /// <summary>The addresses to listen on, separated by semicolons; port 0 for any free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>Whether webhooks may use private addresses, and no TLS.</summary>
    public bool PrivateWebhooks { get; init; }

    /// <summary>The RabbitMQ that carries the messages; null for queues in the ledger's database.</summary>
    public Uri? Broker { get; init; }

    /// <summary>How much one key and one address may ask.</summary>
    public Allowances Allowances { get; init; } = Allowances.Default;

    /// <summary>The proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; none by default.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>The witnesses whose cosignatures are kept; none by default.</summary>
    public IReadOnlyList<WitnessKey> Witnesses { get; init; } = [];

    /// <summary>The mail server that takes letters; no letters are sent when absent.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>The authority that stamps checkpoints; none when absent.</summary>
    public TimeStampSettings? TimeStamps { get; init; }

    /// <summary>The address for metrics without a key, such as <c>http://127.0.0.1:9464</c>; none when absent.</summary>
    public Uri? Metrics { get; init; }
}

/// <summary>A node: services, pipeline, routes.</summary>
public static class Server
{
    private const long LargestBody = 1024 * 1024;

    /// <summary>Builds a node; the caller starts and stops it.</summary>
    /// <param name="also">Registers further services, such as another clock, the checkpoint's signer, or health checks.</param>
    public static WebApplication Create(ServerOptions options, Action<IServiceCollection>? also = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            // By default the working directory would be watched with all its subfolders, which takes seconds for /.
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            // An upload occupies one of few turns, so a very slow body is dropped (a telephone's 128 kbit/s are 16 kB/s).
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(10));
        });
        builder.WebHost.UseUrls(options.Metrics is { } metrics ? $"{options.Urls};{metrics}" : options.Urls);
        builder.AddTelemetry();
        // Requests that hang are given up; with the last signature and PostgreSQL's end the stop takes less than 10 s.
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false);
        builder.Services.AddWorkflows(options.Ledger, Secrets.Open(options.Safe)).AddAudit(options.Safe).AddFeed()
            .AddMessages(options.Ledger, options.Broker, options.Smtp).AddWatch()
            .AddSingleton(new PublicAddresses(options.PrivateWebhooks));
        builder.Services.AddSingleton(new KnownWitnesses(options.Witnesses)).AddSingleton(options.Allowances)
            .AddSingleton(s => new RequestLimits(options.Allowances, s.GetRequiredService<TimeProvider>()));
        builder.Services.AddSecrets();
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<CheckpointCheck>("checkpoint")
            .AddCheck<TimeStampCheck>("time-stamps");
        if (options.TimeStamps is { } stamps) builder.Services.AddTimeStamps(stamps);
        builder.Services.AddSingleton(options.Address ?? new PublicAddress((string?)null)).AddSingleton<FileTurns>();
        builder.Services.AddSingleton<EntryQuota>().AddSingleton<EdgeServices>().AddSingleton<IncomingReader>();
        builder.Services.AddSingleton<FilesOfDocuments>().AddSingleton<WavesOfProgramme>().AddSingleton<Audits>()
            .AddSingleton<JobRequests>();
        builder.Services.AddSingleton<ProgrammeDecisions>().AddSingleton<PersonDecisions>().AddSingleton<OrganisationDecisions>()
            .AddSingleton<PaperPress>();
        builder.Services.AddOpenApiDocument();
        builder.Services.AddPages(options.Portal);
        also?.Invoke(builder.Services);

        var app = builder.Build();
        UseProxies(app, options.Proxies);
        app.UseRequestIds();
        app.UseMetricsAddress(options.Metrics);
        app.UseRequestLog();
        app.UseSecurityHeaders();
        app.UseLanguageOfRequest();
        app.UseProblems();
        app.UseHead();
        // Takes the way back from the portal.
        app.UseAuthentication();
        app.UseRouting();
        app.UseDeprecations();
        app.UseAuthorization();
        app.UseRequestLimits();
        app.UseOpenApiDocument();
        app.UseMiddleware<CallerReading>();
        app.UseForkRefusal();
        AllRoutes.Map(app);
        app.MapPages();
        return app;
    }

    // One proxy, whose last entry in the header is the address that it saw.
    private static void UseProxies(WebApplication app, IReadOnlyList<IPNetwork> proxies)
    {
        if (proxies.Count == 0) return;
        var believed = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1,
        };
        believed.KnownProxies.Clear();
        believed.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) believed.KnownIPNetworks.Add(proxy);
        app.UseForwardedHeaders(believed);
    }
}
