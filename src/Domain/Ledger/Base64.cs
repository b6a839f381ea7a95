namespace MentorshipFlow.Ledger;

/// <summary>Base64 (RFC 4648, 4) in the one form in which it is written: padded, no white space, no stray bits.</summary>
internal static class Base64
{
    /// <summary>The bytes, or null when they would not be written as this text.</summary>
    public static byte[]? TryDecode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) && Convert.ToBase64String(bytes, 0, written) == text
            ? bytes[..written]
            : null;
    }
}
