using System.Globalization;
using System.Text;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// Refuses characters that make a text read otherwise than it is: a certificate must read on every screen as it was decided on.
/// </summary>
/// <remarks>
/// Only what comes in is checked, never what is stored, so an old entry stays readable. Joiners, soft hyphens and direction marks of one
/// letter are
/// part of words; direction overrides, line separators and non-characters are not (Unicode TR 36, section 2).
/// </remarks>
internal static class TextSafety
{
    /// <summary>
    /// The first character that does not belong in a text, as <c>U+202E</c>; an empty text where no character is visible; null for a text
    /// that is fine.
    /// </summary>
    public static string? Fault(string text)
    {
        var seen = text.Length == 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Misleads(rune.Value)) return $"U+{rune.Value:X4}";
            seen |= Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format;
        }

        return seen ? null : "";
    }

    private static bool Misleads(int c) =>
        c is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029 or 0xFEFF
            or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE007F)
        || (c & 0xFFFE) == 0xFFFE;
}
