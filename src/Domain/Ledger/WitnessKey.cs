using System.Text;

namespace MentorshipFlow.Ledger;

/// <summary>Whether a signature (64 bytes) is by an Ed25519 key (32 bytes) over a message (RFC 8032). The base library has no Ed25519, so
/// the program that verifies brings it.</summary>
public delegate bool Ed25519Check(byte[] key, byte[] message, byte[] signature);

/// <summary>
/// The public key of a witness: Ed25519, for the cosignatures of c2sp.org/tlog-cosignature. Its text is the C2SP "vkey"
/// <c>name+keyid+base64</c>: the name, the key id in 8 lower-case hexadecimal digits, and the byte 0x04 followed by the key's 32 bytes. The
/// key id is the first 4 bytes of SHA-256 over the name, a newline, the byte 0x04 and the key. A name has no space and no plus sign.
/// <code>
/// witness.region.example/w1+9866a553+BNdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea
/// </code>
/// </summary>
/// <param name="Name">The name on the signature line, by custom an address without its scheme.</param>
/// <param name="PublicKey">32 bytes.</param>
public sealed record WitnessKey(string Name, byte[] PublicKey)
{
    private const byte CosignatureAlgorithm = 0x04;
    private const int KeyLength = 32;

    /// <summary>The key id described above.</summary>
    public byte[] Id =>
        Hash.Of([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', CosignatureAlgorithm, .. PublicKey]).ToArray()[..CheckpointKey.IdLength];

    /// <summary>The text form described above.</summary>
    public string Format() => $"{Name}+{Convert.ToHexStringLower(Id)}+{Convert.ToBase64String([CosignatureAlgorithm, .. PublicKey])}";

    /// <summary>Reads a text of <see cref="Format"/>; null for anything else.</summary>
    public static WitnessKey? Parse(string text) =>
        text.Split('+', 3) is [var name, _, var encoded]
        && CheckpointKey.IsName(name)
        && Base64.TryDecode(encoded) is [CosignatureAlgorithm, .. { Length: KeyLength } bytes]
        && new WitnessKey(name, bytes) is var key
        && key.Format() == text
            ? key
            : null;

    // Compares the bytes; the generated equality would compare array references.
    public bool Equals(WitnessKey? other) => other is not null && Format() == other.Format();

    public override int GetHashCode() => Format().GetHashCode(StringComparison.Ordinal);
}
