using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A class as schools write it: «8А», «8 «А» класс», «10-б», «8/1», «IX», «2 курс», «5».</summary>
/// <param name="Grade">1 to 11; null when the text names no class or year.</param>
/// <param name="Letter">In capitals; null when there is none.</param>
internal sealed partial record ClassCell(int? Grade, string? Letter)
{
    private const int LastGrade = 11;
    private static readonly string[] Roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi"];

    /// <summary>Null when the text is no class.</summary>
    public static ClassCell? Read(string cell)
    {
        var match = Class().Match(cell.Trim());
        if (!match.Success) return null;
        var number = match.Groups["number"].Value;
        var grade = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n
            : Array.IndexOf(Roman, number.ToLowerInvariant()) + 1;
        if (grade is < 1 or > LastGrade) return null;
        return new(grade, match.Groups["letter"].Value is { Length: > 0 } letter and not ("й" or "Й")
            ? Cyrillic(letter) : null);
    }

    // «8A» with a Latin letter is the class «8А».
    private static string Cyrillic(string letter) =>
        NameCell.Cyrillic(letter.ToUpperInvariant());

    [GeneratedRegex("""
        ^(?:кл(?:асс|\.)?\s*)?(?<number>[0-9]{1,2}|[IVXivx]{1,4})
        \s*-?\s*(?:(?:й|ый|ой|го|ого|м|ом)\s+)?(?:кл(?:асс[а-я]*|\.)?\s*|курс[а-я]*\s*)?
        [-_\s«"“„'(/.]*(?<letter>[А-ЯЁA-Zа-яёa-z]|[0-9])?[»"”'’)]*\s*(?:кл(?:асс[а-я]*|\.)?|курс[а-я]*)?\s*$
        """, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Class();
}
