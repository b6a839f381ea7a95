namespace MentorshipFlow.Domain.Tests.Tidy;

/// <summary>Groups of folders that use each other, directly or through others.</summary>
internal static class FolderCycles
{
    /// <summary>Each group as the sorted names of its folders.</summary>
    /// <param name="files">For each file its namespace and the names after its usings, which may be types.</param>
    public static IReadOnlyList<string> Of(IEnumerable<(string Namespace, IEnumerable<string> Usings)> files)
    {
        var uses = files.GroupBy(f => f.Namespace).ToDictionary(g => g.Key, g => g.SelectMany(f => f.Usings).ToHashSet());
        foreach (var (folder, names) in uses)
            uses[folder] = [.. names.Select(n => Declared(n, uses.Keys)).OfType<string>().Where(n => n != folder)];
        var reached = uses.Keys.ToDictionary(folder => folder, folder => Reached(folder, uses));
        return
        [
            .. uses.Keys.Where(folder => reached[folder].Contains(folder))
                .Select(folder =>
                    string.Join(' ', reached[folder].Where(other => reached[other].Contains(folder)).Order(StringComparer.Ordinal)))
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static string? Declared(string name, ICollection<string> folders) =>
        folders.Contains(name) ? name : name.LastIndexOf('.') is var dot && dot > 0 ? Declared(name[..dot], folders) : null;

    private static HashSet<string> Reached(string folder, Dictionary<string, HashSet<string>> uses)
    {
        HashSet<string> reached = [];
        var open = new Stack<string>(uses[folder]);
        while (open.TryPop(out var next))
        {
            if (!reached.Add(next)) continue;
            foreach (var further in uses[next]) open.Push(further);
        }

        return reached;
    }
}
