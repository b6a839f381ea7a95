using System.Globalization;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Audit;

/// <summary>One difference between two positions, or between two evaluations of a stage.</summary>
/// <param name="Code">The facet's kind with <c>-added</c>, <c>-removed</c> or <c>-changed</c>, such as <c>stage-status-changed</c>.</param>
/// <param name="Arguments">
/// The subject if there can be several (such as the number of the stage), then the value: the new one if added, the old one if removed,
/// both if changed. The value is empty for a facet that only exists or not.
/// </param>
public sealed record Change(string Code, IReadOnlyList<string> Arguments)
{
    /// <summary>The change in a sentence.</summary>
    public Wording Sentence => ChangeWords.Sentence(this);

    public bool Equals(Change? other) => other is not null && other.Code == Code && other.Arguments.SequenceEqual(Arguments);

    public override int GetHashCode() => Arguments.Aggregate(Code.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    /// <summary>Removed facets, then changed ones, both in the order of the earlier state; then added ones in the order of the later
    /// state.</summary>
    internal static IReadOnlyList<Change> Between(IReadOnlyList<Facet> before, IReadOnlyList<Facet> after)
    {
        var earlier = before.DistinctBy(facet => facet.Name).ToDictionary(facet => facet.Name);
        var later = after.DistinctBy(facet => facet.Name).ToDictionary(facet => facet.Name);
        return
        [
            .. earlier.Values.Where(facet => !later.ContainsKey(facet.Name))
            .Select(facet => new Change($"{facet.Kind}-removed", [.. facet.About, facet.Value])),
            .. earlier.Values.Where(facet => later.TryGetValue(facet.Name, out var now) && now.Value != facet.Value)
                .Select(facet => new Change($"{facet.Kind}-changed", [.. facet.About, facet.Value, later[facet.Name].Value])),
            .. later.Values.Where(facet => !earlier.ContainsKey(facet.Name))
            .Select(facet => new Change($"{facet.Kind}-added", [.. facet.About, facet.Value])),
        ];
    }
}

/// <summary>One property of a state: its kind, its subject and its value as text.</summary>
/// <param name="Kind">In kebab-case; <see cref="ChangeWords"/> has the words for each.</param>
internal sealed record Facet(string Kind, IReadOnlyList<string> About, string Value)
{
    /// <summary>Facets with the same name are compared with each other.</summary>
    public string Name => string.Join('\n', About.Prepend(Kind));

    public static Facet Of(string kind, string value) => new(kind, [], value);

    public static Facet Of(string kind, int about, string value) => new(kind, [about.ToString(CultureInfo.InvariantCulture)], value);

    public static Facet Of(string kind, string about, string value) => new(kind, [about], value);

    public static Facet Of(string kind, Guid about, string value) => new(kind, [about.ToString()], value);
}
