using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MentorshipFlow.Workflows.Access;

/// <summary>
/// A bearer secret: <c>{prefix}_{id, 32 hex digits}_{secret, 43 characters of base64url}</c>. The id is for the look-up; of the 32 random
/// bytes of secret only the SHA-256 is stored.
/// </summary>
internal static class BearerToken
{
    private const int IdLength = 32;
    private const int SecretLength = 43;

    /// <summary>Makes a token for an id.</summary>
    public static (string Text, byte[] SecretSha256) Make(string prefix, Guid id)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return ($"{prefix}_{id:N}_{secret}", Sha256(secret));
    }

    /// <summary>Parses a token; false when it is not one with this prefix.</summary>
    public static bool TryParse(string prefix, string text, out Guid id, out string secret)
    {
        (id, secret) = (default, "");
        var start = prefix.Length + 1;
        if (text.Length != start + IdLength + 1 + SecretLength || !text.StartsWith($"{prefix}_", StringComparison.Ordinal)
            || text[start + IdLength] != '_'
            || !Guid.TryParseExact(text.AsSpan(start, IdLength), "N", out id)) return false;
        secret = text[(start + IdLength + 1)..];
        return true;
    }

    /// <summary>The hash of a secret, as stored.</summary>
    public static byte[] Sha256(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Compares a secret with a stored hash, in constant time.</summary>
    public static bool Opens(string secret, byte[] sha256) => CryptographicOperations.FixedTimeEquals(Sha256(secret), sha256);
}
