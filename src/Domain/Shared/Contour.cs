namespace MentorshipFlow.Shared;

/// <summary>Inside or outside the organisation (M17, M61).</summary>
public enum Contour
{
    /// <summary>Внутренний.</summary>
    Internal,

    /// <summary>Внешний.</summary>
    External,
}
