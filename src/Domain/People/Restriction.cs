namespace MentorshipFlow.People;

/// <summary>Restricted processing: the data are kept but hidden, and may be read only for the purposes consent and audit.</summary>
public static class Restriction
{
    /// <summary>Whether a restricted person's data may be read for a purpose.</summary>
    public static bool Allows(AccessPurpose purpose) => purpose is AccessPurpose.Consent or AccessPurpose.Audit;

    /// <summary>The text shown in place of a restricted person's name.</summary>
    public static string Mark(bool english) => english ? "[processing restricted]" : "[обработка ограничена]";
}
