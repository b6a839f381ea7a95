using System.Text.Json;
using MentorshipFlow.Certificates.Sections;

namespace MentorshipFlow.Certificates.Sources;

/// <summary>A place in a certificate's JSON, in three spellings.</summary>
/// <param name="Pointer">JSON pointer; elements by their numbers from 0. No member of a certificate holds a character
/// that RFC 6901 escapes.</param>
/// <param name="Pattern">As <see cref="SourceTable"/> names it: <c>/outreach/channels/{code}/held</c>.</param>
/// <param name="Name">The pattern with the elements named: <c>/outreach/channels/class-hours/held</c>.</param>
/// <param name="Of">The innermost element around it; null outside every list.</param>
internal sealed record Place(string Pointer, string Pattern, string Name, Element? Of)
{
    public static Place Root { get; } = new("", "", "", null);

    public Place Member(string name) => new($"{Pointer}/{name}", $"{Pattern}/{name}", $"{Name}/{name}", Of);

    /// <summary>The elements of a list. Elements with the same name are told apart by "#2", "#3" ….</summary>
    public IEnumerable<(Place Place, JsonElement Json)> Elements(JsonElement list)
    {
        Dictionary<string, int> seen = [];
        var wildcard = SourceTable.Wildcard(Pattern);
        foreach (var (index, json) in list.EnumerateArray().Index())
        {
            var element = new Element(json, index + 1, Of);
            var key = element.Says(wildcard);
            var occurrence = seen[key] = seen.GetValueOrDefault(key) + 1;
            yield return (new($"{Pointer}/{index}", $"{Pattern}/{{{wildcard}}}",
                occurrence == 1 ? $"{Name}/{key}" : $"{Name}/{key}#{occurrence}", element),
                json);
        }
    }

    /// <summary>A source of the table with the keys of this place.</summary>
    public Source Bind(Source source) => source is Keyed keyed ? keyed.Topic.Of(Of!.Says(keyed.Member)) : source;
}

/// <summary>An element of a list.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Outer">The element whose list this is in.</param>
internal sealed record Element(JsonElement Json, int Number, Element? Outer)
{
    /// <summary>One of its members, or of the elements around it; <c>value</c> is a scalar element itself, <c>n</c> the
    /// number of the innermost.</summary>
    /// <exception cref="InvalidOperationException">No element has such a member.</exception>
    public string Says(string member) =>
        member == "n" ? Figures.Text(Number)
        : Json.ValueKind != JsonValueKind.Object && member == "value" ? $"{Json}"
        : Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(member, out var found) ? $"{found}"
        : Outer?.Says(member) ?? throw new InvalidOperationException($"No element around here says its {member}.");
}
