using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Holds every answer that a school gets to the checked-in document: its operation names this status, in this media type.</summary>
internal static partial class Documented
{
    private static readonly Lazy<IReadOnlyList<(Regex Path, Operation Operation)>> Known = new(Read);

    public static void Answer(HttpRequestMessage request, HttpResponseMessage response)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (Known.Value.FirstOrDefault(k => k.Operation.Method == request.Method.Method && k.Path.IsMatch(path)).Operation is not { } operation) return;
        var told = operation.Json["responses"]![$"{(int)response.StatusCode}"];
        Assert.True(told is not null, $"{operation} answers {(int)response.StatusCode}, which the document does not name.");
        if (response.Content.Headers.ContentType?.MediaType is not { } media || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.NoContent) return;
        var types = (told["content"] as JsonObject)?.Select(c => c.Key).ToList() ?? [];
        Assert.True(types.Contains(media) || types.Contains("application/octet-stream"), $"{operation} answers {(int)response.StatusCode} in {media}, which the document does not name.");
    }

    // The address with fewer parameters is the one that is asked: /people/majorities before /people/{person}.
    private static IReadOnlyList<(Regex, Operation)> Read() =>
    [
        .. from operation in Operation.Of(JsonNode.Parse(File.ReadAllText(The_document_of_the_API.CheckedIn))!)
           orderby operation.Path.Count(c => c == '{')
           select (new Regex($"^{Parameter().Replace(operation.Path, "[^/]+")}$", RegexOptions.CultureInvariant), operation),
    ];

    [GeneratedRegex(@"\{[a-z0-9]+\}")]
    private static partial Regex Parameter();
}
