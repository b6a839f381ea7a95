using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>The operator makes a school with its head and curator in one form; the slips open accounts.</summary>
public sealed class A_new_school(Installation installation)
{
    [Fact]
    public async Task Is_made_with_its_invitations_in_one_form()
    {
        using var visitor = await Visitor.Of(installation, installation.Operator);
        Assert.Contains("/installation/new-school", (await visitor.Open("/installation")).Text, StringComparison.Ordinal);
        var form = await visitor.Open("/installation/new-school");
        Assert.Equal(HttpStatusCode.OK, form.Status);
        (string, string)[] fields = [("title", "Школа «Орешник»"), ("kind", "school"), ("timeZone", "Asia/Omsk"), ("head", "Кедр"),
            ("curator", "Вяз"), ("auditor", "Ольха")];
        var empty = await visitor.Decide(form, "/installation/new-school", [.. fields.Skip(1)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Contains("value=\"Вяз\"", WebUtility.HtmlDecode(empty.Text), StringComparison.Ordinal);

        var made = await visitor.Decide(form, "/installation/new-school", fields);
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var links = Links(made);
        Assert.Equal(3, links.Count);
        foreach (var name in new[] { "Кедр", "Вяз", "Ольха" }) Assert.Contains($"{name}: приглашение", made.Read, StringComparison.Ordinal);

        // The same form again makes nothing again, and shows no slip again.
        var again = await visitor.Decide(form, "/installation/new-school", fields);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Empty(Links(again));
        Assert.Contains("приглашение уже было показано", again.Read, StringComparison.Ordinal);

        using var head = new Visitor(installation.Http.BaseAddress!);
        var invitation = await head.Open(links[0]);
        Assert.Contains("Школа «Орешник»", invitation.Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await head.Send("/invite/accept", ("ticket", invitation.Hidden("ticket")), ("login",
            An_account.Login()),
            ("password", An_account.PasswordOfAll))).Status);
        Assert.Equal(HttpStatusCode.OK, (await head.Open("/settings/integration")).Status);
        foreach (var link in Regex.Matches(made.Text, " href=\"(/[^\"#]*)\"").Select(m =>
            WebUtility.HtmlDecode(m.Groups[1].Value)).Distinct())
            Assert.True((await visitor.Open(link)).Status is HttpStatusCode.OK or HttpStatusCode.Found, link);
    }

    [Fact]
    public async Task Is_nobody_else_s_to_make()
    {
        var school = await School.Open(installation);
        using var head = await Visitor.Of(installation, school.GraceKey);
        Assert.Equal(HttpStatusCode.Forbidden, (await head.Open("/installation/new-school")).Status);
        var token = (await head.Open("/account")).Hidden("token");
        var sent = await head.Send("/installation/new-school", ("token", token), ("decision", "one"), ("title", "Школа"));
        Assert.Equal(HttpStatusCode.Forbidden, sent.Status);
    }

    private static List<string> Links(Shown page) => [.. Regex.Matches(page.Text, "http://[^/\"]+(/invite/mi_[^<\"]+)").Select(m =>
        m.Groups[1].Value).Distinct()];
}
