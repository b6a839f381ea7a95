using System.Text.Json.Nodes;

namespace MentorshipFlow.Domain.Tests.Definitions;

/// <summary>Walks the shipped definition and its schema side by side.</summary>
internal static class Shape
{
    private static readonly JsonNode Schema = JsonNode.Parse(TargetModel.Repository("src/Workflows/Definitions/definition.schema.json"))!;

    /// <summary>One place for each member that the schema names, and whether the schema requires it.</summary>
    public static IReadOnlyList<(string Place, bool Required)> Places()
    {
        Dictionary<string, (string, bool)> places = [];
        Walk(TargetModel.Copy(), Schema, "", "", places);
        return [.. places.Values];
    }

    /// <summary>One place for each kind of object with fixed members.</summary>
    public static IEnumerable<string> Objects() => Places().Select(place => place.Place[..place.Place.LastIndexOf('/')]).Distinct();

    public static JsonNode Resolved(JsonNode schema) =>
        schema["$ref"] is { } reference ? Resolved(Schema["$defs"]![$"{reference}".Split('/')[^1]]!) : schema;

    private static void Walk(JsonNode json, JsonNode schema, string place, string kind, Dictionary<string, (string, bool)> places)
    {
        schema = Resolved(schema);
        if (json is JsonArray list)
            foreach (var (i, element) in list.Index())
                Walk(element!, schema["items"]!, $"{place}/{i}", $"{kind}/*", places);
        if (json is not JsonObject members || schema["properties"] is not JsonObject properties) return;
        var required = schema["required"]!.AsArray().Select(name => $"{name}").ToHashSet();
        foreach (var (name, member) in members)
        {
            places.TryAdd($"{kind}/{name}", ($"{place}/{name}", required.Contains(name)));
            if (member is not null) Walk(member, properties[name]!, $"{place}/{name}", $"{kind}/{name}", places);
        }
    }
}
