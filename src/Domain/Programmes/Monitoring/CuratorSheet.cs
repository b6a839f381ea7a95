namespace MentorshipFlow.Programmes.Monitoring;

/// <summary>The level of the programme by the curator's sheet (M167).</summary>
public enum SheetLevel
{
    /// <summary>Optimal.</summary>
    Optimal,

    /// <summary>Acceptable.</summary>
    Acceptable,

    /// <summary>Not acceptable.</summary>
    Unacceptable,
}

/// <summary>The curator's sheet: nine lines of 0 to 2 points.</summary>
public static class CuratorSheet
{
    /// <summary>The most points of a line.</summary>
    public const int MostOfLine = 2;

    /// <summary>The most points of the sheet.</summary>
    public const int Most = 18;

    private const int Optimal = 15;
    private const int Acceptable = 9;

    /// <summary>The level of a sum.</summary>
    public static SheetLevel Level(int sum) =>
        sum >= Optimal ? SheetLevel.Optimal : sum >= Acceptable ? SheetLevel.Acceptable : SheetLevel.Unacceptable;
}
