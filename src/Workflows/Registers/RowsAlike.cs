namespace MentorshipFlow.Workflows.Registers;

/// <summary>Rows of one file whose name is a short form of an earlier row's on the same side: somebody must say whether they are the same
/// person. Names that differ in a letter are two persons within a file, because twins look so.</summary>
/// <remarks>Rows are compared if their birth dates are equal, or their years where a date is unknown, or neither has any.</remarks>
internal static class RowsAlike
{
    // A file in which more rows than this have a word and a birthday in common is no register of persons.
    private const int MostCompared = 50;

    /// <summary>The earlier row, by the place of the later one.</summary>
    public static IReadOnlyDictionary<RowPlace, RegisterRow> Find(IReadOnlyList<RegisterRow> rows)
    {
        Dictionary<RowPlace, RegisterRow> alike = [];
        Dictionary<(Side, int, string), List<(RegisterRow Row, string[] Words)>> seen = [];
        foreach (var row in rows.Where(r => !r.GivenNameAlone))
        {
            var (words, year) = (KnownPersons.Words(row.FullName), row.BirthDate?.Year ?? row.BirthYear ?? 0);
            foreach (var word in words.Distinct())
            {
                if (!seen.TryGetValue((row.Side, year, word), out var others)) seen[(row.Side, year, word)] = others = [];
                if (others.Find(o => MayBe(row, o.Row) && KnownPersons.Compare(words, o.Words) == Likeness.ShortForm).Row is { } earlier)
                    alike.TryAdd(row.Place, earlier);
                if (others.Count < MostCompared) others.Add((row, words));
            }
        }

        return alike;
    }

    private static bool MayBe(RegisterRow row, RegisterRow other) =>
        row.BirthDate is not { } day || other.BirthDate is not { } born || day == born;
}
