using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>After an intended change run <c>MF_REFRESH=1 dotnet run --project tests/System.Tests -- -class "*The_document_of_the_API"</c>
/// and review the difference.</summary>
public sealed class The_document_of_the_API(Installation installation)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = global::System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Is_the_one_that_is_checked_in()
    {
        var file = CheckedIn;
        var served = (await Document()).ToJsonString(Readable) + "\n";
        var stop = TestContext.Current.CancellationToken;
        if (Environment.GetEnvironmentVariable("MF_REFRESH") == "1") await File.WriteAllTextAsync(file, served, stop);

        Assert.Equal(await File.ReadAllTextAsync(file, stop), served);
    }

    [Fact]
    public async Task Is_OpenAPI_3_1_with_a_summary_an_example_and_every_error_on_every_operation()
    {
        var document = await Document();

        Assert.StartsWith("3.1", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(Operation.Of(document), operation =>
        {
            Assert.NotNull(operation.Json["summary"]);
            Assert.NotNull(operation.Json["operationId"]);
            Assert.NotNull(operation.Json["responses"]!["500"]!["content"]!["application/problem+json"]!["example"]);
            Assert.NotNull(operation.Json["responses"]!["503"]);
            if (operation.Paged) Assert.NotNull(operation.Json["responses"]!["200"]!["headers"]!["Link"]!["example"]);
            if (operation.Secured) Assert.All(["400", "401", "403"], status => Assert.NotNull(operation.Json["responses"]![status]));
            Assert.All(operation.Answers, answer => Assert.NotNull(answer!["example"]));
            Assert.All(operation.Json["requestBody"]?["content"] as JsonObject ?? [], body => Assert.NotNull(body.Value!["example"]));
        });
    }

    [Fact]
    public async Task Has_at_most_60_000_lines() =>
        Assert.InRange((await File.ReadAllLinesAsync(CheckedIn, TestContext.Current.CancellationToken)).Length, 1, 60_000);

    [Fact]
    public async Task Names_each_operation_once()
    {
        var names = Operation.Of(await Document()).Select(o => o.Json["operationId"]!.GetValue<string>()).ToList();

        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task Has_no_heading_without_an_operation()
    {
        var document = await Document();

        var used = Operation.Of(document).SelectMany(o => o.Json["tags"]!.AsArray()).Select(t => t!.GetValue<string>()).ToHashSet();
        var groups = document["tags"]!.AsArray();
        Assert.Equal(used.Order(StringComparer.Ordinal), groups.Select(g => (string)g!["name"]!).Order(StringComparer.Ordinal));
        Assert.All(groups, g => Assert.NotEmpty((string)g!["description"]!));
        // In the order of use: nobody begins with the audit.
        Assert.Equal("Organisations", (string)groups[0]!["name"]!);
    }

    [Fact]
    public async Task Pages_every_list()
    {
        var document = await Document();
        var schemas = document["components"]!["schemas"]!;

        Assert.All(Operation.Of(document).Where(o => o.Method == "GET"), o =>
        {
            var schema = o.Json["responses"]!["200"]?["content"]?["application/json"]?["schema"];
            if ((string?)schema?["$ref"] is { } reference) schema = schemas[reference.Split('/')[^1]];
            Assert.False((string?)schema?["type"] == "array", $"{o.Name} answers a list without pages.");
            Assert.True(o.Paged || !o.Name.StartsWith("list", StringComparison.Ordinal) || o.Name == "listStages", o.Name);
        });
    }

    [Fact]
    public async Task Is_compressed_for_clients_that_accept_gzip()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var answer = await installation.Http.SendAsync(asked, TestContext.Current.CancellationToken);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.InRange(answer.Content.Headers.ContentLength!.Value, 1, 400_000);
    }

    [Fact]
    public async Task Has_a_page_and_the_root_leads_to_the_pages_for_people()
    {
        var stop = TestContext.Current.CancellationToken;
        using var answer = await installation.Http.GetAsync(new Uri("/swagger/index.html", UriKind.Relative), stop);

        Assert.Contains("swagger", await answer.Content.ReadAsStringAsync(stop), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("unsafe", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, h => h.Key.Contains("version", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("action=\"/sign-in", await installation.Http.GetStringAsync(new Uri("/", UriKind.Relative), stop),
            StringComparison.Ordinal);
    }

    /// <summary>The path of the checked-in document.</summary>
    public static string CheckedIn => Path.Combine(Checkout.Root, "ops", "openapi.json");

    private Task<JsonNode> Document() => Operation.Document(installation);
}

/// <summary>One operation of the OpenAPI document, as a valid request.</summary>
public sealed record Operation(string Method, string Path, JsonNode Json)
{
    private const string Schemas = "#/components/schemas/";

    public bool Secured => Json["security"] is JsonArray { Count: > 0 };

    /// <summary>The media types of its answers with their schemas and examples.</summary>
    public IEnumerable<JsonNode?> Answers =>
        from response in (JsonObject)Json["responses"]!
        from content in response.Value!["content"] as JsonObject ?? []
        select content.Value;

    public bool Paged => Json["parameters"]?.AsArray().Any(p => p!["name"]!.GetValue<string>() == "limit") ?? false;

    public string Name => Json["operationId"]!.GetValue<string>();

    public string Summary => Json["summary"]!.GetValue<string>();

    /// <summary>Whether it creates something with its own address.</summary>
    public bool Creates => Json["responses"]!["201"] is not null;

    public bool OfProgramme => Path.Contains("{programme}", StringComparison.Ordinal);

    public bool Takes(string header) =>
        Json["parameters"]?.AsArray()
            .Any(p => p!["in"]!.GetValue<string>() == "header" && p["name"]!.GetValue<string>() == header) ?? false;

    public override string ToString() => $"{Method} {Path}";

    public static async Task<JsonNode> Document(Installation installation) =>
        JsonNode.Parse(await installation.Http.GetStringAsync(
            new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!;

    public static IEnumerable<Operation> Of(JsonNode document) =>
        from path in (JsonObject)document["paths"]!
        from method in (JsonObject)path.Value!
        select new Operation(method.Key.ToUpperInvariant(), path.Key, Resolved(method.Value!, document));

    // The operation with shared parameters, headers and responses resolved; schemas stay references.
    [return: NotNullIfNotNull(nameof(node))]
    private static JsonNode? Resolved(JsonNode? node, JsonNode document) => node switch
    {
        JsonObject reference when reference["$ref"]?.GetValue<string>() is { } to && !to.StartsWith(Schemas, StringComparison.Ordinal) =>
            Resolved(Target(to, document), document),
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Resolved(m.Value, document)))),
        JsonArray items => new JsonArray([.. items.Select(item => Resolved(item, document))]),
        _ => node?.DeepClone(),
    };

    private static JsonNode Target(string reference, JsonNode document) =>
        reference[2..].Split('/').Aggregate(document, (node, name) =>
            node[name] ?? throw new InvalidOperationException($"{reference} leads nowhere."));

    /// <summary>The request with the document's examples.</summary>
    /// <param name="named">Values for the path in place of the examples.</param>
    public HttpRequestMessage Request(string? key, IReadOnlyDictionary<string, string>? named = null)
    {
        var path = Path;
        var query = new List<string>();
        var request = new HttpRequestMessage { Method = new(Method) };
        foreach (var parameter in Json["parameters"] as JsonArray ?? [])
        {
            var (name, example) = (parameter!["name"]!.GetValue<string>(), parameter["example"]!.ToString());
            switch (parameter["in"]!.GetValue<string>())
            {
                case "path":
                    path = path.Replace($"{{{name}}}", named?.GetValueOrDefault(name) ?? example, StringComparison.Ordinal);
                    break;
                case "header" when name is not ("On-Behalf-Of" or "Acting-As"):
                    request.Headers.TryAddWithoutValidation(name, name == "Idempotency-Key" ? $"{Id.New()}" : example);
                    break;
                case "query" when name is "version":
                    query.Add($"{name}={example}");
                    break;
            }
        }

        request.RequestUri = new(query.Count > 0 ? $"{path}?{string.Join('&', query)}" : path, UriKind.Relative);
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        if (Json["requestBody"]?["content"] is JsonObject content)
        {
            var (mediaType, body) = content.First();
            request.Content = new StringContent(body!["example"]?.ToJsonString() ?? "text", global::System.Text.Encoding.UTF8, mediaType);
        }

        return request;
    }
}
