using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MentorshipFlow.Ledger;

/// <summary>
/// A passkey's signature over a text (WebAuthn level 2, an assertion). The passkey is asked with SHA-256 of the text as the challenge and
/// signs <c>authenticatorData || SHA-256(clientDataJSON)</c>. Each part is base64url without padding.
/// </summary>
/// <param name="PublicKey">The passkey's public key as a COSE key in the form of CTAP2: ES256 (P-256) or RS256 (2048 to 4096 bits).</param>
/// <param name="AuthenticatorData">Hash of the server's name, flags and counter: 37 bytes, without extensions.</param>
/// <param name="ClientData">The browser's clientDataJSON: type, challenge and origin.</param>
/// <param name="Signature">ES256: DER; RS256: PKCS #1 v1.5.</param>
public sealed record PasskeySignature(string PublicKey, string AuthenticatorData, string ClientData, string Signature)
{
    /// <summary>The key has an algorithm or a form that is not accepted.</summary>
    public const string KeyUnreadable = "passkey-key-unreadable";

    /// <summary>A part is not base64url, too long, or not what a browser returns.</summary>
    public const string PartUnreadable = "passkey-part-unreadable";

    /// <summary>Another text was signed.</summary>
    public const string OtherText = "passkey-signed-another-text";

    /// <summary>The origin is not a page that may ask passkeys, or not of the server that the passkey belongs to.</summary>
    public const string OtherOrigin = "passkey-origin-differs";

    /// <summary>The passkey did not see its person, or did not verify who it was.</summary>
    public const string NotVerified = "passkey-person-not-verified";

    /// <summary>The signature is not of this key over these bytes.</summary>
    public const string WrongSignature = "passkey-signature-wrong";

    private const byte PresentAndVerified = 0x05;
    private const byte KeyOrExtensionsFollow = 0xc0;
    private const int HashLength = 32;
    private const int AuthenticatorDataLength = HashLength + 1 + 4;
    private const int LongestPart = 4096;
    private const int Coordinate = 32;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    // CTAP2 orders the members of a COSE key, so that a key has one form:
    // {1: 2, 3: -7, -1: 1, -2: x, -3: y} and {1: 3, 3: -257, -1: n, -2: e}.
    private static ReadOnlySpan<byte> Es256 => [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, Coordinate];

    private static ReadOnlySpan<byte> Es256Middle => [0x22, 0x58, Coordinate];

    private static ReadOnlySpan<byte> Rs256 => [0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59];

    private static ReadOnlySpan<byte> Rs256End => [0x21, 0x43, 0x01, 0x00, 0x01];

    /// <summary>SHA-256 of the public key, 64 lower hex digits: it tells keys apart. Empty if the key is not base64url.</summary>
    [JsonIgnore]
    public string Fingerprint => Decode(PublicKey) is { } key ? FingerprintOf(key) : "";

    /// <summary>The beginning of <see cref="Fingerprint"/> for people: 16 digits in groups of four.</summary>
    [JsonIgnore]
    public string ShortFingerprint => Shortened(Fingerprint);

    /// <summary>The origin of the page on which it was signed, such as <c>https://school.example</c>; null if it is unreadable.</summary>
    [JsonIgnore]
    public string? Origin => Client()?.Origin;

    /// <summary>The fingerprint of a public key in COSE form.</summary>
    public static string FingerprintOf(ReadOnlySpan<byte> key) => Hash.Of(key).ToString();

    /// <summary>The first 16 digits of a fingerprint in groups of four.</summary>
    public static string Shortened(string fingerprint) =>
        fingerprint.Length < 16 ? fingerprint : string.Join(' ', fingerprint[..16].Chunk(4).Select(four => new string(four)));

    /// <summary>Whether signatures of a key, in COSE form, are accepted.</summary>
    public static bool Accepts(ReadOnlySpan<byte> key)
    {
        using var opened = Open(key);
        return opened is not null;
    }

    /// <summary>The challenge for a text, as it stands in clientDataJSON.</summary>
    public static string Challenge(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What is wrong with it as a signature over this text: constants of this class; empty if nothing. Never throws.</summary>
    public IReadOnlyList<string> Faults(string text)
    {
        using var key = Decode(PublicKey) is { } cose ? Open(cose) : null;
        if (key is null) return [KeyUnreadable];
        if (Client() is not { } client || Decode(ClientData) is not { } clientBytes
            || Decode(AuthenticatorData) is not { Length: AuthenticatorDataLength } data
            || (data[HashLength] & KeyOrExtensionsFollow) != 0 || Decode(Signature) is not { } signature)
            return [PartUnreadable];
        List<string> faults = [];
        if (client.Challenge != Challenge(text)) faults.Add(OtherText);
        if (client.CrossOrigin || !Server(client.Origin).Any(name => IsHashOf(data, name))) faults.Add(OtherOrigin);
        if ((data[HashLength] & PresentAndVerified) != PresentAndVerified) faults.Add(NotVerified);
        if (!Verifies(key, [.. data, .. SHA256.HashData(clientBytes)], signature)) faults.Add(WrongSignature);
        return faults;
    }

    // The name that a passkey belongs to is the page's host or a domain above it, never a top-level domain (WebAuthn, 5.1.3 and 5.1.4).
    private static IEnumerable<string> Server(string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || page.GetLeftPart(UriPartial.Authority) != origin
            || page.UserInfo.Length > 0 || page.HostNameType != UriHostNameType.Dns
            || !(page.Scheme == Uri.UriSchemeHttps || (page.Scheme == Uri.UriSchemeHttp && page.Host == "localhost")))
            yield break;
        yield return page.Host;
        for (var dot = page.Host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = page.Host.IndexOf('.', dot + 1))
            if (page.Host.IndexOf('.', dot + 1) >= 0) yield return page.Host[(dot + 1)..];
    }

    private static bool IsHashOf(byte[] data, string name) =>
        data.AsSpan(0, HashLength).SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private static bool Verifies(AsymmetricAlgorithm key, byte[] signed, byte[] signature)
    {
        try
        {
            return key switch
            {
                ECDsa curve => curve.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
                RSA rsa => rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // Of an RSA modulus that no key has, such as an even one.
            return false;
        }
    }

    // Null for another algorithm, another form, and a point that is not on the curve.
    private static AsymmetricAlgorithm? Open(ReadOnlySpan<byte> key)
    {
        try
        {
            if (key.Length == Es256.Length + Es256Middle.Length + (2 * Coordinate) && key.StartsWith(Es256)
                && key[(Es256.Length + Coordinate)..].StartsWith(Es256Middle))
            {
                return ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = { X = key.Slice(Es256.Length, Coordinate).ToArray(), Y = key[^Coordinate..].ToArray() },
                });
            }

            if (key.Length < Rs256.Length + 2 || !key.StartsWith(Rs256) || !key.EndsWith(Rs256End)) return null;
            var length = (key[Rs256.Length] << 8) | key[Rs256.Length + 1];
            var modulus = key[(Rs256.Length + 2)..^Rs256End.Length];
            return length is >= 256 and <= 512 && modulus.Length == length && modulus[0] >= 0x80
                ? RSA.Create(new RSAParameters { Modulus = modulus.ToArray(), Exponent = [0x01, 0x00, 0x01] })
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Null if it is not what a browser returns for an assertion.
    private ClientDataJson? Client()
    {
        if (Decode(ClientData) is not { } bytes) return null;
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && Text(root, "type") == "webauthn.get"
                && Text(root, "challenge") is { } challenge && Text(root, "origin") is { } origin
                ? new(challenge, origin, root.TryGetProperty("crossOrigin", out var cross) && cross.ValueKind != JsonValueKind.False)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Strict: the same bytes have one text.
    private static byte[]? Decode(string text) =>
        text.Length is > 0 and <= LongestPart && Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is var bytes
        && Base64Url.EncodeToString(bytes) == text
            ? bytes
            : null;

    private sealed record ClientDataJson(string Challenge, string Origin, bool CrossOrigin);
}
