using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Checks every response of the tests against the checked-in document: it must contain the status and media type.</summary>
internal static partial class Documented
{
    private static readonly Lazy<IReadOnlyList<(Regex Path, Operation Operation)>> Known = new(Read);

    public static void Answer(HttpRequestMessage request, HttpResponseMessage response)
    {
        var path = request.RequestUri!.AbsolutePath;
        var status = (int)response.StatusCode;
        var match = Known.Value.FirstOrDefault(k => k.Operation.Method == request.Method.Method && k.Path.IsMatch(path));
        if (match.Operation is not { } operation) return;
        var documented = operation.Json["responses"]![$"{status}"];
        Assert.True(documented is not null, $"{operation} answers {status}, which the document does not name.");
        if (response.Content.Headers.ContentType?.MediaType is not { } media) return;
        if (response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.NoContent) return;
        var types = (documented["content"] as JsonObject)?.Select(c => c.Key).ToList() ?? [];
        Assert.True(
            types.Contains(media) || types.Contains("application/octet-stream"),
            $"{operation} answers {status} in {media}, which the document does not name.");
    }

    // Addresses with fewer parameters first: /people/majorities before /people/{person}.
    private static IReadOnlyList<(Regex, Operation)> Read() =>
    [
        .. from operation in Operation.Of(JsonNode.Parse(File.ReadAllText(The_document_of_the_API.CheckedIn))!)
           orderby operation.Path.Count(c => c == '{')
           select (new Regex($"^{Parameter().Replace(operation.Path, "[^/]+")}$", RegexOptions.CultureInvariant), operation),
    ];

    [GeneratedRegex(@"\{[a-z0-9]+\}")]
    private static partial Regex Parameter();
}
