using System.Collections.Frozen;
using System.Text.Json;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Common Russian given names with their short forms, from <c>GivenNames.json</c>. All names here are in the form for
/// comparison.</summary>
internal static class GivenNames
{
    private static readonly FrozenDictionary<string, string[]> FullNames = Load();

    private static readonly ILookup<string, string> Forms = FullNames.SelectMany(f => f.Value, (f, full) => (full, f.Key))
        .ToLookup(f => f.full, f => f.Key, StringComparer.Ordinal);

    /// <summary>Whether a word is a given name or a short form of one.</summary>
    public static bool Has(string word) => FullNames.ContainsKey(word);

    /// <summary>Whether two different words may be forms of one name: «Саша» and «Александр», «Саша» and «Шура».</summary>
    public static bool Alike(string a, string b) =>
        FullNames.TryGetValue(a, out var one) && FullNames.TryGetValue(b, out var other) && Array.Exists(one, n => other.Contains(n));

    /// <summary>The names that a given name may stand for, and their short forms: of «Саша» those of Александр and Александра.</summary>
    public static IEnumerable<string> Family(string word) =>
        FullNames.TryGetValue(word, out var full) ? full.SelectMany(f => Forms[f]).Distinct() : [word];

    // Each form with the names that it may stand for; a name stands for itself.
    private static FrozenDictionary<string, string[]> Load()
    {
        using var json = typeof(GivenNames).Assembly.GetManifestResourceStream("Registers/GivenNames.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)!
            .SelectMany(n => n.Value.Prepend(n.Key), (n, form) => (Form: NameCell.Compared(form), Full: NameCell.Compared(n.Key)))
            .GroupBy(n => n.Form, n => n.Full)
            .ToFrozenDictionary(g => g.Key, g => g.Distinct().ToArray(), StringComparer.Ordinal);
    }
}
