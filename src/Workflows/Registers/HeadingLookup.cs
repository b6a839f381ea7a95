namespace MentorshipFlow.Workflows.Registers;

/// <summary>The meaning of a text as a heading.</summary>
/// <param name="Meaning">Null when it is no known heading, or a column to leave out.</param>
/// <param name="Given">Whether the caller said it.</param>
/// <param name="Kept">Whether an earlier import said it.</param>
internal readonly record struct HeadingFound(HeadingMeaning? Meaning, bool Given = false, bool Kept = false);

/// <summary>
/// Looks up the headings of one file. Each text is looked up once, and the number of texts is bounded: any cell of the first hundred rows
/// of a hundred sheets may be a heading.
/// </summary>
internal sealed class HeadingLookup(ColumnMapping mapping)
{
    private const int MostTexts = 30_000;

    // Comparing letters costs more than looking up a text.
    private const int MostCompared = 4_000;
    private const int LongestHeading = 200;
    private const int Certain = 100;

    private readonly Dictionary<string, HeadingFound> texts = [];
    private int compared;

    /// <summary>The meaning of a text.</summary>
    public HeadingFound Of(string text)
    {
        // Dates and numbers are most of a table.
        if (text.Length is 0 or > LongestHeading
            || (mapping.ByHeading.Count == 0 && !text.Any(c => char.IsLetter(c) || c == '№'))) return default;
        if (texts.TryGetValue(text, out var known)) return known;
        return texts.Count < MostTexts ? texts[text] = Look(text) : default;
    }

    private HeadingFound Look(string text)
    {
        if (mapping.Of(text) is { } said)
            return new(said.Said.Kind is { } kind ? new(kind, said.Said.Side, Certain) : null, !said.Kept, said.Kept);
        return new(Headings.Exact(text) ?? (compared++ < MostCompared ? Headings.Alike(text) : null));
    }
}
