namespace MentorshipFlow.Papers;

/// <summary>The values for the words in braces of a template, for one sheet of a paper.</summary>
/// <param name="Words">By name, such as <c>организация</c>. An empty value is a fact that there is none.</param>
/// <param name="Tables">Rows by the name of their table, each with its words.</param>
public sealed record PaperSheet(
    IReadOnlyDictionary<string, string> Words,
    IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Tables)
{
    /// <summary>The word in whose place a QR code stands; its value is the text of the code.</summary>
    public const string Code = "qr";

    /// <summary>The word that counts paragraphs or rows.</summary>
    public const string Counter = "n";
}

/// <summary>A paper as far as history gives it.</summary>
/// <param name="Sheets">One or more, each for one person or matter; empty where something is lacking.</param>
/// <param name="Lacks">What is missing, each with its subject; empty where the paper can be made.</param>
public sealed record PaperDraft(IReadOnlyList<PaperSheet> Sheets, IReadOnlyList<Missing> Lacks)
{
    /// <summary>A paper that cannot be made yet.</summary>
    public static PaperDraft Lacking(string what, string where) => new([], [new Missing(what, where)]);

    /// <summary>The sheets, or what is missing where there are none.</summary>
    public static PaperDraft Of(IReadOnlyList<PaperSheet> sheets, string what, string where) =>
        sheets.Count > 0 ? new(sheets, []) : Lacking(what, where);
}
