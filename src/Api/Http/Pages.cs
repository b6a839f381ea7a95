using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MentorshipFlow.Api.Http;

/// <summary>Which page of a list is asked: at most <paramref name="Limit"/> after <paramref name="After"/>.</summary>
/// <param name="After">The last id of the page before; null for the first page.</param>
public sealed record Page(Guid? After, int Limit)
{
    private const int Usual = 50;
    private const int Most = 200;

    /// <summary>The parameters that ask for a page.</summary>
    public static IReadOnlyList<QueryParameter> Query { get; } =
    [
        new("limit", $"How many at most: 1 to {Most}; {Usual} when absent.", "50"),
        new("cursor", "Where to go on; taken from the Link header (rel=\"next\"), not made by hand.", "AZrQ5nXNcACAAAAAAAAAAQ"),
    ];

    /// <summary>The page that a request asks for.</summary>
    public static (Page? Page, Problem? Problem) Of(HttpRequest request)
    {
        var limit = Usual;
        if (request.Query.TryGetValue("limit", out var asked)
            && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Most))
        {
            return (null, Problems.Parameter("limit", $"1 to {Most}"));
        }

        if (!request.Query.TryGetValue("cursor", out var cursor)) return (new(null, limit), null);
        return Parse(cursor.ToString()) is { } after ? (new(after, limit), null) : (null, Problems.Parameter("cursor", "A cursor of a Link header."));
    }

    /// <summary>One page of a list that is in memory, in the order of its ids.</summary>
    public IReadOnlyList<T> Cut<T>(IEnumerable<T> all, Func<T, Guid> id) => [.. all.OrderBy(id).Where(x => After is not { } after || id(x).CompareTo(after) > 0).Take(Limit + 1)];

    /// <summary>Answers with a page that was read with one element more than asked, which tells that there is a next one (RFC 8288).</summary>
    public Paged<T> Answer<T>(HttpContext http, IReadOnlyList<T> found, Func<T, Guid> id)
    {
        if (found.Count <= Limit) return new(found);
        List<T> page = [.. found.Take(Limit)];
        var query = http.Request.Query.Where(q => q.Key != "cursor").Select(q => KeyValuePair.Create(q.Key, (string?)q.Value.ToString()))
            .Append(new("cursor", WebEncoders.Base64UrlEncode(id(page[^1]).ToByteArray(bigEndian: true))));
        http.Response.Headers.Link = $"<{QueryHelpers.AddQueryString(http.Request.Path, query)}>; rel=\"next\"";
        return new(page);
    }

    private static Guid? Parse(string cursor)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(cursor) is { Length: 16 } bytes ? new Guid(bytes, bigEndian: true) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>A page of a list; the Link header leads to the next one.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Items);
