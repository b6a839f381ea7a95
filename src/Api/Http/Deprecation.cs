using System.Globalization;

namespace MentorshipFlow.Api.Http;

/// <summary>An operation that will go (docs/api-policy.md).</summary>
/// <param name="Since">The day on which it became deprecated (UTC).</param>
/// <param name="Instead">What to use instead; one sentence for the document.</param>
public sealed record Deprecation(DateOnly Since, string Instead)
{
    // Everybody has a summer between two school years in it.
    private const int Months = 12;

    /// <summary>The day from which it may be missing (UTC).</summary>
    public DateOnly Sunset => Since.AddMonths(Months);

    /// <summary>The sentence for the API's document.</summary>
    public string Sentence => $"Deprecated since {Dates.Text(Since)}, may be missing from {Dates.Text(Sunset)}. {Instead}";

    /// <summary>The value of the header <c>Deprecation</c> (RFC 9745).</summary>
    public string SinceHeader => string.Create(CultureInfo.InvariantCulture, $"@{Midnight(Since).ToUnixTimeSeconds()}");

    /// <summary>The value of the header <c>Sunset</c> (RFC 8594).</summary>
    public string SunsetHeader => Midnight(Sunset).ToString("R", CultureInfo.InvariantCulture);

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}

/// <summary>Tells callers of deprecated operations.</summary>
public static class Deprecations
{
    /// <summary>Adds the headers to every answer of a deprecated operation, refusals and failures included.</summary>
    public static void UseDeprecations(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { Deprecated: { } deprecated })
        {
            http.Response.OnStarting(() =>
            {
                http.Response.Headers["Deprecation"] = deprecated.SinceHeader;
                http.Response.Headers["Sunset"] = deprecated.SunsetHeader;
                return Task.CompletedTask;
            });
        }

        return next(http);
    });
}
