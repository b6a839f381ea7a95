using System.Security.Cryptography;
using System.Text;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A text as stored in the vault.</summary>
/// <remarks>Plaintext: 32 bytes salt, then the text in UTF-8; the commitment is SHA-256 of exactly these bytes. Sealed: 12 bytes nonce,
/// ciphertext, 16 bytes tag (AES-256-GCM); associated data is the row's <see cref="VaultBinding"/>.</remarks>
internal readonly record struct SealedContent(TextReference Reference, byte[] Sealed)
{
    private const int SaltSize = 32;

    /// <summary>Seals a text under a fresh salt.</summary>
    /// <param name="binding">See <see cref="VaultBinding"/>.</param>
    public static SealedContent Of(Guid reference, byte[] key, string text, string binding)
    {
        var content = new byte[SaltSize + Encoding.UTF8.GetByteCount(text)];
        RandomNumberGenerator.Fill(content.AsSpan(0, SaltSize));
        Encoding.UTF8.GetBytes(text, content.AsSpan(SaltSize));
        return new(new(reference, Commitment(content)), Box.Seal(key, content, binding));
    }

    /// <summary>Opens a text and computes the commitment that its event must contain.</summary>
    /// <param name="table">The table with its schema.</param>
    /// <exception cref="VaultBrokenException">The row was altered.</exception>
    public static (TextReference Reference, byte[] Text) Open(Guid reference, byte[] key, byte[] box, string binding, string table)
    {
        byte[] content;
        try
        {
            content = Box.Open(key, box, binding);
        }
        catch (CryptographicException)
        {
            throw new VaultBrokenException(table, $"{reference}");
        }

        if (content.Length < SaltSize) throw new VaultBrokenException(table, $"{reference}");
        return (new(reference, Commitment(content)), content[SaltSize..]);
    }

    private static string Commitment(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
