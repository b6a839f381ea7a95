using System.Globalization;
using System.Text;

namespace MentorshipFlow.Api.Http;

/// <summary>Whether a text shows what it is: what a certificate prints must read on every screen as it was decided on.</summary>
/// <remarks>
/// Asked of what comes in, never of what is stored: an old entry stays readable. Joiners, soft hyphens and direction marks of one letter are
/// part of words; what turns the direction of all that follows, ends a line in secret or is no character at all is not (Unicode TR 36, section 2).
/// </remarks>
internal static class Legible
{
    /// <summary>The first character that does not belong into a text, as <c>U+202E</c>, or an empty text where nothing of it can be seen; null for a text that is fine.</summary>
    public static string? Fault(string text)
    {
        var seen = text.Length == 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsTreacherous(rune.Value)) return $"U+{rune.Value:X4}";
            seen |= Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format;
        }

        return seen ? null : "";
    }

    private static bool IsTreacherous(int c) =>
        c is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029 or 0xFEFF or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE007F)
        || (c & 0xFFFE) == 0xFFFE;
}
