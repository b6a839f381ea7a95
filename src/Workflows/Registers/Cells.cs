using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Parses single cells as schools write them. Null means that the text does not fit.</summary>
internal static partial class Cells
{
    private const int LongestName = 200;
    private static readonly string[] DayFormats = ["dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy", "yyyy-MM-dd", "dd/MM/yyyy", "yyyy-MM-ddTHH:mm:ss",
        "dd.MM.yyyy HH:mm:ss"];

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

    /// <summary>At least two words of letters, with hyphens, apostrophes and dots.</summary>
    public static string? Name(string cell)
    {
        var name = Spaces().Replace(cell, " ");
        return name.Length <= LongestName && FullName().IsMatch(name) ? name : null;
    }

    public static DateOnly? Day(string cell) =>
        DateOnly.TryParseExact(cell.TrimEnd('г', '.', ' '), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces,
            out var day) && day.Year >= 1900 ? day : null;

    public static int? Year(string cell) => Number(cell) is >= 1900 and <= 2100 and var year ? year : null;

    /// <summary>The first number in a cell: 8 for «8А класс».</summary>
    public static int? Number(string cell) =>
        Digits().Match(cell) is { Success: true } match
            && int.TryParse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Hours a week as minutes: «2», «1,5 часа», «до 3 часов».</summary>
    public static int? Minutes(string cell) =>
        Decimals().Match(cell) is { Success: true } match
            && decimal.TryParse(match.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)
            && hours is > 0 and <= 40
            ? (int)(hours * 60)
            : null;

    /// <summary>«10-14 лет», «от 10 до 14», «12».</summary>
    public static (int From, int To)? Ages(string cell)
    {
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
        var normal = RegisterColumn.Normal(cell);
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
    public static bool? Answer(string cell) => RegisterColumn.Normal(cell) switch
    {
        "да" or "yes" or "true" or "истина" or "1" => true,
        "нет" or "no" or "false" or "ложь" or "0" => false,
        _ => cell switch { "+" or "✓" or "V" or "v" => true, "-" or "–" or "—" => false, _ => null },
    };

    /// <summary>A code that follows the domain's rule for codes, such as <c>career-choice</c>.</summary>
    public static string? Code(string cell) => ParticipantDecider.IsCode(cell) ? cell : null;

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^\p{L}[\p{L}\p{M}'’.\-]*( [\p{L}(][\p{L}\p{M}'’.\-)]*)+$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FullName();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex("[0-9]+([.,][0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Decimals();

    [GeneratedRegex(@"^[^@\s;,]+@[^@\s;,]+\.[^@\s;,.]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"^[+0-9 ()\-.]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PhoneNumber();
}
