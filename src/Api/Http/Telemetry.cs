using MentorshipFlow.Workflows.Telemetry;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MentorshipFlow.Api.Http;

/// <summary>Telemetry of a node for operators: metrics, and optionally spans and logs.</summary>
internal static class Telemetry
{
    // The standard variable of OpenTelemetry; the related ones (protocol, headers, sampler, service name) are read by its library.
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
            // Addresses contain ids of persons, secrets of personal links and search terms.
            options.EnrichWithHttpResponse = (span, response) => span
                .SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText).SetTag("url.query", null)
                .SetTag("client.address", null);
        }));
    }

    /// <summary>Configures the console's format, such as <c>Logging:Console:FormatterName=json</c>.</summary>
    /// <remarks>The slim builder overrides the configured formatter, so the configuration is read again.</remarks>
    public static void Format(this ILoggingBuilder logging, IConfiguration configuration) => logging.Services
        .Configure<ConsoleLoggerOptions>(configuration.GetSection("Console"))
        .Configure<JsonConsoleFormatterOptions>(json =>
        {
            json.TimestampFormat ??= "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            json.UseUtcTimestamp = true;
        });

    /// <summary>Answers only metrics, on a separate address that needs no key.</summary>
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
