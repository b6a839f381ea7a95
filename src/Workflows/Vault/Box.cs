using System.Security.Cryptography;
using System.Text;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag.</summary>
internal static class Box
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Seals under a fresh random nonce.</summary>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> content, string associated)
    {
        var box = new byte[NonceSize + content.Length + TagSize];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, content, box.AsSpan(NonceSize, content.Length), box.AsSpan(NonceSize + content.Length),
            Encoding.UTF8.GetBytes(associated));
        return box;
    }

    /// <summary>Opens a box; throws when a bit was changed or the associated data differ.</summary>
    /// <exception cref="CryptographicException">The box does not open.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, string associated)
    {
        if (box.Length < NonceSize + TagSize) throw new CryptographicException("Too short to be sealed.");
        var content = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], content, Encoding.UTF8.GetBytes(associated));
        return content;
    }
}
