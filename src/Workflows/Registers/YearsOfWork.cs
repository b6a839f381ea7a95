using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A teacher's years of work as schools write them: «2 года», «5 мес.», «0–3», «более 10 лет», «без стажа». A teacher with up to
/// three years is a young specialist (M6).</summary>
internal static partial class YearsOfWork
{
    private const decimal YoungUntil = 3;
    private const decimal Longest = 70;
    private static readonly string[] None = ["без", "нет", "менее года", "меньше года", "до года", "молодой", "первый год"];
    private static readonly string[] Above = ["более", "больше", "свыше", "от", "старше", "с"];
    private static readonly string[] Below = ["до", "менее", "меньше"];

    /// <summary>Up to three years or more; null when the cell says neither.</summary>
    /// <param name="today">For «с 2019 года».</param>
    public static Experience? Read(string cell, DateOnly today)
    {
        var words = Headings.Normal(cell);
        if (words is "uptothreeyears") return Experience.UpToThreeYears;
        if (words is "morethanthreeyears") return Experience.MoreThanThreeYears;
        if (None.Any(w => words == w || words.StartsWith($"{w} ", StringComparison.Ordinal))) return Experience.UpToThreeYears;
        if (Since().Match(cell.ToLowerInvariant()) is { Success: true } since)
            return Sided("", "", today.Year - int.Parse(since.Groups["year"].ValueSpan, CultureInfo.InvariantCulture));
        // «15/10» is the whole time and the time at this school.
        if (cell.Split('/') is [var all, var here] && Read(all, today) is { } one && Read(here, today) == one) return one;
        var numbers = Number()
            .Matches(cell.ToLowerInvariant().Replace("трёх", "3", StringComparison.Ordinal).Replace("трех", "3", StringComparison.Ordinal));
        return numbers.Count is 0 or > 2 ? null
            : numbers is [var from, var to] && !Months(from) && !Months(to) ? Between(Value(from), Value(to))
            : Sided(words, cell, numbers.Sum(n => Months(n) ? Value(n) / 12 : Value(n)));
    }

    private static Experience? Between(decimal from, decimal to) =>
        to is > Longest || from > to ? null : to <= YoungUntil ? Experience.UpToThreeYears : from >= YoungUntil
            ? Experience.MoreThanThreeYears : null;

    private static Experience? Sided(string words, string cell, decimal years)
    {
        var first = words.Split(' ')[0];
        if (years is > Longest or < 0) return null;
        if (Below.Contains(first)) return years <= YoungUntil ? Experience.UpToThreeYears : null;
        if (Above.Contains(first) || cell.Contains('+', StringComparison.Ordinal)
            || words.EndsWith(" и более", StringComparison.Ordinal)) return years >= YoungUntil ? Experience.MoreThanThreeYears : null;
        return years <= YoungUntil ? Experience.UpToThreeYears : Experience.MoreThanThreeYears;
    }

    private static bool Months(Match number) => number.Groups["months"].Success;

    private static decimal Value(Match number) =>
        decimal.Parse(number.Groups["value"].ValueSpan.ToString()
        .Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    // A number followed by a word for months counts months; any other counts years.
    [GeneratedRegex(@"(?<value>[0-9]{1,4}([.,][0-9]{1,4})?)\s*(?<months>мес|м\.)?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s*(с|от|от\s+)\s*([0-9]{1,2}\.[0-9]{1,2}\.)?(?<year>(19|20)[0-9]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Since();
}
