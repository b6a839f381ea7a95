using System.Text;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Cleans texts that are read from or written into cells. Texts that a spreadsheet would run as a formula stay texts.</summary>
internal static class CellText
{
    private const string StartsFormula = "=+-@\t\r";

    /// <summary>A text for storing: trimmed, without control characters and the apostrophe of <see cref="Guarded"/>.</summary>
    public static string Read(string raw)
    {
        if (raw.Length > SheetLimits.CellLength) throw new SheetException(SheetException.TooLarge);
        var text = raw.Trim();
        if (text.Length > 1 && text[0] == '\'' && StartsFormula.Contains(text[1], StringComparison.Ordinal)) text = text[1..];
        return text.Any(Unwanted) ? Cleaned(text) : text;
    }

    /// <summary>A text for CSV, which has no types: an apostrophe before a formula keeps spreadsheets from running it.</summary>
    public static string Guarded(string text) => Runs(text) ? $"'{text}" : text;

    /// <summary>Whether a spreadsheet would take the text for a formula.</summary>
    public static bool Runs(string text) => text.Length > 0 && StartsFormula.Contains(text[0], StringComparison.Ordinal);

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
