using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

/// <summary>A passkey in memory that signs texts on a page, as a browser has it sign.</summary>
internal sealed class Passkey(AsymmetricAlgorithm key) : IDisposable
{
    public const string Origin = "https://school.example";

    private const byte PresentAndVerified = 0x05;

    public static Passkey Es256() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static Passkey Rs256() => new(RSA.Create(2048));

    public string Fingerprint => PasskeySignature.FingerprintOf(PublicKey);

    public void Dispose() => key.Dispose();

    public PasskeySignature Sign(string text, string origin = Origin, byte flags = PresentAndVerified, string? client = null)
    {
        var browser = Encoding.UTF8.GetBytes(client ??
            $$"""{"type":"webauthn.get","challenge":"{{PasskeySignature.Challenge(text)}}","origin":"{{origin}}","crossOrigin":false}""");
        byte[] data = [.. SHA256.HashData("school.example"u8), flags, 0, 0, 0, 1];
        return new(Text(PublicKey), Text(data), Text(browser), Text(Signed([.. data, .. SHA256.HashData(browser)])));
    }

    private byte[] PublicKey => key switch
    {
        ECDsa curve when curve.ExportParameters(false).Q is var q =>
            [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. q.X!, 0x22, 0x58, 32, .. q.Y!],
        RSA rsa when rsa.ExportParameters(false).Modulus is { } n =>
            [0xa4, 1, 3, 3, 0x39, 1, 0, 0x20, 0x59, (byte)(n.Length >> 8), (byte)n.Length, .. n, 0x21, 0x43, 1, 0, 1],
        _ => throw new ArgumentException(key.GetType().Name),
    };

    private byte[] Signed(byte[] bytes) => key switch
    {
        ECDsa curve => curve.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        RSA rsa => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ => throw new ArgumentException(key.GetType().Name),
    };

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
