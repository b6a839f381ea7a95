using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// The id of a request: in the answer's header <c>X-Request-Id</c>, in problems, in the log, and as the correlation of the events that the
/// request caused.
/// </summary>
public static partial class RequestIds
{
    /// <summary>The header of request and answer.</summary>
    public const string Header = "X-Request-Id";

    /// <summary>
    /// Takes the id from the caller: <c>X-Request-Id</c> of 1 to 64 letters, digits, dots, hyphens and underlines, the first a letter or
    /// digit; else the trace id of <c>traceparent</c> (W3C Trace Context). Otherwise makes one of 32 hexadecimal digits.
    /// </summary>
    public static void UseRequestIds(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.Headers[Header] is { Count: 1 } given && WellFormed().IsMatch(given.ToString()))
        {
            http.TraceIdentifier = given.ToString();
            // The span has an id of its own.
            Activity.Current?.SetTag("mentorshipflow.request_id", http.TraceIdentifier);
        }
        else
        {
            // The framework has read traceparent.
            http.TraceIdentifier = $"{Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()}";
        }

        // At the last moment, because a failure clears the headers.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[Header] = http.TraceIdentifier;
            return Task.CompletedTask;
        });
        return next(http);
    });

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex WellFormed();
}
