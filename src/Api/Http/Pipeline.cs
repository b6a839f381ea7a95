using System.Diagnostics;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.Diagnostics;

namespace MentorshipFlow.Api.Http;

/// <summary>Shows a failure to people instead of programs.</summary>
/// <param name="Of">The page for a problem.</param>
public sealed record FailuresAsPages(Func<HttpContext, Problem, IResult> Of);

/// <summary>Middleware for every request: log, headers, and one format for every failure.</summary>
public static partial class Pipeline
{
    /// <summary>Logs one line per request: method, route template, status, milliseconds. No query, no id of a person, no body.</summary>
    public static void UseRequestLog(this WebApplication app) => app.Use(async (http, next) =>
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
            // Successes are recorded in the ledger; the log is for refusals and failures.
            var level = http.Response.StatusCode < StatusCodes.Status400BadRequest ? LogLevel.Debug : LogLevel.Information;
            LogRequest(
                app.Logger, level, http.Request.Method, route, http.Response.StatusCode, Stopwatch.GetElapsedTime(since).TotalMilliseconds,
                http.TraceIdentifier);
        }
    });

    /// <summary>Adds security headers for browsers.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = http.Request.Path switch
        {
            var path when path.StartsWithSegments("/swagger") =>
                // The hash is that of the style in the logo of Swagger UI.
                "default-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; " +
                "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            var path when path.StartsWithSegments("/survey") =>
                "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            _ => "default-src 'none'; frame-ancestors 'none'",
        };
        headers.CacheControl = "no-store";
        return next(http);
    });

    /// <summary>Turns failures and bare statuses into problems; a stack trace is only logged.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            // The log of the framework has no request id.
            SuppressDiagnosticsCallback = _ => true,
            ExceptionHandler = async http =>
            {
                var feature = http.Features.Get<IExceptionHandlerFeature>()!;
                var error = feature.Error;
                if (Of(error).Status >= StatusCodes.Status500InternalServerError && !BatchWriter.OutOfReach(error))
                    LogFailure(app.Logger, error, http.TraceIdentifier);
                var problem = await Named(http, error);
                await (feature.Endpoint?.Metadata.GetMetadata<FailuresAsPages>()?.Of(http, problem) ?? problem).ExecuteAsync(http);
            },
        });
        app.UseStatusCodePages(context =>
        {
            var (http, problem) = (context.HttpContext, Problems.OfStatus(context.HttpContext.Response.StatusCode));
            var pages = http.Request.Path.StartsWithSegments("/api") || !http.Request.Headers.Accept.ToString().Contains("text/html")
                ? null : app.Services.GetService<FailuresAsPages>();
            return (pages?.Of(http, problem) ?? problem).ExecuteAsync(http);
        });
    }

    /// <summary>Answers HEAD like GET but without the body (RFC 9110, section 9.3.2), because probes use it.</summary>
    public static void UseHead(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }

        http.Request.Method = HttpMethods.Get;
        var body = http.Response.Body;
        http.Response.Body = Stream.Null;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
            http.Request.Method = HttpMethods.Head;
        }
    });

    /// <summary>Whether it is a HEAD request: then an endless answer is not started.</summary>
    public static bool AsksForHead(this HttpContext http) => http.Response.Body == Stream.Null;

    /// <summary>
    /// Refuses decisions and audits while the ledger is forked, because they would rest on a false history. Other reads are allowed.
    /// </summary>
    public static void UseForkRefusal(this IApplicationBuilder app)
    {
        var signer = app.ApplicationServices.GetRequiredService<CheckpointSigner>();
        app.Use((http, next) => http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { Deciding: true } or { RefusedWhenForked: true }
            && signer.Fork is { } fork
            ? Problems.Forked(fork).ExecuteAsync(http)
            : next(http));
    }

    // A failed fold means a changed history, unless the stream is proven to be what was recorded: then it is a bug.
    private static async Task<Problem> Named(HttpContext http, Exception error)
    {
        if (error is not EntryNotFoldedException stopped) return Of(error);
        try
        {
            await http.RequestServices.GetRequiredService<EntryProofs>().DemandUpTo(stopped.Position, http.RequestAborted);
            return Problems.Internal;
        }
        catch (Exception unproven) when (unproven is LedgerBrokenException || BatchWriter.OutOfReach(unproven))
        {
            return Of(unproven);
        }
    }

    private static Problem Of(Exception error) => error switch
    {
        BadHttpRequestException bad => Problems.OfStatus(bad.StatusCode),
        LedgerBrokenException broken => Problems.LedgerBroken(broken.Position),
        VaultBrokenException broken => Problems.VaultBroken(broken.Row),
        _ when BatchWriter.OutOfReach(error) => Problems.DatabaseUnavailable,
        _ => Problems.Internal,
    };

    [LoggerMessage(Message = "{Method} {Route} {Status} {Milliseconds:F1} ms {RequestId}")]
    private static partial void LogRequest(ILogger log, LogLevel level, string method, string route, int status, double milliseconds,
        string requestId);

    [LoggerMessage(LogLevel.Error, "The request {RequestId} failed")]
    private static partial void LogFailure(ILogger log, Exception error, string requestId);
}
