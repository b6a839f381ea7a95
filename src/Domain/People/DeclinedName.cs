using System.Globalization;

namespace MentorshipFlow.People;

/// <summary>A case of Russian grammar.</summary>
public enum NameCase
{
    /// <summary>Именительный: кто?</summary>
    Nominative,

    /// <summary>Родительный: кого?</summary>
    Genitive,

    /// <summary>Дательный: кому?</summary>
    Dative,

    /// <summary>Винительный: кого?</summary>
    Accusative,

    /// <summary>Творительный: кем?</summary>
    Instrumental,

    /// <summary>Предложный: о ком?</summary>
    Prepositional,
}

/// <summary>«Фамилия Имя Отчество» in a case, for papers.</summary>
/// <remarks>
/// Rules over the last letters, without a dictionary. They say nothing where they are not sure: without a patronymic the gender is not
/// known; some endings have two readings (Калина, Дубовец, Толстой); so do names that are not spelled as names are. Then a paper
/// uses the nominative with other words around it. How much is covered is measured over a list of 200 surnames (decision 50).
/// </remarks>
public static class DeclinedName
{
    private const string Vowels = "аеёиоуыэюя";
    private const string Velar = "гкх";
    private const string Hissing = "жчшщ";

    // Read as a noun or as the surname of a woman, and declined in two ways.
    private static readonly HashSet<string> TwoReadings =
    [
        "калина", "малина", "рябина", "осина", "смородина", "крушина", "бузина", "лещина", "ежина", "былина", "долина", "перина",
        "картина", "година", "вершина", "слива", "сова", "корова", "подкова", "дуброва", "полова", "основа", "обнова", "дева",
        "дюма", "тома", "дега", "люка", "петипа", "золя", "труа", "ветер", "бугор", "хребет", "овёс", "овес",
    ];

    // Nouns of nationality and foreign names, whose instrumental case is not that of surnames (Литвином).
    private static readonly HashSet<string> NotPossessive =
        ["литвин", "русин", "мордвин", "грузин", "осетин", "жасмин", "дарвин", "чаплин", "грин", "апельсин"];

    private static readonly Dictionary<string, string> StemsOfGiven = new()
    {
        ["лев"] = "льв", ["павел"] = "павл", ["пётр"] = "петр", ["петр"] = "петр",
    };

    /// <summary>A full name in a case; null where that is not sure.</summary>
    /// <param name="fullName">Surname, given name and patronymic in the nominative.</param>
    public static string? Of(string fullName, NameCase to)
    {
        var words = fullName.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var surname, var given, var patronymic] || !words.All(IsName)) return null;
        // Two patronymics: the words stand in another order.
        if (IsWoman(patronymic) is not { } woman || IsWoman(given) is not null) return null;
        if (to == NameCase.Nominative) return string.Join(' ', words);
        var declined = new[]
        {
            Whole(surname, woman) ? OfParts(surname, woman, to, Surname) : null, OfParts(given, woman, to, Given),
            Formed(patronymic, Patronymic(patronymic, woman), to),
        };
        return declined.Any(d => d is null) ? null : string.Join(' ', declined);
    }

    // A capital letter and small ones; a hyphen between two of them.
    private static bool IsName(string word) => word.Split('-') is { Length: <= 2 } parts && parts.All(p => p.Length > 1
        && p[0] is >= 'А' and <= 'Я' or 'Ё' && p[1..].All(c => c is >= 'а' and <= 'я' or 'ё'));

    private static bool? IsWoman(string patronymic) =>
        Ends(patronymic, "овна", "евна", "ёвна", "ична", "инична") ? true
        : Ends(patronymic, "ович", "евич", "ёвич", "ьич", "мич", "кич", "тич") ? false : null;

    // The first part of a man's double surname often stays as it is (Бонч-Бруевича).
    private static bool Whole(string surname, bool woman) => woman || surname.Split('-') is not [var first, _]
        || Ends(first, "ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "енко");

    private static string? OfParts(string word, bool woman, NameCase to, Func<string, bool, string?[]?> rule)
    {
        var declined = word.Split('-').Select(p => Formed(p, rule(p.ToLowerInvariant(), woman), to)).ToList();
        return declined.Contains(null) ? null : string.Join('-', declined);
    }

    // A form is the stem, without capital letters, and an ending.
    private static string? Formed(string word, string?[]? forms, NameCase to) =>
        forms?[(int)to - 1] is { } form ? $"{word[0]}{form[1..]}" : null;

    private static string?[]? Surname(string s, bool woman)
    {
        if (TwoReadings.Contains(s)) return null;
        if (Ends(s, "ых", "их") || s[^1] is 'о' or 'е' or 'э' or 'и' or 'ы' or 'у' or 'ю' or 'ё') return Unchanged(s);
        if (s[^1] is 'а' or 'я') return OnA(s, woman);
        if (woman) return Ends(s, "ов", "ев", "ёв", "ин", "ын", "ий", "ый", "ой") ? null : Unchanged(s);
        if (Ends(s, "ов", "ев", "ёв", "ин", "ын"))
            return s.Length < 4 ? null : With(s, "а", "у", "а", NotPossessive.Contains(s) ? null : "ым", "е");
        if (Ends(s, "кий", "ской", "цкой")) return With(s[..^2], "ого", "ому", "ого", "им", "ом");
        if (Ends(s, "ший", "щий") || (Ends(s, "ний") && s.Length > 4 && !Vowels.Contains(s[^4], StringComparison.Ordinal)))
            return With(s[..^2], "его", "ему", "его", "им", "ем");
        if ((Ends(s, "ый") && !Ends(s, "цый")) || Ends(s, "овой", "евой") || (Ends(s, "ной") && s.Length > 4))
            return With(s[..^2], "ого", "ому", "ого", "ым", "ом");
        return s[^1] switch
        {
            'й' => Ends(s, "ай", "уй", "юй", "яй") ? With(s[..^1], "я", "ю", "я", "ем", "е") : null,
            'ь' => Ends(s, "ень", "ель", "оть") ? null : With(s[..^1], "я", "ю", "я", "ем", "е"),
            // A vowel that may be lost: Дубовец, Дубовца.
            _ when Ends(s, "ец", "яц", "ок", "ек", "ёк", "ел", "ёл", "ол", "ёр") => null,
            _ when s.Length <= 3 && s[^2] is 'о' or 'е' or 'ё' => null,
            _ => Hard(s),
        };
    }

    private static string?[]? OnA(string s, bool woman)
    {
        if (Ends(s, "ова", "ева", "ёва", "ина", "ына")) return woman && s.Length > 4 ? With(s[..^1], "ой", "ой", "у", "ой", "ой") : null;
        if (Ends(s, "ая") && woman && s.Length > 3)
            return Hissing.Contains(s[^3], StringComparison.Ordinal) ? With(s[..^2], "ей", "ей", "ую", "ей", "ей")
                : With(s[..^2], "ой", "ой", "ую", "ой", "ой");
        if (Ends(s, "яя") && woman) return With(s[..^2], "ей", "ей", "юю", "ей", "ей");
        if (Ends(s, "ая", "яя")) return null;
        return Noun(s);
    }

    private static string?[]? Given(string s, bool woman)
    {
        if (s[^1] is 'и' or 'у' or 'ю' or 'э' or 'е' or 'ы') return Unchanged(s);
        if (s[^1] is 'а' or 'я') return Noun(s);
        if (s[^1] is 'о' or 'ё') return null;
        if (woman) return s[^1] == 'ь' ? With(s[..^1], "и", "и", "ь", "ью", "и") : null;
        if (StemsOfGiven.TryGetValue(s, out var stem)) return With(stem, "а", "у", "а", "ом", "е");
        if (Ends(s, "ий")) return With(s[..^1], "я", "ю", "я", "ем", "и");
        if (s[^1] is 'й' or 'ь') return With(s[..^1], "я", "ю", "я", "ем", "е");
        return Ends(s, "ец", "ок", "ек", "ёк") ? null : Hard(s);
    }

    private static string?[] Patronymic(string patronymic, bool woman) => patronymic.ToLowerInvariant() is var s && woman
        ? With(s[..^1], "ы", "е", "у", "ой", "е") : With(s, "а", "у", "а", Ends(s, "вич") ? "ем" : null, "е");

    // Nouns on -а and -я, of men and women alike.
    private static string?[]? Noun(string s)
    {
        var (stem, last) = (s[..^1], s[^2]);
        if (s[^1] == 'я') return With(stem, "и", last == 'и' ? "и" : "е", "ю", "ей", last == 'и' ? "и" : "е");
        if (Vowels.Contains(last, StringComparison.Ordinal)) return null;
        // The instrumental follows the stress, which the spelling does not show.
        var soft = Hissing.Contains(last, StringComparison.Ordinal) || last == 'ц';
        return With(stem, (Velar + Hissing).Contains(last, StringComparison.Ordinal) ? "и" : "ы", "е", "у", soft ? null : "ой", "е");
    }

    private static string?[] Hard(string s) => With(s, "а", "у", "а",
        Ends(s, "ич") ? "ем" : Hissing.Contains(s[^1], StringComparison.Ordinal) || s[^1] == 'ц' ? null : "ом", "е");

    private static string?[] Unchanged(string s) => [s, s, s, s, s];

    private static string?[] With(string stem, params string?[] endings) => [.. endings.Select(e => e is null ? null : stem + e)];

    private static bool Ends(string word, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (word.EndsWith(ending, true, CultureInfo.InvariantCulture)) return true;
        return false;
    }
}
