using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>A whole road map from the definition: every item, with the months in which it is usually done.</summary>
public static class RoadmapTemplate
{
    /// <summary>The items in the order of the definition.</summary>
    /// <param name="start">The programme's first day; items of its first month begin on it.</param>
    /// <param name="position">The position of the responsible person, for every item.</param>
    public static IReadOnlyList<PlannedItem> Of(Definition definition, DateOnly start, InstitutionalText? position) =>
    [
        .. definition.Stages.SelectMany(s => s.Items).Select(item => new PlannedItem(
            item.Code, null, null, null, null, From(item, start), To(item, start), position, null, null)),
    ];

    private static DateOnly? From(ItemDefinition item, DateOnly start) => item.Months switch
    {
        null => null,
        { From: 0 } => start,
        var months => FirstOf(start).AddMonths(months.From),
    };

    private static DateOnly? To(ItemDefinition item, DateOnly start) =>
        item.Months is { } months ? FirstOf(start).AddMonths(months.To + 1).AddDays(-1) : null;

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}
