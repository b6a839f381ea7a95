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
        text is not ("" or "-") && !text.AsSpan().ContainsAny(Controls) && IsUnicode(text);

    /// <summary>Whether every surrogate is paired, so that the text can be encoded in UTF-8.</summary>
    internal static bool IsUnicode(ReadOnlySpan<char> text) => LoneSurrogate(text) < 0;

    /// <summary>Index of the first unpaired surrogate, or -1.</summary>
    internal static int LoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAnyInRange('\ud800', '\udfff');
            if (next < 0) return -1;
            at += next;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return at;
            at++;
        }

        return -1;
    }
}
