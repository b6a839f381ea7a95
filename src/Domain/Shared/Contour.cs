namespace MentorshipFlow.Shared;

/// <summary>Inside or outside the organisation (M17, M61).</summary>
public enum Contour
{
    /// <summary>Internal (внутренний).</summary>
    Internal,

    /// <summary>External (внешний).</summary>
    External,
}
