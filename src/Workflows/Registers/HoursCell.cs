using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// A mentor's time as schools write it, in minutes a week: «2», «1,5 часа», «30 минут в неделю», «4 часа в месяц», «34 часа в год», «по
/// пятницам 14:00–15:00», «2 раза в неделю по 45 мин.».
/// </summary>
internal static partial class HoursCell
{
    // A school year has 34 weeks; a month four; a week five days.
    private const int WeeksInYear = 34;
    private const int WeeksInMonth = 4;
    private const int DaysInWeek = 5;
    private const int MinutesOfLesson = 45;

    // More hours without a unit are no hours a week of a person who also works or learns.
    private const decimal MostBareHours = 20;
    private const int Most = 40 * 60;

    private static readonly string[] Days = ["понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень"];

    /// <param name="heading">May name the unit: «часов в месяц».</param>
    /// <returns>Null when the text does not say how long or how often.</returns>
    public static int? Read(string cell, string heading = "")
    {
        var text = cell.ToLowerInvariant().Replace('ё', 'е');
        var minutes = Length(text, heading.ToLowerInvariant());
        if (minutes is not { } length) return null;
        if (Often(text, heading.ToLowerInvariant(), length) is not { } often) return null;
        return (int)Math.Round(often, MidpointRounding.AwayFromZero) is > 0 and <= Most and var result ? result : null;
    }

    // Minutes of one meeting, or of the period that the text names.
    private static decimal? Length(string text, string heading)
    {
        if (Clock().Match(text) is { Success: true } clock) return Between(clock);
        decimal sum = 0;
        var found = false;
        foreach (Match part in Amount().Matches(text))
        {
            var unit = part.Groups["unit"].Value;
            // The lower end of «2–3 часа».
            sum += Number(part) * (unit[0] is 'м' ? 1 : unit[0] is 'у' or 'з' or 'а' ? MinutesOfLesson : 60);
            found = true;
        }

        if (found) return sum;
        if (text.Contains("полчаса", StringComparison.Ordinal)) return 30;
        if (text.Contains("полтора часа", StringComparison.Ordinal)) return 90;
        // «с 1 сентября» is a day.
        if (Bare().Match(text) is { Success: true } bare && !Headings.Normal(text).Split(' ').Any(w => Cells.Month(w) is not null))
        {
            var number = Number(bare);
            if (heading.Contains("мин", StringComparison.Ordinal)) return number;
            return number <= MostBareHours || Period(heading) > 1 ? number * 60 : null;
        }

        return HourWord().IsMatch(text) ? 60 : null;
    }

    private static decimal? Between(Match clock)
    {
        var from = Minute(clock.Groups["h1"], clock.Groups["m1"]);
        var to = Minute(clock.Groups["h2"], clock.Groups["m2"]);
        return to > from ? to - from : null;

        static int Minute(Group hours, Group minutes) =>
            (int.Parse(hours.ValueSpan, CultureInfo.InvariantCulture) * 60) + int.Parse(minutes.ValueSpan, CultureInfo.InvariantCulture);
    }

    private static decimal? Often(string text, string heading, decimal length)
    {
        var days = Days.Count(d => text.Contains(d, StringComparison.Ordinal)) + ShortDay().Count(text);
        var times = Times().Match(text) is { Success: true } match ? Number(match) : Once().IsMatch(text) ? 1 : (decimal?)null;
        var period = Period(text);
        if (times is { } n && period is { } weeks) return length * n / weeks;
        if (days > 0) return length * days;
        if (period is { } long_) return length / long_;
        // A clock without a day does not say how often.
        return Clock().IsMatch(text) ? null : length / (Period(heading) ?? 1);
    }

    // The weeks of the period that a text names.
    private static decimal? Period(string text)
    {
        if (TwoWeeks().IsMatch(text)) return 2;
        if (text.Contains("недел", StringComparison.Ordinal) || text.Contains("нед.", StringComparison.Ordinal)) return 1;
        if (text.Contains("месяц", StringComparison.Ordinal) || text.Contains("мес.", StringComparison.Ordinal)) return WeeksInMonth;
        if (YearWord().IsMatch(text)) return WeeksInYear;
        return text.Contains("ежедневно", StringComparison.Ordinal) || text.Contains("в день", StringComparison.Ordinal)
            ? 1m / DaysInWeek : null;
    }

    private static decimal Number(Match match) =>
        decimal.Parse(match.Groups["number"].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<number>[0-9]{1,4}([.,][0-9]{1,2})?)(\s*[-–—]\s*[0-9]{1,4}([.,][0-9]{1,2})?)?\s*"
        + @"(?<unit>час|ч\b|ч\.|мин|м\b|урок|заняти|академ)", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^\D{0,12}(?<number>[0-9]{1,3}([.,][0-9]{1,2})?)\D{0,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    [GeneratedRegex(@"(?<h1>[0-9]{1,2})[:.](?<m1>[0-9]{2})\s*(-|–|—|до)\s*(?<h2>[0-9]{1,2})[:.](?<m2>[0-9]{2})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<number>[0-9]{1,2})(\s*[-–—]\s*[0-9]{1,2})?\s*(раз|р\.|встреч)", RegexOptions.CultureInvariant)]
    private static partial Regex Times();

    [GeneratedRegex(@"^\s*раз в|\bодин раз|\bраз в ", RegexOptions.CultureInvariant)]
    private static partial Regex Once();

    [GeneratedRegex(@"(раз в|каждые|в) (две|2)(-е)? недел|через неделю", RegexOptions.CultureInvariant)]
    private static partial Regex TwoWeeks();

    [GeneratedRegex(@"(в|за|на) (учебный |уч\. ?)?год\b|в год|годов", RegexOptions.CultureInvariant)]
    private static partial Regex YearWord();

    [GeneratedRegex(@"\b(пн|вт|ср|чт|пт|сб|вс)\b", RegexOptions.CultureInvariant)]
    private static partial Regex ShortDay();

    [GeneratedRegex(@"^\s*(\bодин )?час\b", RegexOptions.CultureInvariant)]
    private static partial Regex HourWord();
}
