using MentorshipFlow.Workflows.Telemetry;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MentorshipFlow.Api.Http;

/// <summary>What leaves a node for those who run it: metrics, and by configuration spans and logs.</summary>
internal static class Telemetry
{
    // The standard variable of OpenTelemetry; those beside it (protocol, headers, sampler, service name) are read by its library.
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Metrics for <see cref="Metrics"/>; with a collector also metrics, spans and logs over OTLP.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Logging.Format(builder.Configuration.GetSection("Logging"));
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("mentorshipflow").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddMeter(Measures.Meters).AddPrometheusExporter());
        if (string.IsNullOrEmpty(builder.Configuration[Collector])) return;
        telemetry.UseOtlpExporter().WithTracing(tracing => tracing.AddSource(Measures.Sources).AddAspNetCoreInstrumentation(options =>
        {
            options.Filter = http => !http.Request.Path.StartsWithSegments("/health") && !http.Request.Path.StartsWithSegments("/metrics");
            // An address holds ids of people and the secret of a personal link, and what was searched for.
            options.EnrichWithHttpResponse = (span, response) => span
                .SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText).SetTag("url.query", null)
                .SetTag("client.address", null);
        }));
    }

    /// <summary>Lines of the console as the configuration says, such as <c>Logging:Console:FormatterName=json</c>.</summary>
    /// <remarks>The slim builder names the simple formatter itself, behind the configuration: it is read once more.</remarks>
    public static void Format(this ILoggingBuilder logging, IConfiguration configuration) => logging.Services
        .Configure<ConsoleLoggerOptions>(configuration.GetSection("Console"))
        .Configure<JsonConsoleFormatterOptions>(json =>
        {
            json.TimestampFormat ??= "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            json.UseUtcTimestamp = true;
        });

    /// <summary>Answers metrics, and nothing else, on an address of their own, which asks for no key.</summary>
    public static void UseMetricsAddress(this WebApplication app, Uri? address)
    {
        if (address is not null)
            app.MapWhen(http => http.Connection.LocalPort == address.Port, alone => alone.UseOpenTelemetryPrometheusScrapingEndpoint());
    }
}

/// <summary>The metrics of this node for Prometheus.</summary>
internal sealed class Metrics : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        var answer = ((IApplicationBuilder)routes).New().UseOpenTelemetryPrometheusScrapingEndpoint(_ => true).Build();
        routes.Read("/metrics", new("Health", "metrics", "The metrics of this node",
            "In the text format of Prometheus. Prometheus itself should ask at the address that MentorshipFlow__Metrics names.",
            Takes.Operator)
        {
            AnswerMediaType = "text/plain", Sample = "mentorshipflow_seal_size 112\n",
        }, _ => new Written(answer));
    }

    private sealed class Written(RequestDelegate answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => answer(httpContext);
    }
}
