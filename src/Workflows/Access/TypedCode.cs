using System.Security.Cryptography;

namespace MentorshipFlow.Workflows.Access;

/// <summary>A code that people read from paper and type: 12 characters of 32, which are 60 bits.</summary>
internal static class TypedCode
{
    /// <summary>How many characters it has.</summary>
    public const int Length = 12;

    // Without characters that are read for one another.
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    // A Russian keyboard has letters of the same look.
    private const string Cyrillic = "АВЕКМНРСТУХ";
    private const string Alike = "ABEKMHPCTYX";

    /// <summary>A new code in three groups: ABCD-EFGH-JKLM.</summary>
    public static string Make()
    {
        var code = RandomNumberGenerator.GetString(Letters, Length);
        return $"{code[..4]}-{code[4..8]}-{code[8..]}";
    }

    /// <summary>The characters of a code, from small letters, spaces and dashes as people type them.</summary>
    public static string Bare(string typed) => new([.. typed.ToUpperInvariant().Select(Latin).Where(Letters.Contains)]);

    private static char Latin(char c) => Cyrillic.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Alike[at] : c;
}
