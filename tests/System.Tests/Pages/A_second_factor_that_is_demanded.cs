using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>The head of a school demands a second factor of its accounts.</summary>
public sealed class A_second_factor_that_is_demanded(Installation installation)
{
    [Fact]
    public async Task Comes_before_any_other_page_and_loses_nothing_typed()
    {
        var school = await School.Open(installation);
        var (_, _, browser) = await An_account.Made(installation, school, """["curator"]""", Api.Id.New());
        using var held = browser;
        using var head = await Visitor.Of(installation, school.GraceKey);
        var form = Assert.Single((await head.Open("/settings")).Links, l => l.Contains("/organisation/sign-in", StringComparison.Ordinal));
        const string Draft = "/programmes/new";
        var opened = await browser.Open(Draft);
        Assert.Equal(HttpStatusCode.OK, opened.Status);

        Assert.Equal(HttpStatusCode.Found, (await head.Decide(form, ("signInPolicy", "secondFactor"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await head.Decide(form, ("signInPolicy", "secondFactor"))).Status);

        // The form that was open is kept, other pages lead to the factor, and those of the account stay open.
        var kept = await browser.Decide(opened, Draft, ("title", "Роща растёт"));
        Assert.Equal(HttpStatusCode.Forbidden, kept.Status);
        Assert.Contains("Роща растёт", kept.Text, StringComparison.Ordinal);
        Assert.Contains("требует второй фактор", kept.Read, StringComparison.Ordinal);
        Assert.Equal("/account/second-factor", (await browser.Open("/inbox")).To);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/account")).Status);
        var setting = await browser.Open("/account/second-factor");
        Assert.Contains("требует второй фактор", setting.Read, StringComparison.Ordinal);
        var secret = Regex.Match(setting.Text, "class=\"mono secret\">([A-Z2-7 ]+)<").Groups[1].Value
            .Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Send("/account/second-factor", ("token", setting.Hidden("token")),
            ("secret", setting.Hidden("secret")), ("code", Totp.Now(secret)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/inbox")).Status);
        var shown = await browser.Send("/sign-in/kept", ("kept", kept.Hidden("kept")));
        Assert.Contains("value=\"Роща растёт\"", shown.Text, StringComparison.Ordinal);

        // The head signed in with a key, which is not asked for a factor; neither are accounts of other schools.
        Assert.Equal(HttpStatusCode.OK, (await head.Open("/settings")).Status);
        var (_, _, elsewhere) = await An_account.Made(installation, await School.Open(installation), """["curator"]""", Api.Id.New());
        using var other = elsewhere;
        Assert.Equal(HttpStatusCode.OK, (await other.Open("/inbox")).Status);
    }
}
