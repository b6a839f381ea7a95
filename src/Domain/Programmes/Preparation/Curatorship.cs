namespace MentorshipFlow.Programmes.Preparation;

/// <summary>The right to decide as the curator (M101, F8).</summary>
internal static class Curatorship
{
    /// <summary>The refusal when somebody else is in office on the day, when the curator has left the organisation, or when the order of
    /// appointment is no longer in force; null when the person may decide.</summary>
    public static Refusal? Lacks(Programme state, Guid? person, DateOnly day) =>
        person is null || state.Preparation.CuratorOn(day) is not { } term || term.Person != person
            ? new(Reason.NotTheCurator, "curator-in-office-required", Dates.Text(day))
        : state.Preparation.Gone.ContainsKey(term.Person) ? new(Reason.NotTheCurator, "curator-left", $"{term.Person}")
        : state.Documents.Stands(term.Order) ? null
        : new(Reason.DocumentNotInForce, "document-not-in-force", $"{term.Order}");
}
