using Rfc8032 = Org.BouncyCastle.Math.EC.Rfc8032;

namespace MentorshipFlow.Workflows.Witnesses;

/// <summary>Ed25519 (RFC 8032) from a library, because the base library has none.</summary>
public static class Ed25519
{
    /// <summary>The length of a seed, which is the private key.</summary>
    public const int SeedLength = 32;

    /// <summary>See <see cref="Ledger.Ed25519Check"/>; false for keys and signatures of another length.</summary>
    public static bool Check(byte[] key, byte[] message, byte[] signature) =>
        key.Length == Rfc8032.Ed25519.PublicKeySize && signature.Length == Rfc8032.Ed25519.SignatureSize
        && Rfc8032.Ed25519.Verify(signature, 0, key, 0, message, 0, message.Length);

    /// <summary>The public key of a seed.</summary>
    public static byte[] PublicKey(byte[] seed)
    {
        var key = new byte[Rfc8032.Ed25519.PublicKeySize];
        Rfc8032.Ed25519.GeneratePublicKey(seed, 0, key, 0);
        return key;
    }

    /// <summary>The signature of a message.</summary>
    public static byte[] Sign(byte[] seed, byte[] message)
    {
        var signature = new byte[Rfc8032.Ed25519.SignatureSize];
        Rfc8032.Ed25519.Sign(seed, 0, message, 0, message.Length, signature, 0);
        return signature;
    }
}
