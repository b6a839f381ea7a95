using System.Buffers;

namespace MentorshipFlow.Ledger;

/// <summary>
/// Allowed values of the fields around a body. An entry's leaf has one field per line and "-" for an absent one, so a newline or the value
/// "-" would be ambiguous. Neither is stored, and verification refuses both.
/// </summary>
public static class Envelope
{
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '\u007f']);

    /// <summary>
    /// Whether the text may be a field: not empty, not "-", no control character (below U+0020, or U+007F), no lone surrogate.
    /// </summary>
    public static bool IsOneLine(string text) =>
        text is not ("" or "-") && !text.AsSpan().ContainsAny(Controls) && Utf16.IsWellFormed(text);
}
