using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Api.Pages.Words;

/// <summary>A day as people type it: 3.9.26, 03.09.2026, 03092026, «3 сентября», 2026-09-03, «вчера», «сегодня».</summary>
public static partial class WrittenDay
{
    private static readonly string[] Months =
        ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];

    /// <summary>Reads a day; null when it is none.</summary>
    /// <param name="today">For «вчера» and for days without a year, which are the last ones not after it.</param>
    public static DateOnly? Read(string text, DateOnly today) => text.Trim().ToLowerInvariant() switch
    {
        "сегодня" or "today" => today,
        "вчера" or "yesterday" => today.AddDays(-1),
        var t when Digits().Match(t) is { Success: true } m => Of(m.Groups["y"].Value, m.Groups["m"].Value, m.Groups["d"].Value),
        var t when Iso().Match(t) is { Success: true } m => Of(m.Groups["y"].Value, m.Groups["m"].Value, m.Groups["d"].Value),
        var t when InWords().Match(t) is { Success: true } m && Month(m.Groups["m"].Value) is > 0 and var month =>
            m.Groups["y"].Success ? Of(m.Groups["y"].Value, $"{month}", m.Groups["d"].Value) : Last(month, m.Groups["d"].Value, today),
        _ => null,
    };

    private static DateOnly? Last(int month, string day, DateOnly today) =>
        Of($"{today.Year}", $"{month}", day) is { } found ? found <= today ? found : found.AddYears(-1) : null;

    private static int Month(string word) => Array.FindIndex(Months, m => word.StartsWith(m, StringComparison.Ordinal)) + 1;

    private static DateOnly? Of(string year, string month, string day)
    {
        var (y, m, d) = (Number(year), Number(month), Number(day));
        if (year.Length <= 2) y += 2000;
        return y is >= 1900 and <= 2199 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? new DateOnly(y, m, d) : null;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<d>\d{1,2})[./-](?<m>\d{1,2})[./-](?<y>\d{4}|\d{2})(?:\s*г\.?)?\z|^(?<d>\d{2})(?<m>\d{2})(?<y>\d{4})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<d>\d{1,2})\s+(?<m>[а-я]{3,9})\.?(?:\s+(?<y>\d{4})(?:\s*г\.?)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex InWords();
}
