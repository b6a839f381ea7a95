using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MentorshipFlow.Api.Http;

/// <summary>Which page of a list is asked whose elements have numbers: at most <paramref name="Limit"/> after the number <paramref name="After"/>.</summary>
/// <param name="After">The number of the last element of the page before; -1 for the first page.</param>
public sealed record NumberedPage(long After, int Limit)
{
    private const int Usual = 50;
    private const int Most = 200;

    /// <summary>The parameters that ask for a page.</summary>
    public static IReadOnlyList<QueryParameter> Query { get; } =
    [
        new("limit", $"How many at most: 1 to {Most}; {Usual} when absent.", "50"), new("cursor", "Where to go on: \"next\" of the page before.", "41"),
    ];

    /// <summary>The page that a request asks for.</summary>
    public static (NumberedPage? Page, Problem? Problem) Of(HttpRequest request)
    {
        var (limit, after) = (Usual, -1L);
        if (request.Query.TryGetValue("limit", out var many)
            && (!int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Most)) return (null, Problems.Parameter("limit", $"1 to {Most}"));
        if (request.Query.TryGetValue("cursor", out var cursor) && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return (null, Problems.Parameter("cursor", "A number."));
        return (new(after, limit), null);
    }

    /// <summary>One page of a list that is in memory, in the order of its numbers.</summary>
    public IReadOnlyList<T> Cut<T>(IEnumerable<T> all, Func<T, long> number) => [.. all.Where(x => number(x) > After).Take(Limit + 1)];

    /// <summary>The page itself out of what was read with one element more than asked; the cursor of the next page also goes to the Link header (RFC 8288).</summary>
    public (IReadOnlyList<T> Items, long? Next) Answer<T>(HttpContext http, IReadOnlyList<T> found, Func<T, long> number)
    {
        if (found.Count <= Limit) return (found, null);
        var next = number(found[Limit - 1]);
        var query = http.Request.Query.Where(q => q.Key != "cursor").Select(q => KeyValuePair.Create(q.Key, (string?)q.Value.ToString()))
            .Append(new("cursor", next.ToString(CultureInfo.InvariantCulture)));
        http.Response.Headers.Link = $"<{QueryHelpers.AddQueryString(http.Request.Path, query)}>; rel=\"next\"";
        return ([.. found.Take(Limit)], next);
    }
}
