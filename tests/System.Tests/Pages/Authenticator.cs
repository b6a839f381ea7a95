using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A passkey with its browser, written out (WebAuthn level 2, ES256).</summary>
internal sealed class Authenticator(Uri server) : IDisposable
{
    private const byte PresentAndVerified = 0x05;
    private const byte WithKey = 0x40;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private string user = "";
    private uint count;

    public string Id => Convert.ToHexString(id);

    /// <summary>The public key in COSE form.</summary>
    public byte[] PublicKey => Cose(key.ExportParameters(false).Q);

    public string Make(JsonNode options)
    {
        user = options["user"]!["id"]!.GetValue<string>();
        byte[] data = [.. Data(PresentAndVerified | WithKey), .. new byte[16], 0, (byte)id.Length, .. id, .. PublicKey];
        byte[] attestation =
        [
            0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x59,
            (byte)(data.Length >> 8), (byte)data.Length, .. data,
        ];
        return Credential(new { clientDataJSON = Text(Client("webauthn.create", options, null)),
            attestationObject = Text(attestation), transports = new[] { "internal" } });
    }

    public string Sign(JsonNode options, bool forged = false, string? origin = null)
    {
        count++;
        var client = Client("webauthn.get", options, origin);
        var data = Data(PresentAndVerified);
        byte[] signed = [.. data, .. SHA256.HashData(client)];
        if (forged) signed[0] ^= 1;
        var signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new { clientDataJSON = Text(client), authenticatorData = Text(data), signature = Text(signature),
            userHandle = user });
    }

    /// <summary>The four parts of a decision's signature.</summary>
    public (string Name, string Value)[] Parts(JsonNode options, string? origin = null)
    {
        var response = JsonNode.Parse(Sign(options, origin: origin))!["response"]!;
        return
        [
            ("publicKey", Text(PublicKey)), ("authenticatorData", $"{response["authenticatorData"]}"),
            ("clientData", $"{response["clientDataJSON"]}"), ("signature", $"{response["signature"]}"),
        ];
    }

    public void Dispose() => key.Dispose();

    private static byte[] Cose(ECPoint point) =>
        [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. point.X!, 0x22, 0x58, 32, .. point.Y!];

    private byte[] Data(byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(server.Host)), flags, .. counter];
    }

    private byte[] Client(string type, JsonNode options, string? origin) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type, challenge = options["challenge"]!.GetValue<string>(), origin = origin ?? server.GetLeftPart(UriPartial.Authority),
            crossOrigin = false,
    });

    private string Credential(object response) => JsonSerializer.Serialize(new
    {
        id = Text(id), rawId = Text(id), type = "public-key", response, clientExtensionResults = new { },
    });

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
