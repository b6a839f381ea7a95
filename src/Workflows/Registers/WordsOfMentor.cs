namespace MentorshipFlow.Workflows.Registers;

/// <summary>The texts of a mentor's row, joined into one text that is sealed with the application.</summary>
/// <remarks>
/// Format: each part begins on a new line with its label, a colon and a space, in the order of the labels below; its further lines have no
/// label. Text before the first label, as in texts that were not imported, is about competences.
/// </remarks>
internal static class WordsOfMentor
{
    private static readonly (ColumnKind Part, string Label)[] Labels =
    [
        (ColumnKind.Competences, "Компетенции"), (ColumnKind.Achievements, "Достижения"), (ColumnKind.Interests, "Интересы"),
        (ColumnKind.Subject, "Предмет"),
        (ColumnKind.Experience, "Стаж"), (ColumnKind.Other, "Другое"),
    ];

    /// <summary>Joins the texts; null when there are none.</summary>
    public static string? Write(Func<ColumnKind, string?> words) =>
        string.Join('\n', Labels.Select(l => words(l.Part) is { } text ? $"{l.Label}: {text}"
            : null).OfType<string>()) is { Length: > 0 } all ? all : null;

    /// <summary>Splits a text into its parts.</summary>
    public static IReadOnlyDictionary<ColumnKind, string> Read(string text)
    {
        Dictionary<ColumnKind, string> parts = [];
        var part = ColumnKind.Competences;
        foreach (var line in text.Split('\n'))
        {
            var rest = line;
            if (Array.FindIndex(Labels, l => line.StartsWith($"{l.Label}: ", StringComparison.Ordinal)) is >= 0 and var n) (part,
                rest) = (Labels[n].Part, line[(Labels[n].Label.Length + 2)..]);
            parts[part] = parts.TryGetValue(part, out var before) ? $"{before}\n{rest}" : rest;
        }

        return parts;
    }
}
