using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>Writes everything that an <see cref="Operation"/> says of its route into the document.</summary>
internal sealed partial class Description : IOperationFilter
{
    /// <summary>The security scheme's name.</summary>
    public const string Scheme = "apiKey";

    private const string Json = "application/json";
    private const string ExampleHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly Dictionary<int, string> Errors = new()
    {
        [400] = "The request cannot be read: malformed JSON, an unknown or invalid field, a missing or invalid Idempotency-Key, query parameter or If-Match.",
        [401] = "No key, an unknown key, or a revoked one.",
        [403] = "The key holds none of the roles that this takes, or the person may not do this; the body says which would.",
        [404] = "There is no such thing here; another organisation's is not told apart from none.",
        [405] = "The address takes another method; Allow names it.",
        [409] = "The state does not allow it; the body names the reason and what is missing.",
        [410] = "It was destroyed with a person's data; the body says by which act.",
        [412] = "What was seen is not what is now; the body says what changed.",
        [413] = "The body is too large.",
        [415] = "The body is of another media type than is taken.",
        [422] = "The request is well formed and cannot be carried out: an unknown code, a value out of range, or an Idempotency-Key that came with another request.",
        [428] = "If-Match is required.",
        [500] = "A bug; the log says more under the traceId.",
        [503] = "The database is out of reach, or too many decisions wait; try again after Retry-After with the same Idempotency-Key.",
    };

    private static readonly Dictionary<int, string> WithoutBody = new()
    {
        [204] = "Nothing is shown: a dry run, or a repeat.",
        [304] = "What If-None-Match names is what is now.",
    };

    private static readonly HashSet<string> Tagged = [.. Enum.GetValues<MustMatch>().Where(m => m != MustMatch.Nothing).Select(Seen.At)];

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<Operation>().SingleOrDefault() is not { } about) return;
        var path = context.ApiDescription.RelativePath!;
        operation.OperationId = about.Name;
        operation.Summary = about.Summary;
        operation.Description = about.Roles.Count == 0 ? about.Description : $"{about.Description} Roles: {string.Join(", ", about.Roles.Select(r => Kebab.Of(r.ToString())))}.";
        operation.Tags = new HashSet<OpenApiTagReference> { new(about.Tag) };
        operation.Parameters = [.. Parameters(about, path)];
        operation.RequestBody = Body(about, context);
        operation.Responses = Responses(about, path, context);
        if (about.Roles.Count > 0) operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
    }

    private static IEnumerable<IOpenApiParameter> Parameters(Operation about, string path)
    {
        foreach (Match name in PathParameter().Matches(path)) yield return InPath(name.Groups[1].Value);
        foreach (var query in about.Query) yield return Text(query.Name, ParameterLocation.Query, query.Description, query.Example);
        if (!about.Deciding) yield break;
        yield return new OpenApiParameter
        {
            Name = DryRun.Name, In = ParameterLocation.Query, Description = "Decide and show; record nothing.", Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean }, Example = false,
        };
        yield return Text("Idempotency-Key", ParameterLocation.Header, "1 to 128 visible ASCII characters, new for each decision; the same key and request are answered as the first time, for ever.", "approve-1-2026-11-21", required: true);
        yield return Text("On-Behalf-Of", ParameterLocation.Header, "For integrators: the person who recorded a delegation.", "0193b2f0-1111-7222-8333-444455556666");
        if (about.Match != MustMatch.Nothing) yield return Text("If-Match", ParameterLocation.Header, $"The ETag of what was looked at: of GET {Seen.At(about.Match)}.", $"\"{ExampleHash}\"", required: true);
    }

    private static OpenApiParameter InPath(string name) => name == "stage"
        ? new() { Name = name, In = ParameterLocation.Path, Required = true, Description = "1 to 7.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "7" }, Example = 1 }
        : IsCode(name)
            ? Text(name, ParameterLocation.Path, "A code of the definition.", PathExample(name), required: true)
            : new() { Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }, Example = PathExample(name) };

    private static bool IsCode(string name) => name is "item" or "form" or "criterion" or "code" or "version" or "sha256" or "kind";

    private static string PathExample(string name) => name switch
    {
        "item" => "1.1.1",
        "form" => "learner-learner",
        "criterion" => "G1.7",
        "code" => "target-model",
        "version" => "1",
        "kind" => "resources",
        "sha256" => ExampleHash,
        _ => "0193b2f0-1111-7222-8333-444455556666",
    };

    private static OpenApiParameter Text(string name, ParameterLocation place, string description, string example, bool required = false) => new()
    {
        Name = name, In = place, Required = required, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example,
    };

    private static OpenApiRequestBody? Body(Operation about, OperationFilterContext context) =>
        about.Upload is { } media
            ? new() { Required = true, Content = new Dictionary<string, IOpenApiMediaType> { [media] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }, Example = about.Sample } } }
        : about.Request is null ? null
        : new()
        {
            Required = about.Request != typeof(Plain),
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [Json] = new OpenApiMediaType { Schema = Schema(about.Request, context), Example = JsonSerializer.SerializeToNode(about.Example ?? new Plain { EffectiveOn = new(2022, 1, 14) }, about.Request, ApiJson.Options) },
            },
        };

    private static OpenApiResponses Responses(Operation about, string path, OperationFilterContext context)
    {
        var responses = new OpenApiResponses { [about.Success.ToString(CultureInfo.InvariantCulture)] = Success(about, context) };
        if (responses.Values.Single() is OpenApiResponse success) success.Headers = Headers(about, $"/{path}", context.ApiDescription.HttpMethod == HttpMethods.Get);
        if (about.Success == StatusCodes.Status201Created) responses["200"] = Success(about, context, "A dry run: what would be decided.");
        foreach (var status in Statuses(about, path).Distinct().Order())
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = WithoutBody.TryGetValue(status, out var nothing) ? new OpenApiResponse { Description = nothing } : Error(status, context);
        }

        if (about.Held is { } held) responses[held.ToString(CultureInfo.InvariantCulture)] = Success(about, context, "What holds it back.");
        return responses;
    }

    private static OpenApiResponse Success(Operation about, OperationFilterContext context, string? description = null)
    {
        var response = new OpenApiResponse { Description = description ?? "Done." };
        var schema = about.Answer is { } type ? Schema(type, context) : new OpenApiSchema { Type = JsonSchemaType.String };
        response.Content = new Dictionary<string, IOpenApiMediaType> { [about.AnswerMediaType] = new OpenApiMediaType { Schema = schema, Example = about.Answer is null ? about.Sample : null } };
        return response;
    }

    private static Dictionary<string, IOpenApiHeader> Headers(Operation about, string path, bool reads)
    {
        var headers = new Dictionary<string, IOpenApiHeader>();
        if (about.Query.Any(q => q.Name == "cursor")) headers["Link"] = Header("Where the next page is (RFC 8288, rel=\"next\"); absent on the last one.", $"<{PathParameter().Replace(path, m => PathExample(m.Groups[1].Value))}?cursor={about.Query.Single(q => q.Name == "cursor").Example}>; rel=\"next\"");
        if (reads && Tagged.Contains(path)) headers["ETag"] = Header("What If-Match must name to decide on what this shows.", $"\"{ExampleHash}\"");
        return headers;
    }

    private static OpenApiHeader Header(string description, string example) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };

    private static IEnumerable<int> Statuses(Operation about, string path)
    {
        if (about.Roles.Count > 0) foreach (var status in (int[])[400, 401, 403]) yield return status;
        if (about.Roles.Count > 0 && PathParameter().IsMatch(path)) yield return 404;
        if (about.Request is not null || about.Upload is not null) foreach (var status in (int[])[413, 415]) yield return status;
        if (about.Deciding) foreach (var status in (int[])[409, 422]) yield return status;
        if (about.Destroyable) yield return 410;
        if (about.Match != MustMatch.Nothing) foreach (var status in (int[])[412, 428]) yield return status;
        foreach (var status in (int[])[.. about.Further, 405, 500, 503]) yield return status;
    }

    private static OpenApiResponse Error(int status, OperationFilterContext context) => new()
    {
        Description = Errors[status],
        Content = new Dictionary<string, IOpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType { Schema = Schema(typeof(ProblemBody), context), Example = Example(status) } },
    };

    private static JsonObject Example(int status)
    {
        var code = status == 422 ? "value-out-of-range" : status == 409 ? "criteria-not-met" : status == 410 ? ProblemCodes.DataDestroyed : status == 412 ? ProblemCodes.EvaluationChanged
            : status == 428 ? ProblemCodes.PreconditionRequired : status == 401 ? ProblemCodes.Unauthenticated : status == 403 ? ProblemCodes.RoleRequired
            : status == 503 ? ProblemCodes.DatabaseUnavailable : status == 400 ? ProblemCodes.FieldInvalid : Problems.OfStatus(status).Code;
        return new JsonObject
        {
            ["type"] = $"urn:mentorshipflow:problem:{code}", ["title"] = Sentences.OfProblem(code, CultureInfo.GetCultureInfo("ru")), ["status"] = status, ["code"] = code,
            ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        };
    }

    private static IOpenApiSchema Schema(Type type, OperationFilterContext context) => context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);

    [GeneratedRegex(@"\{([a-z0-9]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex PathParameter();
}
