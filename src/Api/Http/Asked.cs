using System.Globalization;
using System.Text.Json;

namespace MentorshipFlow.Api.Http;

/// <summary>Parses the query parameters of a request. The first invalid one becomes the problem.</summary>
public sealed class Asked(HttpContext http)
{
    /// <summary>The problem with the query; null if there is none so far.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Whether the query has a parameter.</summary>
    public bool Has(string name) => http.Request.Query.ContainsKey(name);

    /// <summary>A date; null when absent.</summary>
    public DateOnly? Day(string name) =>
        Text(name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue ? day
        : Wrong<DateOnly?>(name, $"A day as in 2021-09-01.");

    /// <summary>A moment with its offset from UTC (RFC 3339); null when absent.</summary>
    public DateTimeOffset? Moment(string name) =>
        Text(name) is not { } text ? null
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var moment)
            || DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out moment) ? moment
        : Wrong<DateTimeOffset?>(name, $"A moment as in 2021-09-01T06:30:00Z.");

    /// <summary>A UUID; null when absent.</summary>
    public Guid? Id(string name) => Text(name, text => Guid.TryParse(text, out _), $"A UUID.") is { } id ? Guid.Parse(id) : null;

    /// <summary>A number within a range; null when absent.</summary>
    public long? Number(string name, long least, long most) =>
        Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : Wrong<long?>(name, $"{least} to {most}");

    /// <summary>A required number within a range; a problem when absent.</summary>
    public long? Required(string name, long least, long most) => Number(name, least, most) ?? Wrong<long?>(name, $"{least} to {most}");

    /// <summary><c>true</c> or <c>false</c>; null when absent.</summary>
    public bool? Flag(string name) => OneOf(name, ["true", "false"]) switch { null => null, var text => text == "true" };

    /// <summary>An enum value, spelled as in JSON; null when absent.</summary>
    /// <param name="spell">A different spelling.</param>
    public T? Code<T>(string name, Func<string, string>? spell = null)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().ToDictionary(v => (spell ?? JsonNamingPolicy.CamelCase.ConvertName)(v.ToString()),
            StringComparer.OrdinalIgnoreCase);
        return OneOf(name, known.Keys) is { } text ? known[text] : null;
    }

    /// <summary>One of the known texts, regardless of case; null when absent.</summary>
    public string? OneOf(string name, IReadOnlyCollection<string> known) =>
        Text(name) is not { } text ? null
        : known.FirstOrDefault(k => k.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } one ? one
        : Wrong<string?>(name, $"One of {string.Join(", ", known)}.");

    /// <summary>A text that passes a test; null when absent.</summary>
    public string? Text(string name, Func<string, bool> fits, FormattableString expected) =>
        Text(name) is not { } text ? null : text.Length > 0 && !text.Contains('\0') && fits(text) ? text : Wrong<string?>(name, expected);

    private string? Text(string name) => http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    private T? Wrong<T>(string name, FormattableString expected)
    {
        Problem ??= Problems.Parameter(name, expected);
        return default;
    }
}
