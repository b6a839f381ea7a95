using System.Globalization;

namespace MentorshipFlow.Shared;

/// <summary>Rules on dates. "Today" is always the command's as-of date.</summary>
public static class Dates
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    // Road maps plan up to five years.
    private const int FurthestYears = 6;

    /// <summary>A fact is dated between 2000 and today.</summary>
    public static Refusal? OfFact(DateOnly on, DateOnly asOf) =>
        OfPlan(on) ?? (on > asOf ? new Refusal(Reason.DateInFuture, "date-in-future", Text(on)) : null);

    /// <summary>A plan is dated between 2000 and 2100.</summary>
    public static Refusal? OfPlan(DateOnly? on) =>
        on < Earliest || on > Latest ? new Refusal(Reason.DateImplausible, "date-implausible", Text(on.Value)) : null;

    /// <summary>The same, and not further from today than anybody plans: «2062» is a slip of the pen.</summary>
    public static Refusal? OfPlan(DateOnly? on, DateOnly asOf, int years = FurthestYears) =>
        OfPlan(on) ?? (on > asOf.AddYears(years) ? new(Reason.DateImplausible, "date-too-far", Text(on.Value)) : null);

    /// <summary>A period does not end before it begins.</summary>
    public static Refusal? OfPeriod(DateOnly? from, DateOnly? to, string where) =>
        OfPlan(from) ?? OfPlan(to) ?? (from > to ? new Refusal(Reason.PeriodReversed, "period-reversed", where) : null);

    /// <summary>The same for a planned period.</summary>
    public static Refusal? OfPeriod(DateOnly? from, DateOnly? to, string where, DateOnly asOf) =>
        OfPlan(from, asOf) ?? OfPlan(to, asOf) ?? OfPeriod(from, to, where);

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
/// the source's road map runs from August to August (M88, M176). Several years in a row, such as <c>2020/2024</c>, are one too.</summary>
public static class SchoolYear
{
    private const int MostYears = 5;

    /// <summary>True for two years that are one to five years apart, such as <c>2021/2022</c>.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: 9 } && text[4] == '/'
        && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(text.AsSpan(5, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
        && first is >= 2000 and <= 2099 && second > first && second <= first + MostYears;

    /// <summary>Whether a school year is over, is running or begins soon, on a day.</summary>
    public static bool IsNear(string schoolYear, DateOnly asOf) =>
        int.Parse(schoolYear.AsSpan(0, 4), CultureInfo.InvariantCulture) <= asOf.Year + 1;

    /// <summary>Whether a day is in the school year.</summary>
    /// <param name="startMonth">1 to 12, from the definition.</param>
    public static bool Contains(string schoolYear, int startMonth, DateOnly day) =>
        day >= new DateOnly(Years(schoolYear).First, startMonth, 1) && day <= LastDay(schoolYear, startMonth);

    /// <summary>Its first and its last calendar year.</summary>
    public static (int First, int Last) Years(string schoolYear) => (
        int.Parse(schoolYear.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(schoolYear.AsSpan(5, 4), CultureInfo.InvariantCulture));

    /// <summary>The days of lessons: nine months from its first September, and so to the May of its last year.</summary>
    public static (DateOnly From, DateOnly To) Lessons(string schoolYear)
    {
        var (first, last) = Years(schoolYear);
        return (new(first, 9, 1), new(last, 5, 31));
    }

    /// <summary>The last day of the school year.</summary>
    /// <param name="startMonth">1 to 12, from the definition.</param>
    public static DateOnly LastDay(string schoolYear, int startMonth) =>
        new DateOnly(Years(schoolYear).Last, startMonth, 1).AddMonths(1).AddDays(-1);
}
