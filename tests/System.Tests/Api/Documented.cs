using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>
/// Checks every response of the tests against the checked-in document: it must contain the status and media type, and the JSON must
/// fit the schema, because typed clients rely on it.
/// </summary>
internal static partial class Documented
{
    private const string Schemas = "#/components/schemas/";

    private static readonly Lazy<JsonNode> Document = new(() => JsonNode.Parse(File.ReadAllText(The_document_of_the_API.CheckedIn))!);

    private static readonly Lazy<IReadOnlyList<(Regex Path, Operation Operation)>> Known = new(Read);

    public static void Answer(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (Of(request) is not { } operation) return;
        var status = (int)response.StatusCode;
        var documented = operation.Json["responses"]![$"{status}"];
        Assert.True(documented is not null, $"{operation} answers {status}, which the document does not name.");
        if (response.Content.Headers.ContentType?.MediaType is not { } media) return;
        if (response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.NoContent) return;
        var types = (documented["content"] as JsonObject)?.Select(c => c.Key).ToList() ?? [];
        Assert.True(
            types.Contains(media) || types.Contains("application/octet-stream"),
            $"{operation} answers {status} in {media}, which the document does not name.");
    }

    public static void Body(HttpRequestMessage request, HttpResponseMessage response, string text)
    {
        var media = response.Content.Headers.ContentType?.MediaType;
        if (text.Length == 0 || media is not ("application/json" or "application/problem+json") || Of(request) is not { } operation) return;
        if (operation.Json["responses"]![$"{(int)response.StatusCode}"]?["content"]?[media]?["schema"] is not { } schema) return;
        var fault = Faults(schema, JsonNode.Parse(text), $"{operation}: ").FirstOrDefault();
        Assert.True(fault is null, fault);
    }

    private static IEnumerable<string> Faults(JsonNode schema, JsonNode? value, string at)
    {
        while (schema["$ref"]?.GetValue<string>() is { } reference)
            schema = Document.Value["components"]!["schemas"]![reference[Schemas.Length..]]!;
        var types = schema["type"] switch
        {
            null => [],
            JsonArray several => several.Select(t => t!.GetValue<string>()).ToArray(),
            var one => [one.GetValue<string>()],
        };
        var type = value?.GetValueKind() switch
        {
            null => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "integer",
            _ => "boolean",
        };
        if (types.Length > 0 && !types.Contains(type)) return [$"{at} is {type}"];
        if (schema["enum"] is JsonArray values && !values.Any(v => JsonNode.DeepEquals(v, value))) return [$"{at} has another value"];
        return value switch
        {
            JsonArray items when schema["items"] is { } item => items.SelectMany((element, i) => Faults(item, element, $"{at}/{i}")),
            JsonObject members when schema["properties"] is JsonObject known =>
            [
                .. (schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()).Where(r => !members.ContainsKey(r))
                    .Select(r => $"{at}/{r} is missing"),
                .. members.SelectMany(m => known[m.Key] is { } member ? Faults(member, m.Value, $"{at}/{m.Key}")
                    : [$"{at}/{m.Key} is unknown"]),
            ],
            _ => [],
        };
    }

    private static Operation? Of(HttpRequestMessage request) => Known.Value.FirstOrDefault(k =>
        k.Operation.Method == request.Method.Method && k.Path.IsMatch(request.RequestUri!.AbsolutePath)).Operation;

    // Addresses with fewer parameters first: /people/majorities before /people/{person}.
    private static IReadOnlyList<(Regex, Operation)> Read() =>
    [
        .. from operation in Operation.Of(Document.Value)
           orderby operation.Path.Count(c => c == '{')
           select (new Regex($"^{Parameter().Replace(operation.Path, "[^/]+")}$", RegexOptions.CultureInvariant), operation),
    ];

    [GeneratedRegex(@"\{[a-z0-9]+\}")]
    private static partial Regex Parameter();
}
