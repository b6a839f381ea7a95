using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>What was typed travels sealed through the sign-in and stands in the form again, for the same person only.</summary>
public sealed class A_session_that_ended_while_typing(Installation installation)
{
    private const string Typed = "Наставничество, набранное до конца входа";

    [Fact]
    public async Task Loses_nothing_and_sends_nothing()
    {
        var school = await School.Open(installation);
        var (login, _, browser) = await An_account.Made(installation, school, """["curator"]""", Api.Id.New());
        using var held = browser;
        var asked = await Ended(browser, login);
        Assert.Equal(HttpStatusCode.Unauthorized, asked.Status);
        Assert.Contains("Введённое сохранено", asked.Read, StringComparison.Ordinal);
        Assert.DoesNotContain(Typed, WebUtility.HtmlDecode(asked.Text), StringComparison.Ordinal);

        var back = await browser.Send("/sign-in", ("login", login), ("password", An_account.PasswordOfAll), ("kept", asked.Hidden("kept")));
        Assert.Equal(HttpStatusCode.OK, back.Status);
        Assert.Contains(Typed, back.Read, StringComparison.Ordinal);
        var filled = await browser.Send("/sign-in/kept", ("kept", back.Hidden("kept")));
        Assert.Equal(HttpStatusCode.OK, filled.Status);
        Assert.Contains($"value=\"{Typed}\"", WebUtility.HtmlDecode(filled.Text), StringComparison.Ordinal);
        Assert.Contains("action=\"/programmes/new\"", filled.Text, StringComparison.Ordinal);
        // Nothing was sent.
        Assert.DoesNotContain(Typed, (await browser.Open("/programmes")).Read, StringComparison.Ordinal);
        var sent = await browser.Decide(filled, "/programmes/new", ("title", Typed), ("schoolYear", "2021/2022"), ("goal", "Цель"),
            ("definitionCode", "target-model"), ("definitionVersion", "1"));
        Assert.Equal(HttpStatusCode.Found, sent.Status);
    }

    [Fact]
    public async Task Keeps_no_password()
    {
        var school = await School.Open(installation);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var answer = await vera.Send("/account/password", ("token", "00"), ("current", Typed), ("password", Typed));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain(Typed, WebUtility.HtmlDecode(answer.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("/sign-in/kept", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_another_person_nothing()
    {
        var school = await School.Open(installation);
        var (login, _, browser) = await An_account.Made(installation, school, """["curator"]""", Api.Id.New());
        using var held = browser;
        var asked = await Ended(browser, login);
        var other = await browser.Send("/sign-in/key", ("key", school.GraceKey), ("kept", asked.Hidden("kept")));
        Assert.Equal(HttpStatusCode.Found, other.Status);
        var shown = await browser.Send("/sign-in/kept", ("kept", asked.Hidden("kept")));
        Assert.Equal("/", shown.To);
        Assert.DoesNotContain(Typed, WebUtility.HtmlDecode(shown.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_answered_with_a_bare_refusal_when_only_the_form_is_older()
    {
        var school = await School.Open(installation);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var answer = await vera.Send("/programmes/new", ("token", "00"), ("title", Typed), ("decision", "one"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(Typed, answer.Read, StringComparison.Ordinal);
        Assert.Contains("/sign-in/kept", answer.Text, StringComparison.Ordinal);
    }

    // The session ends on the server, and the form is sent after that.
    private async Task<Shown> Ended(Visitor browser, string login)
    {
        var form = await browser.Open("/programmes/new");
        var stop = TestContext.Current.CancellationToken;
        var account = await installation.Services.GetRequiredService<AccountStore>().FindByNameAsync(AccountStore.Compare(login), stop);
        await installation.Services.GetRequiredService<BrowserSessions>().EndOf(account!.Id, null, null, stop);
        return await browser.Send("/programmes/new", ("token", form.Hidden("token")), ("decision", form.Hidden("decision")),
            ("title", Typed), ("back", "/programmes"));
    }
}
