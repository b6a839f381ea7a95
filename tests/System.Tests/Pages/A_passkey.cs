using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A passkey is added to an account and signs in; the authenticator is written out here (WebAuthn level 2, ES256).</summary>
public sealed class A_passkey(Installation installation)
{
    [Fact]
    public async Task Is_added_with_the_password_and_signs_in()
    {
        var school = await School.Open(installation);
        var (_, _, browser) = await An_account.Made(installation, school, """["curator"]""", Api.Id.New());
        using var held = browser;
        using var device = new Authenticator(installation.Http.BaseAddress!);
        var token = (await browser.Open("/account")).Hidden("token");
        var asked = JsonNode.Parse((await browser.Send("/account/passkeys/options", ("token", token))).Text)!;
        var made = device.Make(asked["options"]!);
        var (state, current) = (asked["state"]!.GetValue<string>(), ("current", An_account.PasswordOfAll));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await browser.Send("/account/passkeys", ("token", token), ("state", state), ("credential", made),
                ("current", "не тот пароль"))).Status);
        var added = await browser.Send("/account/passkeys", ("token", token), ("state", state), ("credential", made),
            ("name", "мой телефон"), current);
        Assert.Equal("/account?done=passkey", added.To);
        Assert.Contains("мой телефон", (await browser.Open("/account")).Read, StringComparison.Ordinal);

        using var other = new Visitor(installation.Http.BaseAddress!);
        var signing = JsonNode.Parse((await other.Send("/sign-in/passkey/options")).Text)!;
        var forged = device.Sign(signing["options"]!, forged: true);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await other.Send("/sign-in/passkey", ("state", signing["state"]!.GetValue<string>()), ("credential", forged))).Status);
        var elsewhere = device.Sign(signing["options"]!, origin: "https://example.org");
        Assert.Equal(HttpStatusCode.Forbidden,
            (await other.Send("/sign-in/passkey", ("state", signing["state"]!.GetValue<string>()), ("credential", elsewhere))).Status);
        var entered = await other.Send("/sign-in/passkey", ("state", signing["state"]!.GetValue<string>()),
            ("credential", device.Sign(signing["options"]!)), ("back", "/programmes"));
        Assert.Equal((HttpStatusCode.Found, "/programmes"), (entered.Status, entered.To));
        Assert.Equal(HttpStatusCode.OK, (await other.Open("/inbox")).Status);
    }

    [Fact]
    public async Task Begins_an_account_in_place_of_a_password()
    {
        var school = await School.Open(installation);
        var issued = await school.Post("/api/keys", $$"""{"roles":["curator"],"person":"{{Api.Id.New()}}","invitation":true}""",
            school.GraceKey);
        using var browser = new Visitor(installation.Http.BaseAddress!);
        using var device = new Authenticator(installation.Http.BaseAddress!);
        var page = await browser.Open(new Uri(issued.Json["invitation"]!["link"]!.GetValue<string>()).AbsolutePath);
        var login = An_account.Login();
        var asked = JsonNode.Parse((await browser.Send("/invite/passkey", ("ticket", page.Hidden("ticket")), ("login", login))).Text)!;
        var made = await browser.Send("/invite/accept", ("ticket", page.Hidden("ticket")), ("login", login),
            ("state", asked["state"]!.GetValue<string>()), ("credential", device.Make(asked["options"]!)));
        Assert.Equal((HttpStatusCode.Found, "/"), (made.Status, made.To));

        var account = await browser.Open("/account");
        // It is the only way in, so it stays.
        var removed = await browser.Send("/account/passkeys/end", ("token", account.Hidden("token")), ("passkey", device.Id));
        Assert.Contains("единственный способ войти", removed.Read, StringComparison.Ordinal);
        using var other = new Visitor(installation.Http.BaseAddress!);
        var signing = JsonNode.Parse((await other.Send("/sign-in/passkey/options")).Text)!;
        Assert.Equal("/", (await other.Send("/sign-in/passkey", ("state", signing["state"]!.GetValue<string>()),
            ("credential", device.Sign(signing["options"]!)))).To);
    }

    private sealed class Authenticator(Uri server) : IDisposable
    {
        private const byte PresentAndVerified = 0x05;
        private const byte WithKey = 0x40;
        private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
        private string user = "";
        private uint count;

        public string Id => Convert.ToHexString(id);

        public string Make(JsonNode options)
        {
            user = options["user"]!["id"]!.GetValue<string>();
            var point = key.ExportParameters(false).Q;
            byte[] cose = [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. point.X!, 0x22, 0x58, 32, .. point.Y!];
            byte[] data = [.. Data(PresentAndVerified | WithKey), .. new byte[16], 0, (byte)id.Length, .. id, .. cose];
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

        public void Dispose() => key.Dispose();

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
}
