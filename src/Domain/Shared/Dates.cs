using System.Globalization;

namespace MentorshipFlow.Shared;

/// <summary>Rules on dates. "Today" is always the command's as-of date.</summary>
public static class Dates
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    /// <summary>A fact is dated between 2000 and today.</summary>
    public static Refusal? OfFact(DateOnly on, DateOnly asOf) =>
        OfPlan(on) ?? (on > asOf ? new Refusal(Reason.DateInFuture, "date-in-future", Text(on)) : null);

    /// <summary>A plan is dated between 2000 and 2100.</summary>
    public static Refusal? OfPlan(DateOnly? on) =>
        on < Earliest || on > Latest ? new Refusal(Reason.DateImplausible, "date-implausible", Text(on.Value)) : null;

    /// <summary>A planned period does not end before it begins.</summary>
    public static Refusal? OfPeriod(DateOnly? from, DateOnly? to, string where) =>
        OfPlan(from) ?? OfPlan(to) ?? (from > to ? new Refusal(Reason.PeriodReversed, "period-reversed", where) : null);

    /// <summary>Adds working days (Monday to Friday, except holidays) to a day.</summary>
    /// <param name="holidays">Month and day, such as <c>01-01</c>.</param>
    public static DateOnly AfterWorkingDays(DateOnly day, int count, IReadOnlyCollection<string> holidays)
    {
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                && !holidays.Contains(day.ToString("MM-dd", CultureInfo.InvariantCulture)))
                left--;
        }

        return day;
    }

    /// <summary>ISO 8601, such as <c>2021-09-01</c>.</summary>
    public static string Text(DateOnly on) => on.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>A school year, such as <c>2021/2022</c>: from the first day of a month to the last day of the same month a year later, because
/// the source's road map runs from August to August (M88, M176).</summary>
public static class SchoolYear
{
    /// <summary>True for two consecutive years, such as <c>2021/2022</c>.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: 9 } && text[4] == '/'
        && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(text.AsSpan(5, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
        && first is >= 2000 and <= 2099 && second == first + 1;

    /// <summary>Whether a day is in the school year.</summary>
    /// <param name="startMonth">1 to 12, from the definition.</param>
    public static bool Contains(string schoolYear, int startMonth, DateOnly day)
    {
        var first = int.Parse(schoolYear.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return day >= new DateOnly(first, startMonth, 1) && day < new DateOnly(first + 1, startMonth, 1).AddMonths(1);
    }
}
