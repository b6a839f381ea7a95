namespace MentorshipFlow.Workflows.Registers;

/// <summary>The texts of a mentor's row as one text, which is sealed with the application.</summary>
/// <remarks>
/// Format: each part begins a line with its label, a colon and a space, in the order of the labels below; its further lines follow without
/// a label. Text before the first label, as in a text that was not imported, is about competences.
/// </remarks>
internal static class WordsOfMentor
{
    private static readonly (ColumnKind Part, string Label)[] Labels =
    [
        (ColumnKind.Competences, "Компетенции"), (ColumnKind.Achievements, "Достижения"), (ColumnKind.Interests, "Интересы"),
        (ColumnKind.Subject, "Предмет"),
        (ColumnKind.Experience, "Стаж"), (ColumnKind.Other, "Другое"),
    ];

    /// <summary>The text; null when there are no words.</summary>
    public static string? Write(Func<ColumnKind, string?> words) =>
        string.Join('\n', Labels.Select(l => words(l.Part) is { } text ? $"{l.Label}: {text}"
            : null).OfType<string>()) is { Length: > 0 } all ? all : null;

    /// <summary>The parts of a text.</summary>
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
