using System.Security.Cryptography;

namespace MentorshipFlow.Ledger;

/// <summary>
/// The public key that verifies checkpoints: ECDSA on P-256. Its text is the C2SP "vkey"
/// <c>name+keyid+base64</c>: the name, the key id in 8 lower-case hexadecimal digits, and the byte 0x02 (ECDSA) followed by the key as
/// DER SubjectPublicKeyInfo. The key id is the first 4 bytes of SHA-256 over that DER. A name has no space and no plus sign.
/// <code>
/// school-49+15f3a31e+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNvKfP1gqG907SCgngMyANwTuNMm…
/// </code>
/// </summary>
/// <param name="Name">The name on the signature line.</param>
/// <param name="Spki">DER SubjectPublicKeyInfo.</param>
public sealed record CheckpointKey(string Name, byte[] Spki)
{
    internal const int IdLength = 4;

    private const byte EcdsaAlgorithm = 0x02;
    private const int SpkiLength = 91;

    // Every P-256 key with an uncompressed point has this prefix (RFC 5480). Other encodings are refused, so that a key has one text.
    private static ReadOnlySpan<byte> P256 =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    /// <summary>First 4 bytes of SHA-256 over <see cref="Spki"/>.</summary>
    public byte[] Id => Hash.Of(Spki).ToArray()[..IdLength];

    /// <summary>The text form described above.</summary>
    public string Format() => $"{Name}+{Convert.ToHexStringLower(Id)}+{Convert.ToBase64String([EcdsaAlgorithm, .. Spki])}";

    /// <summary>Reads a P-256 key from a text of <see cref="Format"/>; null for anything else.</summary>
    public static CheckpointKey? Parse(string text) =>
        text.Split('+', 3) is [var name, _, var encoded]
        && IsName(name)
        && Base64.TryDecode(encoded) is [EcdsaAlgorithm, .. var spki]
        && new CheckpointKey(name, spki) is var key
        && key.Format() == text
        && key.IsValid()
            ? key
            : null;

    // Compares the bytes; the generated equality would compare array references.
    public bool Equals(CheckpointKey? other) => other is not null && Format() == other.Format();

    public override int GetHashCode() => Format().GetHashCode(StringComparison.Ordinal);

    internal static bool IsName(string name) =>
        Envelope.IsOneLine(name) && !name.Any(letter => letter == '+' || char.IsWhiteSpace(letter));

    internal static bool IsP256(ReadOnlySpan<byte> spki) => spki.Length == SpkiLength && spki.StartsWith(P256);

    /// <summary>Whether this is a P-256 signature by this key over the bytes; false if the key is invalid.</summary>
    internal bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        using var key = Open();
        return key is not null && key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private bool IsValid()
    {
        using var key = Open();
        return key is not null;
    }

    private ECDsa? Open()
    {
        if (!IsP256(Spki)) return null;

        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Spki, out _);
            return key;
        }
        catch (CryptographicException)
        {
            // The point is not on the curve.
            key.Dispose();
            return null;
        }
    }
}
