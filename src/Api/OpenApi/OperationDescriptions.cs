using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>Writes the content of <see cref="Operation"/> into the OpenAPI document.</summary>
internal sealed partial class OperationDescriptions : IOperationFilter
{
    /// <summary>The security scheme's name.</summary>
    public const string SecurityScheme = "apiKey";

    private const string Json = "application/json";
    private const string DryRunAnswer = "A dry run: what would be decided.";

    private static readonly Dictionary<int, string> WithoutBody = new()
    {
        [204] = "No content: a dry run, or a repeat.",
        [304] = "The representation still has the ETag that If-None-Match names.",
    };

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<Operation>().SingleOrDefault() is not { } about) return;
        var path = context.ApiDescription.RelativePath!;
        var components = new SharedComponents(context);
        operation.OperationId = about.Name;
        operation.Summary = about.Summary;
        operation.Deprecated = about.Deprecated is not null;
        var description = about.Deprecated is { } deprecated ? $"{deprecated.Sentence} {about.Description}" : about.Description;
        operation.Description = about.Roles.Count == 0
            ? description
            : $"{description} Roles: {string.Join(", ", about.Roles.Select(r => Kebab.Of(r.ToString())))}.";
        operation.Tags = new HashSet<OpenApiTagReference> { new(about.Tag) };
        operation.Parameters = [.. Parameters(about, path, components)];
        operation.RequestBody = Body(about, context);
        operation.Responses = Responses(about, path, context, components);
        if (about.Roles.Count > 0)
        {
            operation.Security =
                [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecurityScheme, context.Document)] = [] }];
        }
    }

    private static IEnumerable<IOpenApiParameter> Parameters(Operation about, string path, SharedComponents components)
    {
        foreach (Match name in PathParameter().Matches(path)) yield return components.InPath(name.Groups[1].Value);
        foreach (var query in about.Query)
            yield return components.InQuery(query);

        if (about.Accepted is not null) yield return components.Prefer;
        if (!about.Deciding) yield break;
        yield return components.DryRun;
        yield return components.IdempotencyKey;
        yield return components.OnBehalfOf;
        yield return components.ActingAs;
        yield return components.ConfirmNames;
        if (about.Match is { } seen) yield return components.IfMatch(seen);
    }

    private static OpenApiRequestBody? Body(Operation about, OperationFilterContext context)
    {
        if (about.Upload is { } mediaType)
        {
            var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            return Body(mediaType, new() { Schema = file, Example = about.Sample }, required: true);
        }

        if (about.Request is not { } type) return null;
        var example = about.Example ?? new Plain { EffectiveOn = new(2022, 1, 14) };
        var json = new OpenApiMediaType
        {
            Schema = context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository),
            Example = JsonSerializer.SerializeToNode(example, type, ApiJson.Options),
        };
        return Body(Json, json, required: !type.GetConstructors().Any(c => c.GetParameters().All(p => p.HasDefaultValue)));
    }

    private static OpenApiRequestBody Body(string mediaType, OpenApiMediaType content, bool required) =>
        new() { Required = required, Content = new Dictionary<string, IOpenApiMediaType> { [mediaType] = content } };

    private static OpenApiResponses Responses(Operation about, string path, OperationFilterContext context, SharedComponents components)
    {
        var success = Success(about, context, components, "Done.");
        if (success is OpenApiResponse own)
        {
            own.Headers = Headers(about, $"/{path}", context.ApiDescription.HttpMethod == HttpMethods.Get, components);
        }

        if (success is OpenApiResponse { Headers: { } headers } && about.Success == StatusCodes.Status202Accepted)
            headers["Location"] = components.JobLocation;
        var responses = new OpenApiResponses { [Key(about.Success)] = success };
        if (about.Success == StatusCodes.Status201Created) responses["200"] = Success(about, context, components, DryRunAnswer);
        foreach (var status in Statuses(about, path).Distinct().Order())
        {
            responses[Key(status)] = WithoutBody.TryGetValue(status, out var description)
                ? new OpenApiResponse { Description = description }
                : status == StatusCodes.Status409Conflict ? components.Conflict(about.Name) : components.Problem(status);
        }

        if (about.Accepted is { } job) responses["202"] = Job(job, context, components);
        if (about.Held is { } held) responses[Key(held)] = Success(about, context, components, "Not in order; the body says why.");
        return responses;
    }

    private static OpenApiResponse Job(Type answer, OperationFilterContext context, SharedComponents components) => new()
    {
        Description = "A job does it. Location is its address.",
        Headers = new Dictionary<string, IOpenApiHeader> { ["Location"] = components.JobLocation },
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [Json] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(answer, context.SchemaRepository) },
        },
    };

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static IOpenApiResponse Success(
        Operation about, OperationFilterContext context, SharedComponents components, string description)
    {
        var schema = about.Answer is { } type
            ? context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository)
            : new OpenApiSchema { Type = JsonSchemaType.String };
        var example = about.AnswerExample is { } answer ? JsonSerializer.SerializeToNode(answer, about.Answer!, ApiJson.Options)
            : about.Answer is null ? about.Sample : null;
        var content = new OpenApiMediaType { Schema = schema, Example = example };
        var response = new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, IOpenApiMediaType> { [about.AnswerMediaType] = content },
        };
        foreach (var (mediaType, other) in about.OtherAnswers)
        {
            response.Content[mediaType] = new OpenApiMediaType
            {
                Schema = other == typeof(byte[]) ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }
                    : context.SchemaGenerator.GenerateSchema(other, context.SchemaRepository),
                Example = other == typeof(byte[]) ? "PK…" : null,
            };
        }

        // Many decisions have the same answer; each read has its own.
        return about.Deciding && schema is OpenApiSchemaReference { Reference.Id: { } id }
            ? components.Response(description == DryRunAnswer ? id + "OfDryRun" : id, response)
            : response;
    }

    private static Dictionary<string, IOpenApiHeader> Headers(Operation about, string path, bool reads, SharedComponents components)
    {
        var headers = new Dictionary<string, IOpenApiHeader>();
        if (about.Query.Contains(PageLimit.Query)) headers["Link"] = components.Link;
        if (reads && about.Tagged) headers["ETag"] = components.ETag;
        return headers;
    }

    private static IEnumerable<int> Statuses(Operation about, string path)
    {
        if (about.Roles.Count > 0) foreach (var status in (int[])[400, 401, 403]) yield return status;
        if (about.Roles.Count > 0 && PathParameter().IsMatch(path)) yield return 404;
        if (about.Request is not null || about.Upload is not null) foreach (var status in (int[])[413, 415]) yield return status;
        if (about.Upload is not null) yield return StatusCodes.Status408RequestTimeout;
        // A batch answers 200 with a result for each item.
        if (about.Deciding && about.Answer != typeof(BatchAnswer) && !ConflictExamples.HasNone(about.Name))
            yield return StatusCodes.Status409Conflict;
        if (about.Deciding) yield return StatusCodes.Status422UnprocessableEntity;
        if (about.Destroyable) yield return 410;
        if (about.Match is not null) foreach (var status in (int[])[412, 428]) yield return status;
        if (!about.Probe) yield return StatusCodes.Status429TooManyRequests;
        foreach (var status in (int[])[.. about.Further, 405, 500, 503]) yield return status;
    }

    [GeneratedRegex(@"\{([a-z0-9]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex PathParameter();
}
