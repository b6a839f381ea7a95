using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Items of the road map in the details of an evaluation: one line each, parts separated by a space, "-" for an absent
/// part.</summary>
internal static class ItemWords
{
    /// <summary><c>plan {item} {planned from}/{planned to} {responsible person}</c>; wording and position change only with the version of
    /// the road map.</summary>
    public static string Plan(RoadmapItem plan) => $"plan {plan.Item} {Planned(plan)}";

    /// <summary>
    /// <c>item {item} {open|completed|not-applicable} {settled on} {settled by} {planned from}/{planned to} {responsible person}</c>, then
    /// <c> {document}</c> for each document of the evidence, <c> former {document}</c> for each document of an earlier completion that
    /// nothing has replaced yet, and <c> reason {reference}</c> if it is not applicable.
    /// </summary>
    public static string Full(ItemState item) =>
        $"item {item.Plan.Item} {Kebab.Of(item.Status.ToString())} {Day(item.SettledOn)} {Person(item.SettledBy)} {Planned(item.Plan)}"
        + string.Concat(item.Evidence.Select(d => $" {d}")) + string.Concat(item.Former.Select(d => $" former {d}"))
        + (item.Reason is { } reason ? $" reason {reason.Ref}" : "");

    private static string Planned(RoadmapItem plan) => $"{Day(plan.PlannedFrom)}/{Day(plan.PlannedTo)} {Person(plan.Responsible)}";

    private static string Day(DateOnly? day) => day is { } on ? Dates.Text(on) : "-";

    private static string Person(Guid? person) => person is { } id ? $"{id}" : "-";
}
