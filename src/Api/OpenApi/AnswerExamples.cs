using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>Gives every JSON answer an example that follows from its schema, so that it can never tell of another answer than the schema does.</summary>
internal sealed class AnswerExamples : IDocumentFilter
{
    private const string Json = "application/json";
    private const string SomeId = "0193b2f0-1111-7222-8333-444455556666";
    private const string SomeHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    // What a text is of which the schema says no more than that it is one.
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["title"] = "Наставничество", ["goal"] = "Раскрытие личности наставляемого", ["schoolYear"] = "2021/2022", ["stream"] = $"programme-{SomeId}", ["actor"] = $"person-{SomeId}",
        ["type"] = "stage_approved", ["role"] = "curator", ["recordedAt"] = "2022-01-14T06:30:00.000000Z", ["leaf"] = SomeHash, ["sha256"] = SomeHash, ["hash"] = SomeHash, ["root"] = SomeHash,
        ["contentHash"] = SomeHash, ["evaluation"] = SomeHash, ["fingerprint"] = SomeHash, ["code"] = "target-model", ["criterion"] = "G1.3", ["item"] = "1.1.1", ["form"] = "learner-learner",
        ["timeZone"] = "Asia/Novokuznetsk", ["mediaType"] = "application/pdf", ["number"] = "1", ["pointer"] = "/roadmap/total/done", ["commandId"] = "approve-stage-1",
    };

    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        // The generator adds a heading for every class that has a comment; the page shows those that operations stand under.
        var used = swaggerDoc.Paths.Values.SelectMany(p => p.Operations!.Values).SelectMany(o => o.Tags!).Select(t => t.Reference.Id).ToHashSet();
        swaggerDoc.Tags = swaggerDoc.Tags?.Where(t => used.Contains(t.Name)).ToHashSet();
        foreach (var operation in swaggerDoc.Paths.Values.SelectMany(p => p.Operations!.Values))
        {
            foreach (var (_, response) in operation.Responses!)
            {
                if (response.Content is { } content && content.TryGetValue(Json, out var media) && media is OpenApiMediaType { Example: null, Schema: { } schema } bare)
                    bare.Example = Of("", schema, context.SchemaRepository.Schemas, []);
            }
        }
    }

    /// <param name="within">Names of the schemas that this one lies in: one that holds itself ends there.</param>
    private static JsonNode? Of(string name, IOpenApiSchema schema, IReadOnlyDictionary<string, IOpenApiSchema> known, string[] within)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id }) return within.Contains(id) ? null : Of(name, known[id], known, [.. within, id]);
        if (schema.Enum is [{ } first, ..]) return first.DeepClone();
        return (schema.Type & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.Array => schema.Items is { } items && Of(name, items, known, within) is { } item ? new JsonArray(item) : new JsonArray(),
            JsonSchemaType.Object => Object(schema, known, within),
            JsonSchemaType.Boolean => true,
            JsonSchemaType.Integer or JsonSchemaType.Number => 1,
            _ => schema.Format switch { "uuid" => SomeId, "date" => "2022-01-14", _ => Words.GetValueOrDefault(name, name) },
        };
    }

    private static JsonObject Object(IOpenApiSchema schema, IReadOnlyDictionary<string, IOpenApiSchema> known, string[] within)
    {
        var example = new JsonObject();
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>()) example[name] = Of(name, property, known, within);
        // Of an object that is another document the schema says nothing.
        return example.Count > 0 ? example : new JsonObject { ["code"] = Words["code"], ["version"] = 1 };
    }
}
