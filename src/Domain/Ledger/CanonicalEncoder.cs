using System.Buffers;
using System.Text.Encodings.Web;

namespace MentorshipFlow.Ledger;

/// <summary>
/// Escapes JSON strings exactly as RFC 8785 (3.2.2.2): quote and backslash, \b \t \n \f \r, other characters below U+0020 as
/// lower-case \u00xx; everything else is not escaped. The encoders of the base library escape DEL, U+2028 and everything outside the basic
/// plane, and write upper-case digits. A lone surrogate is an error, as the RFC requires, and so is U+0000, which PostgreSQL's jsonb cannot
/// hold.
/// </summary>
public sealed class CanonicalEncoder : JavaScriptEncoder
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    /// <summary>The only instance; it has no state.</summary>
    public static CanonicalEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => "\\u001f".Length;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\';

    /// <exception cref="ArgumentException">The text holds U+0000 or a lone surrogate.</exception>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        if (span.Contains('\0')) throw new ArgumentException("U+0000 has no place in canonical JSON.", nameof(text));
        if (!Utf16.IsWellFormed(span)) throw new ArgumentException("A lone surrogate has no place in canonical JSON.", nameof(text));
        return span.IndexOfAny(Escaped);
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        return unicodeScalar switch
        {
            '"' => Write("\\\"", target, out numberOfCharactersWritten),
            '\\' => Write("\\\\", target, out numberOfCharactersWritten),
            '\b' => Write("\\b", target, out numberOfCharactersWritten),
            '\t' => Write("\\t", target, out numberOfCharactersWritten),
            '\n' => Write("\\n", target, out numberOfCharactersWritten),
            '\f' => Write("\\f", target, out numberOfCharactersWritten),
            '\r' => Write("\\r", target, out numberOfCharactersWritten),
            < 0x20 => target.TryWrite($"\\u{unicodeScalar:x4}", out numberOfCharactersWritten),
            _ => Write(char.ConvertFromUtf32(unicodeScalar), target, out numberOfCharactersWritten),
        };
    }

    private static bool Write(string escape, Span<char> target, out int written)
    {
        var fits = escape.TryCopyTo(target);
        written = fits ? escape.Length : 0;
        return fits;
    }
}
