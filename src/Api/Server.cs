using MentorshipFlow.Api.Audit;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.OpenApi;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api;

/// <summary>How a node is served.</summary>
/// <param name="Ledger">The application's connection string: neither owner nor superuser.</param>
/// <param name="Safe">The folder of <see cref="Secrets"/>, outside the data folder.</param>
/// <param name="Address">Its address for people outside; the host of the request when absent.</param>
public sealed record ServerOptions(string Ledger, string Safe, PublicAddress? Address = null)
{
    /// <summary>Where it listens, separated by semicolons; port 0 for any free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:0";
}

/// <summary>A node: services, pipeline, routes.</summary>
public static class Server
{
    private const long LargestBody = 1024 * 1024;

    /// <summary>Puts a node together; who calls it starts and stops it.</summary>
    /// <param name="also">More services, such as another clock, the checkpoint's signer, or what must be ready first.</param>
    public static WebApplication Create(ServerOptions options, Action<IServiceCollection>? also = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            // Not the current folder: it would be watched for changes with everything beneath it, which takes seconds in /.
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            // Who uploads has one of few turns: a body that hardly moves gives it up (a telephone's 128 kbit/s are 16 kB/s).
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(10));
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false);
        builder.Services.AddWorkflows(options.Ledger, Secrets.Open(options.Safe));
        builder.Services.AddSingleton(options.Address ?? new PublicAddress((string?)null));
        builder.Services.AddSingleton(Health.Database);
        builder.Services.AddSingleton<FileTurns>();
        builder.Services.AddCheckpoints(options.Safe);
        builder.Services.AddHostedService<ErasureSweeper>();
        builder.Services.AddOpenApiDocument();
        also?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseRequestLog();
        app.UseSecurityHeaders();
        app.UseProblems();
        app.UseHead();
        app.UseOpenApiDocument();
        app.UseRouting();
        app.UseMiddleware<AccessControl>();
        app.UseForkRefusal();
        AllRoutes.Map(app);
        return app;
    }
}
