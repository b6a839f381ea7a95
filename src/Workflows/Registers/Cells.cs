using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Parses single cells as schools write them. Null means that the text does not fit.</summary>
internal static partial class Cells
{
    private static readonly string[] Months =
        ["январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"];

    private static readonly (string Beginning, PersonKind Kind)[] Kinds =
    [
        ("обуча", PersonKind.Learner), ("учени", PersonKind.Learner), ("учащ", PersonKind.Learner), ("школьни", PersonKind.Learner),
        ("learner", PersonKind.Learner),
        ("студент", PersonKind.Student), ("student", PersonKind.Student), ("педагог", PersonKind.Teacher), ("учител", PersonKind.Teacher),
        ("преподават", PersonKind.Teacher),
        ("молодой специалист", PersonKind.Teacher), ("teacher", PersonKind.Teacher), ("работодател", PersonKind.EmployerRepresentative),
        ("предприяти", PersonKind.EmployerRepresentative),
        ("employer", PersonKind.EmployerRepresentative), ("предпринимател", PersonKind.EmployerRepresentative),
        ("родител", PersonKind.Parent), ("parent", PersonKind.Parent), ("выпускник", PersonKind.Graduate),
        ("graduate", PersonKind.Graduate),
        ("other", PersonKind.Other),
    ];

    // Whole words only: many words begin with these letters, such as «инженер».
    private static readonly string[] OfNoKind = ["иное", "иной", "иная", "иные", "другое", "прочее"];

    /// <summary>
    /// A day in all spellings that schools use: «31.03.2009», «31. 03. 09 г.», «31 марта 2009 года», «2009-03-31 00:00:00», «03/31/2009».
    /// </summary>
    /// <param name="today">The century of a year of two digits is the one that is not in the future.</param>
    public static DateOnly? Day(string cell, DateOnly today)
    {
        var text = cell.ToLowerInvariant().Trim(' ', '\'');
        if (YearFirst().Match(text) is { Success: true } iso) return Of(iso, today);
        if (WithWord().Match(text) is { Success: true } word)
            return Month(word.Groups["month"].Value) is { } month ? Of(Int(word, "day"), month, Int(word, "year"), today) : null;

        return DayFirst().Match(text) is { Success: true } match ? Of(match, today) : null;
    }

    /// <summary>The number of a month in small letters: «март», «марта», «мар»; «мар» is not a beginning of «мая».</summary>
    public static int? Month(string word)
    {
        if (word is "мая" or "мае") return 5;
        var month = Array.FindIndex(Months, m => word.StartsWith(m, StringComparison.Ordinal)
            ? word[m.Length..] is "" or "ь" or "я" or "а" or "е" : word.Length >= 3 && m.StartsWith(word, StringComparison.Ordinal));
        return month < 0 ? null : month + 1;
    }

    private static DateOnly? Of(Match match, DateOnly today)
    {
        var (day, month) = (Int(match, "day"), Int(match, "month"));
        // «03/31/2009» can only be the American order.
        return month > 12 && day <= 12 ? Of(month, day, Int(match, "year"), today) : Of(day, month, Int(match, "year"), today);
    }

    private static DateOnly? Of(int day, int month, int year, DateOnly today)
    {
        if (year < 100) year += year + 2000 > today.Year ? 1900 : 2000;
        return year is >= 1900 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new(year, month, day) : null;
    }

    private static int Int(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>«2009», «2009 г.р.», «2009 год».</summary>
    public static int? Year(string cell) => YearOnly().Match(cell.ToLowerInvariant()) is { Success: true } match
        && Int(match, "year") is >= 1900 and <= 2100 and var year ? year : null;

    /// <summary>The first number in a cell: 8 for «8А класс».</summary>
    public static int? Number(string cell) =>
        Digits().Match(cell) is { Success: true } match
            && int.TryParse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>«10-14 лет», «от 10 до 14», «12».</summary>
    /// <remarks>«8–9 класс» names classes, not ages.</remarks>
    public static (int From, int To)? Ages(string cell)
    {
        if (Headings.Normal(cell).Split(' ').Any(w => w.StartsWith("кл", StringComparison.Ordinal) || w.StartsWith("курс",
            StringComparison.Ordinal))) return null;
        var numbers = Digits().Matches(cell)
            .Select(m => int.TryParse(m.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
        return numbers switch
        {
            [>= 5 and <= 99 and var age] => (age, age),
            [>= 5 and <= 99 and var from, >= 5 and <= 99 and var to] when from <= to => (from, to),
            _ => null,
        };
    }

    public static string? Email(string cell) => EmailAddress().IsMatch(cell) && cell.Length <= 254 ? cell : null;

    public static string? Phone(string cell) =>
        cell.Count(char.IsAsciiDigit) is >= 5 and <= 20 && PhoneNumber().IsMatch(cell) ? cell : null;

    public static PersonKind? Kind(string cell)
    {
        var normal = Headings.Normal(cell);
        foreach (var (beginning, kind) in Kinds)
            if (normal.StartsWith(beginning, StringComparison.Ordinal)) return kind;

        return OfNoKind.Contains(normal.Split(' ')[0]) ? PersonKind.Other : null;
    }

    /// <summary>The wording of a kind of person in a table; <see cref="Kind"/> parses it.</summary>
    public static string Of(PersonKind kind) => kind switch
    {
        PersonKind.Learner => "обучающийся",
        PersonKind.Student => "студент",
        PersonKind.Teacher => "педагог",
        PersonKind.EmployerRepresentative => "работодатель",
        PersonKind.Parent => "родитель",
        PersonKind.Graduate => "выпускник",
        PersonKind.Other => "иное",
        _ => throw new UnreachableException($"{kind}"),
    };

    /// <summary>«Да» or «нет», also as a spreadsheet's boolean or a mark.</summary>
    public static bool? Answer(string cell) => Headings.Normal(cell) switch
    {
        "да" or "yes" or "true" or "истина" or "1" => true,
        "нет" or "no" or "false" or "ложь" or "0" => false,
        _ => cell switch { "+" or "✓" or "V" or "v" => true, "-" or "–" or "—" => false, _ => null },
    };

    /// <summary>A code that follows the domain's rule for codes, such as <c>career-choice</c>.</summary>
    public static string? Code(string cell) => ParticipantDecider.IsCode(cell) ? cell : null;

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    // An hour behind a date is always 0:00 in birth dates; «род.», «г.», «г.р.», «года рождения» and «(17 лет)» add nothing.
    private const string Before = @"^((род|рожд|д\.?\s*р)\.?[\s:]*)?";
    private const string Behind = @"[\s,]*(т?\s*[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.0+)?)?\s*(г\.?\s*р\.?|(года?|г\.?)(\s*рождения)?)?[\s.]*"
        + @"(\([0-9]{1,2}\s*(лет|года?)\))?$";

    [GeneratedRegex(Before + @"(?<year>[0-9]{4})\s*[-./]\s*(?<month>[0-9]{1,2})\s*[-./]\s*(?<day>[0-9]{1,2})(t[0-9:.]*z?)?" + Behind,
        RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(Before + @"(?<day>[0-9]{1,2})\s*[-./,]\.?\s*(?<month>[0-9]{1,2})\s*[-./,]\.?\s*(?<year>[0-9]{4}|[0-9]{2})" + Behind,
        RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();

    [GeneratedRegex(Before + """[«"“„]?(?<day>[0-9]{1,2})[»"”]?\s*[-.]?\s*(?<month>[а-я]{3,8})\.?\s*[-.]?\s*"""
        + "(?<year>[0-9]{4}|[0-9]{2})" + Behind,
        RegexOptions.CultureInvariant)]
    private static partial Regex WithWord();

    [GeneratedRegex(@"^\s*(?<year>[0-9]{4})\s*(г\.?\s*р\.?|года?(\s+рождения)?|г\.?)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex YearOnly();

    [GeneratedRegex(@"^[^@\s;,]+@[^@\s;,]+\.[^@\s;,.]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"^[+0-9 ()\-.]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PhoneNumber();
}
