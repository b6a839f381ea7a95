using System.Globalization;
using System.Text;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// Refuses characters that can make a text look different from its content: a certificate must look the same on every screen.
/// </summary>
/// <remarks>
/// Checks only input, not stored texts, so old entries stay readable. Joiners, soft hyphens and single-letter direction marks belong to
/// words; direction overrides, line separators and non-characters do not (Unicode TR 36, section 2).
/// </remarks>
internal static class TextSafety
{
    /// <summary>
    /// The first forbidden character, such as <c>U+202E</c>; an empty text if no character is visible; null if the text is valid.
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
