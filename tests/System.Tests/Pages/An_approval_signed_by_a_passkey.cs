using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>Vera has a passkey in the account and signs an approval with it, as the script of the page does and as an integrator
/// does.</summary>
public sealed class An_approval_signed_by_a_passkey(Installation installation)
{
    private const string Button = "Утвердить и подписать ключом";

    // A passkey belongs to a name, which an address of numbers is not.
    private Uri Server => new UriBuilder(installation.Http.BaseAddress!) { Host = "localhost" }.Uri;

    private string Origin => Server.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task Is_offered_on_the_page_to_whoever_has_one_and_verified_in_the_file()
    {
        var (school, programme) = await Submitted();
        var (_, _, browser) = await An_account.Made(Server, school, """["curator"]""", school.Vera);
        using var held = browser;
        using var device = new Authenticator(Server);
        var address = $"/programmes/{programme}/stages/1";
        foreach (var form in new[] { address, $"{address}/approval" })
            Assert.DoesNotContain("data-sign", (await browser.Open(form)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Options(browser, await browser.Open(address), address)).Status);

        await Added(browser, device);
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(device.PublicKey));
        Assert.Contains(fingerprint, (await browser.Open("/account")).Read, StringComparison.Ordinal);
        // The fields of the signature are for the script; nobody types them.
        var page = await browser.Open($"{address}/approval");
        Assert.Contains(Button, page.Read, StringComparison.Ordinal);
        Assert.Equal(4, page.Text.Split("""<input type="hidden" name="signature.""").Length - 1);
        Assert.DoesNotContain("f-signature", page.Text, StringComparison.Ordinal);

        page = await browser.Open(address);
        Assert.Contains(Button, page.Read, StringComparison.Ordinal);
        var asked = JsonNode.Parse((await Options(browser, page, address)).Text)!;
        Assert.Equal("required", $"{asked["options"]!["userVerification"]}");
        var id = Base64Url.EncodeToString(Convert.FromHexString(device.Id));
        Assert.Equal([id], asked["options"]!["allowCredentials"]!.AsArray().Select(c => $"{c!["id"]}"));
        // What Identity stores of a passkey is the key that is in the signature.
        Assert.Equal(Base64Url.EncodeToString(device.PublicKey), $"{asked["keys"]![id]}");

        var decided = await browser.Decide(page, $"{address}/approval",
            [.. device.Parts(asked["options"]!).Select(part => ($"signature.{part.Name}", part.Value))]);
        Assert.StartsWith("/receipts/", decided.To!, StringComparison.Ordinal);
        var shown = PasskeySignature.Shortened(fingerprint);
        Assert.Contains($"Подписано ключом {shown}", (await browser.Open(decided.To!)).Read, StringComparison.Ordinal);
        Assert.Contains($"подписано ключом {shown}", (await browser.Open(address)).Read, StringComparison.Ordinal);
        Assert.Contains(shown, (await browser.Open($"/programmes/{programme}/history")).Read, StringComparison.Ordinal);
        Assert.Equal(fingerprint, $"{(await school.Get($"/api{address}")).Json["approvalKey"]}");

        var file = Deciding.Done(await school.Get($"/api/programmes/{programme}/export")).Text;
        var own = await Verified(file, $"{school.Vera}={fingerprint}");
        var other = await Verified(file, $"{school.Vera}={new string('0', 64)}");
        Assert.Equal(0, own.ExitCode);
        Assert.Contains($"{school.Vera}={fingerprint}", own.Output, StringComparison.Ordinal);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains(BundleFaults.OtherSigner, other.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Verified(file, $"{school.Grace}={fingerprint}")).ExitCode);
        Assert.Equal(2, (await Verified(file, fingerprint)).ExitCode);
    }

    [Fact]
    public async Task Is_countersigned_by_the_passkey_of_the_head()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        var (_, _, browser) = await An_account.Made(Server, school, """["head"]""", school.Grace);
        using var held = browser;
        using var device = new Authenticator(Server);
        await Added(browser, device);
        var address = $"/programmes/{programme}/stages/1";
        var page = await browser.Open(address);
        Assert.Contains("Подтвердить и подписать ключом", page.Read, StringComparison.Ordinal);
        // Options for an approval do not serve a countersignature.
        var approval = JsonNode.Parse((await Options(browser, page, address)).Text)!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Sent(approval)).Status);
        var signed = await Sent(JsonNode.Parse((await Options(browser, page, address, "countersignature")).Text)!);
        Assert.StartsWith("/receipts/", signed.To!, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(device.PublicKey)),
            $"{(await school.Get($"/api{address}")).Json["countersignatureKey"]}");
        Assert.Contains("Вторая подпись заверена ключом", (await browser.Open(address)).Read, StringComparison.Ordinal);

        Task<Shown> Sent(JsonNode asked) => browser.Decide(page, $"{address}/countersignature",
            [.. device.Parts(asked["options"]!).Select(part => ($"signature.{part.Name}", part.Value))]);
    }

    [Fact]
    public async Task Is_asked_for_through_the_API_by_the_formula_that_is_documented()
    {
        var (school, programme) = await Submitted();
        var (_, _, browser) = await An_account.Made(Server, school, """["curator"]""", school.Vera);
        var (_, _, elsewhere) = await An_account.Made(Server, school, """["curator"]""", Api.Id.New());
        using var held = browser;
        using var alsoHeld = elsewhere;
        using var device = new Authenticator(Server);
        using var stranger = new Authenticator(Server);
        await Added(browser, device);
        await Added(elsewhere, stranger);
        var seen = await school.Seen(programme);
        var command = $"{Api.Id.New()}";
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Novokuznetsk");
        var today = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        await Refused("passkey-of-another-person", Signature(stranger, seen.Trim('"')));
        await Refused("passkey-origin-differs", Signature(device, seen.Trim('"'), "http://localhost:1"));
        await Refused("passkey-signed-another-text", Signature(device, new string('0', 64)));
        var forged = JsonNode.Parse(Signature(stranger, seen.Trim('"')))!;
        forged["publicKey"] = Base64Url.EncodeToString(device.PublicKey);
        await Refused("passkey-signature-wrong", forged.ToJsonString());
        forged["clientData"] = "";
        await Refused("passkey-part-unreadable", forged.ToJsonString());

        var signature = Signature(device, seen.Trim('"'));
        var accepted = Deciding.Done(await Send(signature));
        Assert.Equal(["stage_approved", "stage_decision_signed"], accepted.Json["events"]!.AsArray().Select(e => $"{e!["type"]}"));
        Assert.True((await Send(signature)).Json["repeated"]!.GetValue<bool>());

        async Task Refused(string what, string given)
        {
            var answer = await Send(given);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "signature-invalid"), (answer.Status, answer.Code));
            Assert.Equal(what, $"{answer.Json["missing"]![0]!["what"]}");
        }

        Task<Answer> Send(string given) => school.Post($"/api/programmes/{programme}/stages/1/approval",
            $$"""{"effectiveOn":"{{today}}","signature":{{given}}}""", match: seen, idempotency: command, node: Server);

        string Signature(Authenticator by, string evaluation, string? origin = null)
        {
            var text = $"""
                mentorshipflow decision signature v1
                programme {programme:D}
                person {school.Vera:D}
                decision approval
                stage 1
                round 1
                effective {today}
                evaluation {evaluation}
                command {command}

                """;
            var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            return new JsonObject(by.Parts(new JsonObject { ["challenge"] = challenge }, origin)
                .Select(part => KeyValuePair.Create(part.Name, (JsonNode?)part.Value))).ToJsonString();
        }
    }

    private static Task<Shown> Options(Visitor browser, Shown page, string address, string decision = "approval") => browser.Send(
        $"{address}/{decision}/passkey", ("token", page.Hidden("token")), ("decision", page.Hidden("decision")),
        ("seen", page.Hidden("seen")));

    private static async Task Added(Visitor browser, Authenticator device)
    {
        var token = (await browser.Open("/account")).Hidden("token");
        var asked = JsonNode.Parse((await browser.Send("/account/passkeys/options", ("token", token))).Text)!;
        var added = await browser.Send("/account/passkeys", ("token", token), ("state", asked["state"]!.GetValue<string>()),
            ("credential", device.Make(asked["options"]!)), ("current", An_account.PasswordOfAll));
        Assert.Equal("/account?done=passkey", added.To);
    }

    // Submitted and countersigned: the approval is next.
    private async Task<(School School, Guid Programme)> Submitted()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        Deciding.Done(await school.Stage(programme, 1, "countersignature", school.GraceKey));
        return (school, programme);
    }

    private static async Task<Ended> Verified(string bundle, string signer)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, bundle, TestContext.Current.CancellationToken);
        var ended = await RunningProgram.RunAsync(null, ["verify", file, "--signer", signer]);
        File.Delete(file);
        return ended;
    }
}
