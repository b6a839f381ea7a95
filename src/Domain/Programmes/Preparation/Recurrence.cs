using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>How often an item of a road map is done.</summary>
public enum Recurrence
{
    /// <summary>Each month.</summary>
    Month,

    /// <summary>Each quarter, counted from the first day of the plan.</summary>
    Quarter,

    /// <summary>Each half-year, counted from the first day of the plan.</summary>
    HalfYear,

    /// <summary>Each year, counted from the first day of the plan.</summary>
    Year,
}

/// <summary>Makes one item for each period in which an item is done, so that each has its own dates, evidence and settlement.</summary>
public static class RecurringItems
{
    /// <summary>
    /// The items. The first keeps its number, so that what the definition demands of it is met by the first time; the others are numbered
    /// «1.4.1-2», «1.4.1-3» and so on. Without dates the periods are those of the school year's lessons.
    /// </summary>
    /// <param name="known">The item of the definition with this number, if any.</param>
    public static IEnumerable<PlannedItem> Each(PlannedItem planned, ItemDefinition? known, string schoolYear)
    {
        if (planned.Recurs is not { } recurs)
        {
            yield return planned;
            yield break;
        }

        var lessons = SchoolYear.Lessons(schoolYear);
        var (first, last) = (planned.PlannedFrom ?? lessons.From, planned.PlannedTo ?? lessons.To);
        var months = recurs switch { Recurrence.Month => 1, Recurrence.Quarter => 3, Recurrence.HalfYear => 6, _ => 12 };
        var once = planned with { PlannedFrom = first, PlannedTo = Earlier(first.AddMonths(months).AddDays(-1), last), Recurs = null };
        yield return once;
        for (var n = 1; first.AddMonths(n * months) is var from && from <= last; n++)
        {
            yield return once with
            {
                Item = FormattableString.Invariant($"{planned.Item}-{n + 1}"),
                Stage = known?.Stage ?? planned.Stage, Activity = known?.Activity ?? planned.Activity,
                Content = planned.Content ?? (known is null ? null : new InstitutionalText(known.Title.Ru)),
                Documented = planned.Documented ?? known?.Documented,
                PlannedFrom = from, PlannedTo = Earlier(first.AddMonths((n + 1) * months).AddDays(-1), last),
            };
        }
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
