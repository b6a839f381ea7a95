namespace MentorshipFlow.Ledger;

/// <summary>Strict base64 (RFC 4648, 4): padded, no white space, unused bits zero.</summary>
internal static class Base64
{
    /// <summary>The bytes, or null if encoding them does not give this text again.</summary>
    public static byte[]? TryDecode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) && Convert.ToBase64String(bytes, 0, written) == text
            ? bytes[..written]
            : null;
    }
}
