using System.Text.Json.Serialization.Metadata;
using MentorshipFlow.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>
/// Says of each member what the serializer does: a member is required, or it may be absent; null is never written. Generated clients then
/// have a value, or an optional one.
/// </summary>
internal sealed class MemberSchemas : ISchemaFilter
{
    /// <inheritdoc/>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { Count: > 0 } members } own) return;
        var contract = ApiJson.Options.GetTypeInfo(context.Type);
        own.Required = new SortedSet<string>(
            contract.Properties.Where(p => members.ContainsKey(p.Name) && !IsOptional(p)).Select(p => p.Name), StringComparer.Ordinal);
        foreach (var member in members.Values.OfType<OpenApiSchema>()) member.Type &= ~JsonSchemaType.Null;
        // Answers show a text beside its reference: see AnswerWithTexts.
        if (context.Type == typeof(TextReference))
        {
            members["text"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Null,
                Description = "In answers: the text; null if the caller may not read it, or only by a disclosure.",
            };
        }
    }

    // A member without a parameter of the constructor keeps its default when it is absent.
    private static bool IsOptional(JsonPropertyInfo member) =>
        member.IsGetNullable || Nullable.GetUnderlyingType(member.PropertyType) is not null
        || member.AssociatedParameter is { HasDefaultValue: true }
        || (member.AssociatedParameter is null && member.Set is not null && !member.IsRequired);
}
