using System.Text;
using System.Text.Json;
using MentorshipFlow.Api.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace MentorshipFlow.Api.Pages.Calls;

/// <summary>One call of an operation of the API.</summary>
/// <param name="Operation">The operationId.</param>
/// <param name="Values">Parameters of the address and the query; null values are left out.</param>
public sealed record Call(string Operation, IReadOnlyDictionary<string, string?> Values)
{
    /// <summary>The JSON of the request; null when there is none.</summary>
    public string? Body { get; init; }

    /// <summary>The bytes of a file in place of the JSON.</summary>
    public byte[]? File { get; init; }

    /// <summary>The media type of the file.</summary>
    public string FileType { get; init; } = "application/octet-stream";

    /// <summary>The tag for If-Match.</summary>
    public string? Seen { get; init; }

    /// <summary>The Idempotency-Key.</summary>
    public string? Key { get; init; }

    /// <summary>The media type for Accept.</summary>
    public string? Accept { get; init; }

    /// <summary>Parameters of the query that may repeat.</summary>
    public IReadOnlyList<(string Name, string Value)> Also { get; init; } = [];

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// The operations of the API as pages use them: in the process, in the visitor's name, by the very endpoint with its roles, checks and
/// refusals. So a page can do and show nothing that the API refuses.
/// </summary>
public sealed class OperationCalls
{
    private readonly Lazy<IReadOnlyDictionary<string, (RouteEndpoint Endpoint, Operation Operation)>> operations;
    private RequestDelegate? pipeline;
    private IEnumerable<EndpointDataSource> sources = [];

    /// <summary>Before the server connects it, it knows no operation.</summary>
    public OperationCalls() => operations = new(() => sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Select(e => (Endpoint: e, Operation: e.Metadata.GetMetadata<Operation>()))
        .Where(e => e.Operation is not null).GroupBy(e => e.Operation!.Name)
        .ToDictionary(g => g.Key, g => (g.First().Endpoint, g.First().Operation!)));

    /// <summary>All operations by their names.</summary>
    public IReadOnlyDictionary<string, (RouteEndpoint Endpoint, Operation Operation)> All => operations.Value;

    /// <summary>Connects it with the endpoints and with the middleware that each of them expects.</summary>
    public void Connect(IEnumerable<EndpointDataSource> endpoints, RequestDelegate through) => (sources, pipeline) = (endpoints, through);

    /// <summary>Whether a visitor has a role that an operation takes.</summary>
    public bool Takes(HttpContext http, string operation) =>
        All[operation].Operation.Roles is var roles && (roles.Count == 0 || roles.Any(r => http.User.IsInRole($"{r}")));

    /// <summary>Calls an operation in the visitor's name.</summary>
    public async Task<Reply> Ask(HttpContext http, Call call)
    {
        var (endpoint, operation) = All[call.Operation];
        var inner = new DefaultHttpContext
        {
            RequestServices = http.RequestServices, User = http.User, RequestAborted = http.RequestAborted,
            TraceIdentifier = http.TraceIdentifier,
        };
        inner.Connection.RemoteIpAddress = http.Connection.RemoteIpAddress;
        using var answer = new MemoryStream();
        var ending = new Ending();
        inner.Features.Set<IHttpResponseFeature>(ending);
        inner.Response.Body = answer;
        Fill(inner, http, endpoint, call);
        inner.SetEndpoint(endpoint);
        try
        {
            if (Takes(http, call.Operation)) await pipeline!(inner);
            else await Problems.RoleRequired(operation.Roles).ExecuteAsync(inner);
        }
        finally
        {
            await ending.Complete();
        }

        return new(inner.Response.StatusCode, answer.ToArray(), inner.Response.ContentType ?? "", inner.Response.Headers);
    }

    /// <summary>The address of an operation with its values, as in the API.</summary>
    public string Address(string operation, IReadOnlyDictionary<string, string?> values) =>
        Split(All[operation].Endpoint.RoutePattern, values) is var (path, query, _) ? path + query : "";

    // Runs the callbacks for the end of a request, such as the release of its turn for a file. A server would run them; for a call in
    // the process nobody else does.
    private sealed class Ending : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Call, object State)> callbacks = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => callbacks.Push((callback, state));

        public async Task Complete()
        {
            while (callbacks.TryPop(out var last)) await last.Call(last.State);
        }
    }

    private static void Fill(HttpContext inner, HttpContext http, RouteEndpoint endpoint, Call call)
    {
        var (path, query, route) = Split(endpoint.RoutePattern, call.Values);
        query = $"{new QueryString(query) + QueryString.Create(call.Also.Select(a => KeyValuePair.Create(a.Name, (string?)a.Value)))}";
        var request = inner.Request;
        request.Method = endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0];
        (request.Scheme, request.Host, request.Path, request.QueryString) = (http.Request.Scheme, http.Request.Host, path, new(query));
        (inner.Connection.LocalIpAddress, inner.Connection.LocalPort) = (http.Connection.LocalIpAddress, http.Connection.LocalPort);
        request.RouteValues = route;
        request.Headers.UserAgent = http.Request.Headers.UserAgent;
        if (call.Seen is { } seen) request.Headers.IfMatch = EntityTag.Of(seen);
        if (call.Key is { } key) request.Headers["Idempotency-Key"] = key;
        if (call.Accept is { } accept) request.Headers.Accept = accept;
        foreach (var (name, value) in call.Headers) request.Headers[name] = value;
        if (request.Method != HttpMethods.Post) return;
        var body = call.File ?? Encoding.UTF8.GetBytes(call.Body ?? "{}");
        request.ContentType = call.File is null ? "application/json" : call.FileType;
        (request.Body, request.ContentLength) = (new MemoryStream(body), body.Length);
    }

    private static (string Path, string Query, RouteValueDictionary Route) Split(
        RoutePattern pattern, IReadOnlyDictionary<string, string?> values)
    {
        RouteValueDictionary route = [];
        var path = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
            {
                if (part is not RoutePatternParameterPart parameter)
                {
                    path.Append(((RoutePatternLiteralPart)part).Content);
                    continue;
                }

                var value = values.GetValueOrDefault(parameter.Name) ?? throw new ArgumentException($"{pattern.RawText}: {parameter.Name}");
                route[parameter.Name] = value;
                path.Append(Uri.EscapeDataString(value));
            }
        }

        var query = QueryString.Create(values.Where(v => v.Value is not null && !route.ContainsKey(v.Key)));
        return ($"{path}", query.Value ?? "", route);
    }
}

/// <summary>The answer of an operation.</summary>
public sealed record Reply(int Status, byte[] Bytes, string ContentType, IHeaderDictionary Headers)
{
    private static readonly JsonSerializerOptions Lenient = Make();

    /// <summary>Whether it succeeded.</summary>
    public bool Succeeded => Status < StatusCodes.Status400BadRequest;

    /// <summary>The answer as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Bytes);

    /// <summary>The hash in the ETag; null when there is none.</summary>
    public string? Tag => Headers.ETag.ToString() is { Length: > 2 } tag ? tag.Trim('"') : null;

    /// <summary>The refusal of an operation that did not succeed.</summary>
    public ProblemBody Problem => JsonSerializer.Deserialize<ProblemBody>(Bytes, Lenient)!;

    /// <summary>The answer as the operation's type.</summary>
    public T As<T>() => JsonSerializer.Deserialize<T>(Bytes, Lenient)!;

    /// <summary>The answer as a file for the visitor, with the name that the operation gives it.</summary>
    public IResult AsFile(string? name = null) => Results.File(Bytes, ContentType, name
        ?? (Microsoft.Net.Http.Headers.ContentDispositionHeaderValue.TryParse(Headers.ContentDisposition.ToString(), out var given)
            ? (given.FileNameStar.HasValue ? given.FileNameStar : given.FileName).Value?.Trim('"') : null));

    /// <summary>The texts that the answer shows beside their references, by reference.</summary>
    public IReadOnlyDictionary<Guid, string> Texts
    {
        get
        {
            Dictionary<Guid, string> texts = [];
            Collect(Json, texts);
            return texts;
        }
    }

    private static void Collect(JsonElement node, Dictionary<Guid, string> texts)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray()) Collect(item, texts);
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            if (node.TryGetProperty("ref", out var reference) && node.TryGetProperty("text", out var text)
                && text.ValueKind == JsonValueKind.String && reference.TryGetGuid(out var id)) texts[id] = text.GetString()!;
            foreach (var member in node.EnumerateObject()) Collect(member.Value, texts);
        }
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(ApiJson.Options)
        {
            UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
            // Absent values are left out of answers.
            RespectRequiredConstructorParameters = false, RespectNullableAnnotations = false,
        };
        options.MakeReadOnly();
        return options;
    }
}
