using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MentorshipFlow.Client;

/// <summary>
/// The API of a MentorshipFlow server, one method per operation. A refusal is an <see cref="ApiException{TResult}"/> of
/// <see cref="ProblemBody"/>.
/// </summary>
public partial class MentorshipFlowClient
{
    /// <summary>A connection to a server. The caller disposes it.</summary>
    /// <param name="server">Such as <c>https://mentoring.example/</c>.</param>
    /// <param name="key">An API key, <c>mf_…</c>.</param>
    public static HttpClient Connect(Uri server, string key) => new()
    {
        BaseAddress = server,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings)
    {
        settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // The generated code converts single enums, but not those in lists.
        settings.Converters.Add(new JsonStringEnumConverter());
    }

    // The generated code writes an absent body as the four bytes "null".
    partial void PrepareRequest(HttpClient client, HttpRequestMessage request, string url)
    {
        if (request.Content is { Headers: { ContentLength: 4, ContentType.MediaType: "application/json" } }) request.Content = null;
    }
}

/// <summary>Headers of answers.</summary>
public static class Headers
{
    /// <summary>The ETag, for <c>ifMatch</c> of a decision; null if the answer has none.</summary>
    public static string? ETag(this ApiResponse response) => response.Header("ETag");

    /// <summary>The id of the request, as in the server's log and in events.</summary>
    public static string? RequestId(this ApiResponse response) => response.Header("X-Request-Id");

    /// <summary>The cursor of the next page; null on the last one.</summary>
    public static string? NextCursor(this ApiResponse response)
    {
        // </api/programmes?cursor=AZrQ5nXNcACAAAAAAAAAAQ>; rel="next"
        if (response.Header("Link")?.Split('<', '>') is not [_, var address, ..]) return null;
        var query = address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&');
        return query.Where(q => q.StartsWith("cursor=", StringComparison.Ordinal)).Select(q => Uri.UnescapeDataString(q["cursor=".Length..]))
            .FirstOrDefault();
    }

    private static string? Header(this ApiResponse response, string name) =>
        response.Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
}
