using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>Derives an example of every JSON response from its schema, so that the two always agree.</summary>
internal sealed class ResponseExamples : IDocumentFilter
{
    private const string Json = "json";
    private const string SomeId = SharedComponents.ExampleId;
    private const string SomeHash = SharedComponents.ExampleHash;

    // Values of properties whose schema is a plain string, by name, or by the names of schema and property.
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["title"] = "Наставничество",
        ["goal"] = "Раскрытие личности наставляемого",
        ["schoolYear"] = "2021/2022",
        ["stream"] = $"programme-{SomeId}",
        ["actor"] = $"person-{SomeId}",
        ["type"] = "stage_approved",
        ["role"] = "curator",
        ["recordedAt"] = "2022-01-14T06:30:00.000000Z",
        ["leaf"] = SomeHash,
        ["sha256"] = SomeHash,
        ["hash"] = SomeHash,
        ["root"] = SomeHash,
        ["contentHash"] = SomeHash,
        ["evaluation"] = SomeHash,
        ["fingerprint"] = SomeHash,
        ["code"] = "target-model",
        ["criterion"] = "G1.3",
        ["item"] = "1.1.1",
        ["form"] = "learner-learner",
        ["timeZone"] = "Europe/Moscow",
        ["mediaType"] = "application/pdf",
        ["number"] = "1",
        ["pointer"] = "/roadmap/total/done",
        ["commandId"] = "approve-stage-1",
        ["specversion"] = "1.0",
        ["datacontenttype"] = "application/json",
        ["source"] = $"urn:mentorshipflow:organisation:{SomeId}",
        ["CloudEvent.subject"] = $"programme-{SomeId}",
        ["CloudEvent.position"] = "41",
        ["CloudEvent.time"] = "2022-01-14T06:30:00.000000Z",
        ["onbehalfof"] = SomeId,
        ["effectiveon"] = "2022-01-14",
    };

    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var operations = swaggerDoc.Paths.Values.SelectMany(p => p.Operations!.Values).ToList();
        // In place of the generator's tags, which has one for every class with a comment.
        swaggerDoc.Tags = Groups.Of(operations.SelectMany(o => o.Tags!).Select(t => t.Reference.Id!).ToHashSet());
        foreach (var response in operations.SelectMany(o => o.Responses!.Values))
        {
            foreach (var (type, media) in response.Content ?? new Dictionary<string, IOpenApiMediaType>())
            {
                if (type.EndsWith(Json, StringComparison.Ordinal) && media is OpenApiMediaType { Example: null, Schema: { } schema } bare)
                    bare.Example = Of("", schema, context.SchemaRepository.Schemas, []);
            }
        }
    }

    /// <param name="outer">Names of the enclosing schemas; a recursive schema is not expanded again.</param>
    private static JsonNode? Of(string name, IOpenApiSchema schema, IReadOnlyDictionary<string, IOpenApiSchema> known, string[] outer)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
            return outer.Contains(id) ? null : Of(name, known[id], known, [.. outer, id]);

        if (schema.Enum is [{ } first, ..]) return first.DeepClone();
        return (schema.Type & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.Array =>
                schema.Items is { } items && Of(name, items, known, outer) is { } item ? new JsonArray(item) : new JsonArray(),
            JsonSchemaType.Object => Object(schema, known, outer),
            JsonSchemaType.Boolean => true,
            JsonSchemaType.Integer or JsonSchemaType.Number => 1,
            _ => schema.Format switch { "uuid" => SomeId, "date" => "2022-01-14", _ => Text(outer, name) },
        };
    }

    private static string Text(string[] outer, string name) =>
        Texts.GetValueOrDefault($"{outer.LastOrDefault()}.{name}") ?? Texts.GetValueOrDefault(name, name);

    private static JsonObject Object(IOpenApiSchema schema, IReadOnlyDictionary<string, IOpenApiSchema> known, string[] outer)
    {
        var example = new JsonObject();
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            example[name] = Of(name, property, known, outer);

        // The schema of an embedded document has no properties.
        return example.Count > 0 ? example : new JsonObject { ["code"] = Texts["code"], ["version"] = 1 };
    }
}
