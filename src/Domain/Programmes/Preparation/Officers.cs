namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Decides whether a person may hold an office in a programme: registered, and has not left.</summary>
internal static class Officers
{
    /// <summary>The refusal of an office; null when the person may hold it.</summary>
    /// <param name="standing">Null if the organisation has no such person.</param>
    public static Refusal? Refuse(Guid person, PersonStatus? standing) => standing switch
    {
        null => new(Reason.Unknown, "person-unknown", $"{person}"),
        { Erased: true } => new(Reason.NotTakingPart, "person-erased", $"{person}"),
        { Left: true } => new(Reason.NotTakingPart, "person-left", $"{person}"),
        _ => null,
    };

    /// <summary>The fault of an item whose responsible person may not hold an office; null when there is none.</summary>
    public static Missing? Fault(PlannedItem item, IReadOnlyDictionary<Guid, PersonStatus>? standings) =>
        item.Responsible is not { } person ? null
        : standings?.GetValueOrDefault(person) is not { } standing ? new("responsible-unknown", item.Item)
        : standing.Left || standing.Erased ? new("responsible-left", item.Item)
        : null;
}
