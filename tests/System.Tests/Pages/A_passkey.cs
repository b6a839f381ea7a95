using System.Net;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A passkey is added to an account and signs in.</summary>
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
}
