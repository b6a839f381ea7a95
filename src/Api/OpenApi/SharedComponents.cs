using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>Parameters, headers and responses that many operations share, once each under <c>components</c>.</summary>
internal sealed class SharedComponents(OperationFilterContext context)
{
    /// <summary>An id in examples.</summary>
    public const string ExampleId = "0193b2f0-1111-7222-8333-444455556666";

    /// <summary>A SHA-256 in examples.</summary>
    public const string ExampleHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly Dictionary<int, (string Code, string Description)> Problems = new()
    {
        [400] = (ProblemCodes.FieldInvalid, "The request cannot be read: malformed JSON, an unknown or invalid field, "
            + "a missing or invalid Idempotency-Key, query parameter or If-Match."),
        [401] = (ProblemCodes.Unauthenticated, "No key, an unknown key, or a revoked one."),
        [403] = (ProblemCodes.RoleRequired, "The key holds none of the roles of this operation, or the person may not do this; "
            + "the body names the roles."),
        [404] = (ProblemCodes.NotFound, "There is no such resource in this organisation. "
            + "A resource of another organisation gets the same answer."),
        [405] = (ProblemCodes.MethodNotAllowed, "The address takes another method; Allow names it."),
        [408] = (ProblemCodes.MalformedRequest, "The body took too long to come."),
        [409] = ("nothing-changes", "The state does not allow it; the body names the reason and what is missing."),
        [410] = (ProblemCodes.DataDestroyed, "It was destroyed with a person's data; the body names the act."),
        [412] = (ProblemCodes.EvaluationChanged, "The resource has changed since the ETag in If-Match; the body says what changed."),
        [413] = (ProblemCodes.BodyTooLarge, "The body is too large."),
        [415] = (ProblemCodes.UnsupportedMediaType, "The body has a media type that is not accepted."),
        [422] = ("value-out-of-range", "The request is well formed and cannot be carried out: an unknown code, a value out of range, "
            + "or an Idempotency-Key that came with another request."),
        [428] = (ProblemCodes.PreconditionRequired, "If-Match is required."),
        [429] = (ProblemCodes.TooManyRequests, "The key or the address asks too often; try again after Retry-After. RateLimit says "
            + "what is left for a key."),
        [500] = (ProblemCodes.Internal, "A bug; the log says more under the requestId."),
        [503] = (ProblemCodes.DatabaseUnavailable, "The database is out of reach, or too many decisions wait; try again after Retry-After "
            + "with the same Idempotency-Key."),
    };

    /// <summary>The query parameter of a dry run.</summary>
    public IOpenApiParameter DryRun => Parameter("dryRun", new()
    {
        Name = Http.DryRun.Name,
        In = ParameterLocation.Query,
        Description = "Decide and show; record nothing.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean },
        Example = false,
    });

    /// <summary>The header for safe repeats.</summary>
    public IOpenApiParameter IdempotencyKey => Parameter("Idempotency-Key", TextParameter(
        "Idempotency-Key",
        ParameterLocation.Header,
        "1 to 128 visible ASCII characters, new for each decision. The same key with the same request always gets the first answer.",
        "approve-1-2026-11-21",
        required: true));

    /// <summary>The header that asks for a job.</summary>
    public IOpenApiParameter Prefer => Parameter("Prefer", TextParameter(
        "Prefer", ParameterLocation.Header, "respond-async: answer 202 with a job instead of waiting for the result (RFC 7240).",
        "respond-async"));

    /// <summary>The header with the address of a job.</summary>
    public IOpenApiHeader JobLocation => Header("Location", "The address of the job.", $"/api/jobs/{ExampleId}");

    /// <summary>The header of an integrator.</summary>
    public IOpenApiParameter OnBehalfOf => Parameter("On-Behalf-Of", TextParameter(
        "On-Behalf-Of", ParameterLocation.Header, "For integrators: the person who recorded a delegation.", ExampleId));

    /// <summary>The header that chooses one of a key's roles.</summary>
    public IOpenApiParameter ActingAs => Parameter(CallerReading.ActingAs, TextParameter(
        CallerReading.ActingAs, ParameterLocation.Header,
        "For a key with several roles: the one in which this decision is made; the entry shows it. Without it, the first that may.",
        "curator"));

    /// <summary>The header that confirms names in texts of the organisation.</summary>
    public IOpenApiParameter ConfirmNames => Parameter(IncomingReader.ConfirmNames, TextParameter(
        IncomingReader.ConfirmNames, ParameterLocation.Header,
        "The ids of registered persons whom a text of the organisation may name, separated by commas; without it such a text is refused.",
        ExampleId));

    /// <summary>The header with the address of the next page.</summary>
    public IOpenApiHeader Link => Header(
        "Link",
        "The address of the next page (RFC 8288, rel=\"next\"); absent on the last page.",
        "</api/programmes?cursor=AZrQ5nXNcACAAAAAAAAAAQ>; rel=\"next\"");

    /// <summary>The header whose value If-Match repeats.</summary>
    public IOpenApiHeader ETag => Header("ETag", "The value for If-Match of a decision about this resource.", $"\"{ExampleHash}\"");

    /// <summary>The header with the tag of the representation that a decision is based on.</summary>
    public IOpenApiParameter IfMatch(Seen seen) => Parameter($"If-Match-{seen.Name}", TextParameter(
        "If-Match", ParameterLocation.Header, $"The ETag of GET {seen.At}.", $"\"{ExampleHash}\"", required: true));

    /// <summary>A path parameter, with the same meaning in every path.</summary>
    public IOpenApiParameter InPath(string name)
    {
        if (name == "stage")
        {
            var stage = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "7" };
            return Parameter(name, InPath(name, stage, 1, "1 to 7."));
        }

        if (name == "version")
            return Parameter(name, InPath(name, new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0" }, 1));
        if (name == "position")
            return Parameter(name, InPath(name, new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" }, 41));

        if (CodeExample(name) is { } code)
            return Parameter(name, TextParameter(name, ParameterLocation.Path, "A code of the definition.", code, required: true));

        var id = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
        return Parameter(name, InPath(name, id, ExampleId));
    }

    /// <summary>A query parameter with the schema of its type.</summary>
    public IOpenApiParameter InQuery(QueryParameter query)
    {
        var parameter = TextParameter(query.Name, ParameterLocation.Query, query.Description, query.Example);
        if (query.Type is { } type)
        {
            parameter.Schema = context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
            if (type == typeof(int) || type == typeof(long) || type == typeof(bool)) parameter.Example = JsonNode.Parse(query.Example);
        }

        return query.Shared is { } component ? Parameter(component, parameter) : parameter;
    }

    /// <summary>A problem (RFC 9457) under the standard name of its status.</summary>
    /// <param name="status">A status of the list above.</param>
    public IOpenApiResponse Problem(int status) => Problem(status, Problems[status].Code, new(), "");

    /// <summary>A refusal that an operation gives, from <c>Conflicts.json</c>; operations with the same one share it.</summary>
    public IOpenApiResponse Conflict(string operation) => ConflictExamples.Of(operation) is var (name, example)
        ? Problem(StatusCodes.Status409Conflict, (string)example["code"]!, example, name) : Problem(StatusCodes.Status409Conflict);

    // The members of every problem, and those of an example.
    private IOpenApiResponse Problem(int status, string code, JsonObject own, string of)
    {
        var (_, description) = Problems[status];
        var example = new JsonObject
        {
            ["type"] = $"urn:mentorshipflow:problem:{code}",
            ["title"] = Sentences.OfProblem(code, CultureInfo.GetCultureInfo("ru")),
            ["status"] = status,
            ["code"] = code,
        };
        foreach (var (member, value) in own) example[member] = value?.DeepClone();
        example["requestId"] = "4bf92f3577b34da6a3ce929d0e0e4736";
        var schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemBody), context.SchemaRepository);
        var content = new OpenApiMediaType { Schema = schema, Example = example };
        return Response(ReasonPhrases.GetReasonPhrase(status).Replace(" ", "", StringComparison.Ordinal) + of, new()
        {
            Description = description,
            Content = new Dictionary<string, IOpenApiMediaType> { ["application/problem+json"] = content },
        });
    }

    /// <summary>A response of several operations.</summary>
    public IOpenApiResponse Response(string name, OpenApiResponse response)
    {
        context.Document.AddComponent(name, response);
        return new OpenApiResponseReference(name, context.Document);
    }

    /// <summary>A parameter that is a text.</summary>
    public static OpenApiParameter TextParameter(
        string name, ParameterLocation place, string description, string example, bool required = false) => new()
    {
        Name = name,
        In = place,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
        Extensions = place == ParameterLocation.Header ? Renamed(name) : null,
    };

    // Generators of C# would make idempotency_Key of it.
    private static Dictionary<string, IOpenApiExtension> Renamed(string header) => new()
    {
        ["x-originalName"] = new JsonNodeExtension(
            JsonNamingPolicy.CamelCase.ConvertName(header.Replace("-", "", StringComparison.Ordinal))),
    };

    private static OpenApiParameter InPath(string name, OpenApiSchema schema, JsonNode example, string? description = null) =>
        new() { Name = name, In = ParameterLocation.Path, Required = true, Description = description, Schema = schema, Example = example };

    private OpenApiParameterReference Parameter(string component, OpenApiParameter parameter)
    {
        context.Document.AddComponent(component, parameter);
        return new(component, context.Document);
    }

    private OpenApiHeaderReference Header(string name, string description, string example)
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        context.Document.AddComponent(name, new OpenApiHeader { Description = description, Schema = text, Example = example });
        return new(name, context.Document);
    }

    private static string? CodeExample(string parameter) => parameter switch
    {
        "item" => "1.1.1",
        "form" => "learner-learner",
        "criterion" => "G1.7",
        "code" => "target-model",
        "kind" => "resources",
        "sha256" => ExampleHash,
        _ => null,
    };
}
