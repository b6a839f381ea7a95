namespace MentorshipFlow.Workflows.Registers;

/// <summary>Whether somebody has left, as schools write it: «да», «01.09.2026», «приказ № 5 от 01.09.2026», «выбыл», «нет».</summary>
/// <param name="Stays">Whether the words say that the person has not left.</param>
/// <param name="On">The day, if there is one.</param>
internal sealed record DepartureCell(bool Left, bool Stays, DateOnly? On)
{
    private static readonly string[] Beginnings = ["выбыл", "выбыт", "отчислен", "уволен", "уволил", "ушел", "ушла", "переведен в другую",
        "переведена в другую", "переведен в школу", "переведена в школу", "left", "departed"];

    private static readonly string[] No = ["нет", "не", "учится", "работает", "обучается", "no", "false", "0"];

    /// <param name="today">For the century of a year of two digits.</param>
    public static DepartureCell Read(string cell, DateOnly today)
    {
        var consent = ConsentCell.Read(cell, today);
        var words = Headings.Normal(cell).Split(' ');
        if (No.Contains(words[0])) return new(false, true, null);
        var left = consent.On is not null || consent.Paper is not null || consent.Received == true || Says(cell)
            || words[0].StartsWith("приказ", StringComparison.Ordinal);
        return new(left, false, consent.On);
    }

    /// <summary>Whether a text about somebody begins with the words for leaving.</summary>
    public static bool Says(string text) =>
        Headings.Normal(text) is var normal && Array.Exists(Beginnings, b => normal.StartsWith(b, StringComparison.Ordinal));
}
