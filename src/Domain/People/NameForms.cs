using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace MentorshipFlow.People;

/// <summary>One word of a text, compared without case, Ё, accents, apostrophes and Latin look-alikes.</summary>
/// <param name="Text">In lower case.</param>
/// <param name="Capital">Whether the first letter is a capital one.</param>
internal readonly record struct NameWord(string Text, bool Capital);

/// <summary>The beginning that all cases of a name share, and the endings that may follow it.</summary>
internal readonly record struct NameStem(string Text, FrozenSet<string> Endings)
{
    /// <summary>Whether a word is this name in one of its cases.</summary>
    public bool Matches(string word) => word.StartsWith(Text, StringComparison.Ordinal) && Endings.Contains(word[Text.Length..]);
}

/// <summary>Russian declension of surnames, given names and patronymics, and the words of a text.</summary>
/// <remarks>
/// The class of a name follows from its last letters. A name that fits two classes (Калина, Дмитрий) gets the stems of both, because a miss
/// is worse than a false hit. A fleeting vowel (Дубовец, Дубовца) gives a second stem.
/// </remarks>
internal static partial class NameForms
{
    private const string Vowels = "аеиоуыэюя";
    private const string LatinAlike = "abcehkmoptxy";
    private const string CyrillicAlike = "авсенкмортху";

    // Accents, and marks that are not seen or not heard.
    private const string Between = @"[\u0300\u0301\u0306\u0308\u00AD\u200B'’ʼ`]";

    // Shorter names are common words in too many cases.
    private const int ShortestPossessive = 4;

    private static readonly FrozenSet<string> None = Set("");
    private static readonly FrozenSet<string> PossessiveOfMen = Set("", "а", "у", "ым", "ом", "е", "ы", "ых", "ыми");
    private static readonly FrozenSet<string> PossessiveOfWomen = Set("а", "у", "ой", "ою", "ы", "ых", "ым", "ыми");
    private static readonly FrozenSet<string> AdjectiveOfMen = Soft(
        "ий", "ый", "ой", "его", "ого", "ему", "ому", "им", "ым", "ем", "ом", "ие", "ые", "их", "ых", "ими", "ыми");
    private static readonly FrozenSet<string> AdjectiveOfWomen = Soft(
        "ая", "яя", "ей", "ой", "ую", "юю", "ею", "ою", "ие", "ые", "их", "ых", "им", "ым", "ими", "ыми");
    private static readonly FrozenSet<string> Hard = Set(
        "", "ь", "й", "а", "я", "у", "ю", "ом", "ем", "е", "ы", "и", "ью", "ам", "ям", "ами", "ями", "ах", "ях");
    private static readonly FrozenSet<string> OnA = Set(
        "а", "я", "ы", "и", "е", "у", "ю", "ой", "ей", "ою", "ею", "ам", "ям", "ами", "ями", "ах", "ях");
    private static readonly FrozenSet<string> OnIna = Set([.. OnA, "ых", "ым", "ыми"]);
    private static readonly FrozenSet<string> Endings = Set(
        [.. PossessiveOfMen, .. PossessiveOfWomen, .. AdjectiveOfMen, .. AdjectiveOfWomen, .. Hard, .. OnA]);
    private static readonly int Longest = Endings.Max(e => e.Length);

    /// <summary>The stems of a word of a name in the nominative case.</summary>
    /// <param name="name">As <see cref="Words"/> gives it.</param>
    public static IReadOnlyList<NameStem> Of(string name)
    {
        if (name.Length >= ShortestPossessive && Ends("ов", "ев", "ин", "ын")) return [new(name, PossessiveOfMen)];
        if (name.Length > ShortestPossessive && Ends("ова", "ева")) return [Stem(1, PossessiveOfWomen)];
        if (name.Length > ShortestPossessive && Ends("ина", "ына")) return [Stem(1, OnIna)];
        if (Ends("ая", "яя")) return [Stem(2, AdjectiveOfWomen)];
        if (Ends("ий", "ый", "ой")) return [Stem(2, AdjectiveOfMen), Stem(1, Hard)];
        if (Ends("ых", "их")) return [new(name, None)];
        if (Ends("а", "я")) return [Stem(1, OnA)];
        if (Ends("о")) return [new(name, None), Stem(1, OnA)];
        if (Vowels.Contains(name[^1], StringComparison.Ordinal)) return [new(name, None)];
        if (Ends("ей")) return [Stem(1, Hard), new($"{name[..^2]}ь", Hard)];
        if (Ends("ь", "й")) return [Stem(1, Hard), .. Fleeting(name[..^1])];
        return [new(name, Hard), .. Fleeting(name)];

        bool Ends(params ReadOnlySpan<string> endings)
        {
            foreach (var ending in endings)
                if (name.EndsWith(ending, StringComparison.Ordinal)) return true;
            return false;
        }

        NameStem Stem(int without, FrozenSet<string> endings) => new(name[..^without], endings);
    }

    /// <summary>Every stem that a word of a text may have.</summary>
    public static IEnumerable<string> StemsOf(string word)
    {
        for (var ending = 0; ending <= Longest && ending < word.Length; ending++)
        {
            if (Endings.Contains(word[^ending..])) yield return word[..^ending];
        }
    }

    /// <summary>The words of a text in order; a hyphen separates two words.</summary>
    public static IEnumerable<NameWord> Words(string text)
    {
        foreach (Match match in Word().Matches(text.Normalize(NormalizationForm.FormKC)))
        {
            if (Compared(match.Value) is { Length: > 0 } word) yield return new(word, char.IsUpper(match.Value[0]));
        }
    }

    /// <summary>A regular expression that finds a stem in a text which is not read word by word.</summary>
    public static string PatternOf(string stem) => string.Concat(stem.Select(c => $"[{Alike(c)}]{Between}*"));

    // Дубовец, Дубовца; Коломиец, Коломийца; Лев, Льва.
    private static IEnumerable<NameStem> Fleeting(string stem)
    {
        if (stem.Length < 3 || stem[^2] is not ('о' or 'е')) yield break;
        var (before, last) = (stem[..^2], stem[^1]);
        yield return new($"{before}{last}", Hard);
        if (Vowels.Contains(before[^1], StringComparison.Ordinal)) yield return new($"{before}й{last}", Hard);
        else yield return new($"{before}ь{last}", Hard);
    }

    private static string Compared(string word)
    {
        var lower = Unheard().Replace(word, "").ToLowerInvariant().Replace('ё', 'е');
        return lower.Any(c => c is >= 'а' and <= 'я') ? string.Concat(lower.Select(Cyrillic)) : lower;
    }

    private static string Alike(char c) => string.Concat(new[] { c, c switch { 'е' => 'ё', 'й' => 'и', _ => c }, Latin(c) }.Distinct()
        .SelectMany(a => new[] { a, char.ToUpperInvariant(a) }));

    private static char Latin(char c) => CyrillicAlike.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? LatinAlike[at] : c;

    private static char Cyrillic(char c) => LatinAlike.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? CyrillicAlike[at] : c;

    private static FrozenSet<string> Set(params IEnumerable<string> endings) => endings.ToFrozenSet(StringComparer.Ordinal);

    // Третий, третьего.
    private static FrozenSet<string> Soft(params IReadOnlyList<string> endings) => Set([.. endings, .. endings.Select(e => $"ь{e}")]);

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}\u00AD\u200B'’ʼ`]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\p{M}\u00AD\u200B'’ʼ`]")]
    private static partial Regex Unheard();
}
