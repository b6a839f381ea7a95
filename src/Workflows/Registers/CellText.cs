using System.Globalization;
using System.Text;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Cleans texts that are read from or written into cells. Texts that a spreadsheet would run as a formula stay texts.</summary>
internal static class CellText
{
    // The wide forms are read like the narrow ones by spreadsheets of East Asia.
    private const string StartsFormula = "=+-@\t\r\uff1d\uff0b\uff0d\uff20";

    /// <summary>A text for storing: trimmed, without control characters and the apostrophe of <see cref="Guarded"/>.</summary>
    public static string Read(string raw)
    {
        if (raw.Length > SheetLimits.CellLength) throw new SheetException(SheetException.TooLarge);
        var text = raw.Trim();
        if (text.Length > 1 && text[0] == '\'' && Runs(text[1..])) text = text[1..];
        return text.Any(Unwanted) ? Cleaned(text) : text;
    }

    /// <summary>A text for CSV, which has no types: an apostrophe before a formula keeps spreadsheets from running it.</summary>
    public static string Guarded(string text) => Runs(text) ? $"'{text}" : text;

    /// <summary>Whether a spreadsheet would take the text for a formula, which it may after characters that are not seen.</summary>
    public static bool Runs(string text)
    {
        var seen = text.AsSpan();
        while (seen is [var first, ..] && !StartsFormula.Contains(first, StringComparison.Ordinal) && Unseen(first)) seen = seen[1..];
        return seen is [var c, ..] && StartsFormula.Contains(c, StringComparison.Ordinal);
    }

    private static bool Unseen(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool Unwanted(char c) =>
        (char.IsControl(c) && c != '\n') || char.IsSurrogate(c) || c is '\u00a0' or '\u200b' or '\ufeff';

    private static string Cleaned(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate is enumerated as U+FFFD; a no-break space counts as a space.
            if (rune.Value == 0xA0) clean.Append(' ');
            else if (rune.Value is not (0x200B or 0xFEFF) && (!Rune.IsControl(rune) || rune.Value == '\n')) clean.Append(rune);
        }

        return clean.ToString().Trim();
    }
}
