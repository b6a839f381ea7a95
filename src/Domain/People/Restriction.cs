namespace MentorshipFlow.People;

/// <summary>What a restriction of processing leaves: the data are kept and hidden, and read for the restriction itself alone
/// (methodology-and-law.md 3.1, item 7).</summary>
public static class Restriction
{
    /// <summary>Whether a restricted person's data may be read for a purpose: to answer the subject, and to check.</summary>
    public static bool Allows(AccessPurpose purpose) => purpose is AccessPurpose.Consent or AccessPurpose.Audit;

    /// <summary>What stands in the place of a restricted person's name.</summary>
    public static string Mark(bool english) => english ? "[processing restricted]" : "[обработка ограничена]";
}
