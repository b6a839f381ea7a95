using System.Text;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>The name of one person as typed, without what clings to it.</summary>
/// <param name="FullName">As typed, in one line, but not in capitals.</param>
/// <param name="Class">A class that was written behind the name.</param>
/// <param name="Initials">Whether only initials stand for the given names.</param>
/// <param name="Several">Whether the cell names several people, or may.</param>
internal sealed partial record NameCell(string FullName, string? Class, bool Initials, bool Several)
{
    private const int LongestName = 200;
    private const int MostWords = 3;

    // They make a name longer than three words.
    private static readonly string[] Particles =
    [
        "кызы", "оглы", "оглу", "кизи", "угли", "гызы", "уулу", "де", "да", "ди", "дос", "фон", "ван", "дер", "ден", "аль", "эль", "бин",
        "ибн", "бен", "ал", "оол", "мл", "ст",
    ];

    private const string Word = @"\p{L}[\p{L}\p{M}'’ʼ`.\-\u2010-\u2015\u2212]*";
    private const string Hyphened = @" ?[-\u2010-\u2015\u2212] ?\p{L}[\p{L}\p{M}'’ʼ`.]*";
    private const string Latin = "ABCEHKMOPTXYaceopxy";
    private const string Alike = "АВСЕНКМОРТХУасеорху";

    /// <summary>Null when the text is no name of at least two words.</summary>
    public static NameCell? Read(string cell)
    {
        // «1. Кленова Берёза» and «2) Рябинова Ива» bring the row's number.
        var lines = cell.Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(l => Numbered().Replace(l, "").Trim(' ', ',')).Where(l => l.Length > 0).ToArray();
        if (lines.Length == 0) return null;
        var parts = lines.SelectMany(l => l.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        // «Иванов, Пётр» is one person; «Липова Роза, Соснова Туя» are two.
        var several = parts.Count(p => Words(p) >= 2 && Shape().IsMatch(Spaces().Replace(p, " "))) >= 2;
        var line = Spaces().Replace(string.Join(' ', parts), " ");
        var (name, @class) = WithoutClass(line);
        if (name.Length > LongestName || !Shape().IsMatch(name)) return null;
        return new(Spelled(name), @class, JustInitials().IsMatch(name), several || Words(name) > MostWords);
    }

    /// <summary>The given name of a cell that has nothing else, such as «Саша»; null for another text.</summary>
    public static string? Given(string cell) =>
        Spaces().Replace(Numbered().Replace(cell, ""), " ").Trim(' ', ',', '.') is var word && GivenNames.Has(Compared(word)) ? word : null;

    /// <summary>A name in the form for comparison: look-alike Latin letters, ё, dashes, case and accents do not count.</summary>
    public static string Compared(string fullName) => Vault.PersonIndex.Normalised(fullName);

    /// <summary>Latin letters that look like Cyrillic ones are taken for them.</summary>
    public static string Cyrillic(string text)
    {
        var cyrillic = new StringBuilder(text.Length);
        foreach (var c in text) cyrillic.Append(Latin.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Alike[at] : c);
        return cyrillic.ToString();
    }

    // «КЛЕНОВА-РЯБИНОВА Берёза» as «Кленова-Рябинова Берёза». What may be initials stays.
    private static string Spelled(string name) => Capitals().Replace(name, word =>
        word.Index > 0 && Particles.Contains(word.Value.ToLowerInvariant()) ? word.Value.ToLowerInvariant()
        : word.Index > 0 && word.Length == 2 ? word.Value
        : $"{word.Value[0]}{word.Value[1..].ToLowerInvariant()}");

    private static int Words(string name) =>
        Dashes().Replace(Brackets().Replace(name, " "), "-").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Count(w => !Particles.Contains(w.ToLowerInvariant().Trim('.')));

    // «Соснова Туя – 8А», «Соснова Туя (8 класс)».
    private static (string Name, string? Class) WithoutClass(string line)
    {
        var match = ClassBehind().Match(line);
        if (!match.Success || ClassCell.Read(match.Groups["class"].Value) is null) return (line, null);
        return (line[..match.Index].Trim(' ', ',', '-', '–', '—'), match.Groups["class"].Value);
    }

    [GeneratedRegex(@"^\(?[0-9]{1,3}\s*[.)]\s*|^[0-9]{1,3}\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<![\p{L}\p{M}.])\p{Lu}[\p{Lu}\p{M}]+(?![\p{L}\p{M}.])", RegexOptions.CultureInvariant)]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\s*[-\u2010-\u2015\u2212]\s*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Dashes();

    [GeneratedRegex(@"[\s,(–—-]+(?<class>[0-9]{1,2}[^0-9()]{0,14})\)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ClassBehind();

    // At least two words of letters; words may have hyphens, apostrophes and dots.
    [GeneratedRegex($"^{Word}({Hyphened})*( [(]?{Word}[)]?|{Hyphened})+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^\S+ \p{Lu}\.\s?(\p{Lu}\.)?$|^\p{Lu}\.\s?(\p{Lu}\.)?\s?\S+$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex JustInitials();
}
