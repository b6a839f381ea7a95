using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MentorshipFlow.Api.Http;

/// <summary>A page of a list. The Link header contains the address of the next one.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Items);

/// <summary>A requested page: at most <paramref name="Limit"/> elements after <paramref name="After"/>, by id.</summary>
/// <param name="After">The last id of the previous page; null for the first page.</param>
public sealed record Page(Guid? After, int Limit)
{
    /// <summary>The query parameters of a page.</summary>
    public static IReadOnlyList<QueryParameter> Query { get; } =
        [PageLimit.Query, new("cursor", "Where to go on; taken from the Link header (rel=\"next\"), not made by hand.",
            "AZrQ5nXNcACAAAAAAAAAAQ", Shared: "cursor")];

    /// <summary>The page in a request.</summary>
    public static (Page? Page, Problem? Problem) Of(HttpRequest request)
    {
        if (PageLimit.Of(request) is not { } limit) return (null, PageLimit.Invalid);
        if (!request.Query.TryGetValue("cursor", out var cursor)) return (new(null, limit), null);
        return Parse(cursor.ToString()) is { } after ? (new(after, limit), null)
            : (null, Problems.Parameter("cursor", $"A cursor of a Link header."));
    }

    /// <summary>Answers with one page of a list that is in memory.</summary>
    public static IResult Answer<T>(HttpContext http, IEnumerable<T> all, Func<T, Guid> id, bool texts = false)
    {
        var (page, problem) = Of(http.Request);
        if (page is null) return problem!;
        var answer = page.Cut(http, all, id);
        return texts ? Answers.WithTexts(answer) : Answers.Json(answer);
    }

    /// <summary>One page of a list that is in memory.</summary>
    public Paged<T> Cut<T>(HttpContext http, IEnumerable<T> all, Func<T, Guid> id) =>
        Of(http, [.. all.OrderBy(id).Where(x => After is not { } after || id(x).CompareTo(after) > 0).Take(Limit + 1)], id);

    /// <summary>A page from a read with one element more than requested, to detect whether there is a next page (RFC 8288).</summary>
    public Paged<T> Of<T>(HttpContext http, IReadOnlyList<T> found, Func<T, Guid> id)
    {
        if (found.Count <= Limit) return new(found);
        PageLimit.Link(http, WebEncoders.Base64UrlEncode(id(found[Limit - 1]).ToByteArray(bigEndian: true)));
        return new([.. found.Take(Limit)]);
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

/// <summary>A requested page by number: at most <paramref name="Limit"/> elements after number <paramref name="After"/>.</summary>
/// <param name="After">The number of the last element of the previous page; -1 for the first page.</param>
public sealed record NumberedPage(long After, int Limit)
{
    /// <summary>The query parameters of a page.</summary>
    public static IReadOnlyList<QueryParameter> Query { get; } = [PageLimit.Query,
        new("cursor", "Where to go on: taken from the Link header (rel=\"next\") of the page before.", "41", typeof(long),
            "numbered-cursor")];

    /// <summary>The page in a request.</summary>
    public static (NumberedPage? Page, Problem? Problem) Of(HttpRequest request)
    {
        if (PageLimit.Of(request) is not { } limit) return (null, PageLimit.Invalid);
        var after = -1L;
        return request.Query.TryGetValue("cursor", out var cursor)
            && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)
            ? (null, Problems.Parameter("cursor", $"A number."))
            : (new(after, limit), null);
    }

    /// <summary>Answers with one page of a list that is in memory, whose elements are numbered by their places from 0.</summary>
    public static IResult Answer<T>(HttpContext http, IReadOnlyList<T> all)
    {
        var (page, problem) = Of(http.Request);
        return page is null ? problem!
            : Answers.Json(new Paged<T>([.. page.Cut(http, all.Index(), x => x.Index).Items.Select(x => x.Item)]));
    }

    /// <summary>One page of a list that is in memory, in the order of its numbers.</summary>
    public (IReadOnlyList<T> Items, long? Next) Cut<T>(HttpContext http, IEnumerable<T> all, Func<T, long> number) =>
        Of(http, [.. all.Where(x => number(x) > After).Take(Limit + 1)], number);

    /// <summary>
    /// A page from a read with one element more than requested; the next page's cursor is also in the Link header (RFC 8288).
    /// </summary>
    public (IReadOnlyList<T> Items, long? Next) Of<T>(HttpContext http, IReadOnlyList<T> found, Func<T, long> number)
    {
        if (found.Count <= Limit) return (found, null);
        var next = number(found[Limit - 1]);
        PageLimit.Link(http, next.ToString(CultureInfo.InvariantCulture));
        return ([.. found.Take(Limit)], next);
    }
}

/// <summary>The maximum length of a page, and the link to the next one.</summary>
internal static class PageLimit
{
    private const int Usual = 50;
    private const int Most = 200;

    public static QueryParameter Query { get; } = new("limit", $"How many at most: 1 to {Most}; {Usual} when absent.", "50",
        typeof(int), "limit");

    public static Problem Invalid { get; } = Problems.Parameter("limit", $"1 to {Most}");

    public static int? Of(HttpRequest request) =>
        !request.Query.TryGetValue("limit", out var asked) ? Usual
        : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Most ? limit
        : null;

    public static void Link(HttpContext http, string cursor, string parameter = "cursor")
    {
        var query = http.Request.Query.Where(q => q.Key != parameter).Select(q => KeyValuePair.Create(q.Key, (string?)q.Value.ToString()));
        var address = QueryHelpers.AddQueryString(http.Request.Path, query.Append(new(parameter, cursor)));
        http.Response.Headers.Link = $"<{address}>; rel=\"next\"";
    }
}
