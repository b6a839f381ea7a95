using System.Globalization;
using System.Text.RegularExpressions;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Workflows.Roadmaps;

/// <summary>The meaning of the words of a date in a road map.</summary>
/// <param name="Understood">Whether the words are understood, though they may name no day, such as «по мере необходимости».</param>
public sealed record PlannedPeriod(DateOnly? From, DateOnly? To, Recurrence? Recurs, bool Understood);

/// <summary>
/// Reads the column of dates as schools fill it: «Сентябрь 2021 г.», «до 15 октября», «сентябрь–ноябрь», «II квартал 2022»,
/// «ежеквартально», «в течение года». A month without a year is that of the school year.
/// </summary>
public static partial class PlannedWords
{
    private static readonly string[] Months =
        ["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"];

    private static readonly (string Stem, Recurrence Each)[] Recurring =
    [
        ("ежемесячн", Recurrence.Month), ("каждый месяц", Recurrence.Month), ("раз в месяц", Recurrence.Month),
        ("ежеквартальн", Recurrence.Quarter), ("раз в квартал", Recurrence.Quarter), ("каждый квартал", Recurrence.Quarter),
        ("раз в четверть", Recurrence.Quarter), ("раз в полугодие", Recurrence.HalfYear), ("раза в год", Recurrence.HalfYear),
        ("два раза в год", Recurrence.HalfYear), ("ежегодн", Recurrence.Year), ("раз в год", Recurrence.Year),
        ("каждый год", Recurrence.Year),
    ];

    private static readonly string[] Open =
    [
        "постоянно", "по мере необходимости", "при необходимости", "по плану", "по графику", "по отдельному", "систематически",
        "регулярно", "по запросу", "по согласованию", "на протяжении", "весь период", "всего периода", "периода реализации",
    ];

    /// <summary>The period that the words name.</summary>
    /// <param name="schoolYear">Such as <c>2021/2022</c>.</param>
    public static PlannedPeriod Read(string words, string schoolYear)
    {
        var text = words.ToLowerInvariant().Replace('ё', 'е');
        var recurs = Recurring.Where(r => text.Contains(r.Stem, StringComparison.Ordinal)).Select(r => (Recurrence?)r.Each)
            .FirstOrDefault();
        var lessons = SchoolYear.Lessons(schoolYear);
        var days = Days(text, schoolYear).ToList();
        // Of an item that is done each year, the day is that of its first time.
        if (recurs is not null) return days.Count == 0 || days[0].From == days[^1].From
            ? new(days.Count == 0 ? null : days[0].From, days.Count == 0 ? null : lessons.To, recurs, Understood: true)
            : new(days[0].From, days[^1].To, recurs, Understood: true);
        if (days.Count > 0)
        {
            var (from, to) = (days.Min(d => d.From), days.Max(d => d.To));
            return Until().IsMatch(text) ? new(null, to, null, true) : Since().IsMatch(text) ? new(from, null, null, true)
                : new(from, to, null, true);
        }

        if (text.Contains("течени", StringComparison.Ordinal) && text.Contains("год", StringComparison.Ordinal))
            return new(lessons.From, lessons.To, null, true);
        return new(null, null, null, words.Length == 0 || Open.Any(o => text.Contains(o, StringComparison.Ordinal)));
    }

    private static IEnumerable<(DateOnly From, DateOnly To)> Days(string text, string schoolYear)
    {
        foreach (Match match in Quarter().Matches(text))
        {
            var number = match.Groups["roman"].Success ? match.Groups["roman"].Value.Length : Int(match.Groups["number"]);
            if (match.Groups["roman"].Value is "iv") number = 4;
            if (number is not (>= 1 and <= 4)) continue;
            var months = match.Groups["half"].Success ? 6 : 3;
            if (months == 6 && number > 2) continue;
            // The first half of a school year begins in September; a quarter with a number is one of the calendar.
            var year = Year(match.Groups["year"]);
            var first = months == 6 && year is null ? OfSchoolYear(number == 1 ? 9 : 1, schoolYear)
                : new DateOnly(year ?? OfSchoolYear(((number - 1) * 3) + 1, schoolYear).Year, ((number - 1) * months) + 1, 1);
            // From September to December.
            if (months == 6 && year is null && number == 1) months = 4;
            yield return (first, first.AddMonths(months).AddDays(-1));
        }

        // «до 15 сентября», «сентябрь – ноябрь 2021 г.», «15.09.2021»: a year behind a later month counts for the earlier ones too.
        var named = Named().Matches(text).Where(m => m.Groups["month"].Success || Int(m.Groups["number"]) is >= 1 and <= 12).ToList();
        int? behind = null;
        List<(DateOnly From, DateOnly To)> found = [];
        for (var i = named.Count - 1; i >= 0; i--)
        {
            var month = named[i].Groups["month"].Success
                ? Array.FindIndex(Months, m => named[i].Groups["month"].Value.StartsWith(m, StringComparison.Ordinal)) + 1
                : Int(named[i].Groups["number"]);
            var later = found.Count > 0 ? found[^1].From : (DateOnly?)null;
            var first = Year(named[i].Groups["year"]) is { } year ? new DateOnly(year, month, 1)
                : behind is { } known ? new(later is { } next && month > next.Month ? known - 1 : known, month, 1)
                : OfSchoolYear(month, schoolYear);
            behind = Year(named[i].Groups["year"]) ?? behind;
            var day = Int(named[i].Groups["day"]);
            found.Add(day is >= 1 && day <= DateTime.DaysInMonth(first.Year, month)
                ? (new(first.Year, month, day), new(first.Year, month, day)) : (first, first.AddMonths(1).AddDays(-1)));
        }

        found.Reverse();
        foreach (var period in found) yield return period;
    }

    private static DateOnly OfSchoolYear(int month, string schoolYear)
    {
        var (first, _) = SchoolYear.Years(schoolYear);
        return new(month >= 8 ? first : first + 1, month, 1);
    }

    private static int Int(Group group) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int? Year(Group group) => Int(group) switch
    {
        >= 2000 and <= 2099 and var year => year,
        > 0 and < 100 and var year => 2000 + year,
        _ => null,
    };

    private const string YearBehind = @"(?:\s*(?<year>20[0-9]{2}))?";

    [GeneratedRegex(@"(?<![a-zа-я])(?:(?<roman>iv|i{1,3})|(?<number>[1-4]))(?:-?й|-?ый|-?ое|-?ий|-?го)?\s*"
        + "(?:квартал|(?<half>полугоди))[а-я]*" + YearBehind, RegexOptions.CultureInvariant)]
    private static partial Regex Quarter();

    [GeneratedRegex(@"(?:(?<day>[0-9]{1,2})\s*[.\-/]\s*(?<number>[0-9]{1,2})\s*[.\-/]\s*(?<year>20[0-9]{2}|[0-9]{2})(?![0-9]))"
        + @"|(?:(?:(?<day>[0-9]{1,2})(?:-?го)?\s+)?(?<![а-я])(?<month>(?:январ|феврал|март|апрел|ма[йяе](?![а-я])|июн|июл|август|сентябр"
        + @"|октябр|ноябр|декабр))[а-я]*" + YearBehind + ")", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\s*(?:до|не позднее|к)\s", RegexOptions.CultureInvariant)]
    private static partial Regex Until();

    [GeneratedRegex(@"^\s*(?:с|начиная с)\s(?!.*\b(?:по|до)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Since();
}
