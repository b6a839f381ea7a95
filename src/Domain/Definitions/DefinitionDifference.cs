namespace MentorshipFlow.Definitions;

/// <summary>One thing that a migration from one definition to another would change.</summary>
/// <param name="Place">By codes, so that both definitions have it: "/stages/1/criteria/G1.7", "/documents/stands", "/parameters".</param>
/// <param name="What">The kind and title of the element and, for a change, the sides that changed.</param>
public sealed record DefinitionDifference(string Place, DifferenceKind Kind, Wording What)
{
    /// <summary>
    /// Everything that differs in criteria, items, documents, forms and parameters: removed and changed ones in the order of
    /// <paramref name="from"/>, then added ones in the order of <paramref name="to"/>. Rows are left out because they have no effect.
    /// </summary>
    public static IReadOnlyList<DefinitionDifference> Between(Definition from, Definition to)
    {
        var before = DefinitionFacets.Of(from).ToDictionary(element => element.Place);
        var after = DefinitionFacets.Of(to).ToDictionary(element => element.Place);
        return
        [
            .. DefinitionFacets.Of(from).SelectMany(element => Fate(element, after.GetValueOrDefault(element.Place))),
            .. DefinitionFacets.Of(to).Where(element => !before.ContainsKey(element.Place))
                .Select(element => new DefinitionDifference(element.Place, DifferenceKind.Added, element.Name)),
        ];
    }

    private static IEnumerable<DefinitionDifference> Fate(DefinitionFacets before, DefinitionFacets? after)
    {
        if (after is null)
        {
            yield return new(before.Place, DifferenceKind.Removed, before.Name);
            yield break;
        }

        var changed = before.Sides.Zip(after.Sides)
            .Where(side => side.First.Value != side.Second.Value)
            .Select(side => side.First.Name)
            .ToArray();
        if (changed.Length > 0)
            yield return new(before.Place, DifferenceKind.Changed, new(
                $"{after.Name.Ru}: {string.Join(", ", changed.Select(name => name.Ru))}",
                $"{after.Name.En}: {string.Join(", ", changed.Select(name => name.En))}"));
    }
}

/// <summary>The kind of difference between two definitions.</summary>
public enum DifferenceKind
{
    /// <summary>Only the second one has it.</summary>
    Added,

    /// <summary>Only the first one has it.</summary>
    Removed,

    /// <summary>Both have it, and at least one side of it differs.</summary>
    Changed,
}
