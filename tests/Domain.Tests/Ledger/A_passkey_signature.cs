using System.Buffers.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class A_passkey_signature : IDisposable
{
    private const string Signed = "mentorshipflow decision signature v1\n";
    private static readonly string Challenge = PasskeySignature.Challenge(Signed);
    private readonly Passkey es256 = Passkey.Es256();
    private readonly Passkey rs256 = Passkey.Rs256();

    public void Dispose()
    {
        es256.Dispose();
        rs256.Dispose();
    }

    [Fact]
    public void Holds_for_its_text_alone()
    {
        foreach (var key in new[] { es256, rs256 })
        {
            Assert.Empty(key.Sign(Signed).Faults(Signed));
            Assert.Empty(key.Sign(Signed, "https://login.school.example").Faults(Signed));
            Assert.Equal([PasskeySignature.OtherText], key.Sign(Signed).Faults(Signed + "\n"));
        }
    }

    [Theory]
    [InlineData("http://school.example"), InlineData("https://school.example.org"), InlineData("https://example"), InlineData(""),
        InlineData("https://school.example/page"), InlineData("https://school.example@other.example")]
    public void Is_refused_from_another_origin(string origin) =>
        Assert.Equal([PasskeySignature.OtherOrigin], es256.Sign(Signed, origin).Faults(Signed));

    [Theory]
    [InlineData(0x00), InlineData(0x01), InlineData(0x04)]
    public void Is_refused_of_an_unverified_person(byte flags) =>
        Assert.Equal([PasskeySignature.NotVerified], es256.Sign(Signed, flags: flags).Faults(Signed));

    [Fact]
    public void Is_refused_of_what_a_browser_does_not_return()
    {
        var other = $$"""{"type":"webauthn.create","challenge":"{{Challenge}}","origin":"{{Passkey.Origin}}"}""";
        var twice = $$"""{"type":"webauthn.get","challenge":"x","challenge":"{{Challenge}}","origin":"{{Passkey.Origin}}"}""";
        Assert.All(["", "[]", "null", "{", "{}", other, twice], client =>
            Assert.Equal([PasskeySignature.PartUnreadable], es256.Sign(Signed, client: client).Faults(Signed)));
        var embedded = $$"""{"type":"webauthn.get","challenge":"{{Challenge}}","origin":"{{Passkey.Origin}}","crossOrigin":true}""";
        Assert.Equal([PasskeySignature.OtherOrigin], es256.Sign(Signed, client: embedded).Faults(Signed));
        Assert.Equal([PasskeySignature.PartUnreadable], es256.Sign(Signed, flags: 0x45).Faults(Signed));
        Assert.Equal([PasskeySignature.PartUnreadable], es256.Sign(Signed, flags: 0x85).Faults(Signed));
    }

    [Fact]
    public void Is_refused_with_any_byte_changed()
    {
        foreach (var made in new[] { es256.Sign(Signed), rs256.Sign(Signed) })
        {
            Assert.All(Changed(made.AuthenticatorData), part => Assert.NotEmpty((made with { AuthenticatorData = part }).Faults(Signed)));
            Assert.All(Changed(made.ClientData), part => Assert.NotEmpty((made with { ClientData = part }).Faults(Signed)));
            Assert.All(Changed(made.Signature), part => Assert.NotEmpty((made with { Signature = part }).Faults(Signed)));
            Assert.All(Changed(made.PublicKey), part => Assert.NotEmpty((made with { PublicKey = part }).Faults(Signed)));
        }
    }

    [Fact]
    public void Has_one_form_of_each_part()
    {
        var made = es256.Sign(Signed);
        Assert.Equal([PasskeySignature.KeyUnreadable], (made with { PublicKey = "" }).Faults(Signed));
        Assert.Equal([PasskeySignature.KeyUnreadable], (made with { PublicKey = made.PublicKey + "=" }).Faults(Signed));
        Assert.Equal([PasskeySignature.PartUnreadable], (made with { Signature = " " + made.Signature }).Faults(Signed));
        Assert.Equal([PasskeySignature.PartUnreadable], (made with { Signature = new('A', 5000) }).Faults(Signed));
        Assert.Equal("", (made with { PublicKey = "+" }).Fingerprint);
    }

    [Fact]
    public void Accepts_no_weak_and_no_unknown_key()
    {
        Assert.True(PasskeySignature.Accepts(Base64Url.DecodeFromChars(rs256.Sign(Signed).PublicKey)));
        // EdDSA, a point that is not on the curve, and 1024 bits.
        Assert.False(PasskeySignature.Accepts([0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32, .. new byte[32]]));
        Assert.False(PasskeySignature.Accepts(
            [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. new byte[32], 0x22, 0x58, 32, .. new byte[32]]));
        Assert.False(PasskeySignature.Accepts(
            [0xa4, 1, 3, 3, 0x39, 1, 0, 0x20, 0x59, 0, 128, .. Enumerable.Repeat((byte)0xff, 128), 0x21, 0x43, 1, 0, 1]));
    }

    [Fact]
    public void Is_known_by_the_hash_of_its_key()
    {
        var made = es256.Sign(Signed);
        Assert.Equal(Hash.Of(Base64Url.DecodeFromChars(made.PublicKey)).ToString(), made.Fingerprint);
        Assert.Matches("^([0-9a-f]{4} ){3}[0-9a-f]{4}$", made.ShortFingerprint);
        Assert.StartsWith(made.ShortFingerprint.Replace(" ", "", StringComparison.Ordinal), made.Fingerprint, StringComparison.Ordinal);
    }

    // Each byte with one bit turned, and one byte more.
    private static IEnumerable<string> Changed(string part)
    {
        var bytes = Base64Url.DecodeFromChars(part);
        for (var at = 0; at < bytes.Length; at++)
            yield return Base64Url.EncodeToString([.. bytes[..at], (byte)(bytes[at] ^ 1), .. bytes[(at + 1)..]]);
        yield return Base64Url.EncodeToString([.. bytes, 0]);
    }
}
