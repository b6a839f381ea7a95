using System.Text.Json.Nodes;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>An example of 409 for each operation that can give one, from <c>Conflicts.json</c>: refusals that a test was given. An
/// operation that gives none is listed with null.</summary>
internal static class ConflictExamples
{
    private static readonly Dictionary<string, (string Name, JsonObject Example)?> Known = Load();

    /// <summary>The example of an operation with the name of its component; null when there is none.</summary>
    public static (string Name, JsonObject Example)? Of(string operation) => Known.GetValueOrDefault(operation);

    /// <summary>Whether an operation decides and gives no 409, whatever the state of things.</summary>
    public static bool HasNone(string operation) => Known.TryGetValue(operation, out var found) && found is null;

    // Examples that are equal have one component, named by the first of their operations.
    private static Dictionary<string, (string, JsonObject)?> Load()
    {
        using var json = typeof(ConflictExamples).Assembly.GetManifestResourceStream("OpenApi/Conflicts.json")!;
        Dictionary<string, string> names = [];
        Dictionary<string, (string, JsonObject)?> known = [];
        foreach (var (operation, example) in JsonNode.Parse(json)!.AsObject().OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (example is null)
            {
                known[operation] = null;
                continue;
            }

            var text = example.ToJsonString();
            if (!names.TryGetValue(text, out var name)) names[text] = name = $"Of{char.ToUpperInvariant(operation[0])}{operation[1..]}";
            known[operation] = (name, example.AsObject());
        }

        return known;
    }
}
