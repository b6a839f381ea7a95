namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Who may decide as the curator (M101, F8).</summary>
internal static class Curatorship
{
    /// <summary>Why this person may not: another one is in office on the day, or the order of his term stands no
    /// longer. Null when he may.</summary>
    public static Refusal? Lacks(Programme state, Guid? person, DateOnly day) =>
        person is null || state.Preparation.CuratorOn(day) is not { } term || term.Person != person
            ? new(Reason.NotTheCurator, "curator-in-office-required", Dates.Text(day))
        : state.Documents.Stands(term.Order) ? null
        : new(Reason.DocumentNotInForce, "document-not-in-force", $"{term.Order}");
}
