using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>Signing in and out, and forms of other sites.</summary>
public sealed class A_session(Installation installation)
{
    [Fact]
    public async Task Begins_with_a_link_that_works_once()
    {
        var school = await School.Open(installation);
        var sessions = installation.Services.GetRequiredService<BrowserSessions>();
        var once = await sessions.Invite(AccessKeys.Read(school.VeraKey)!.Id, TestContext.Current.CancellationToken);
        using var visitor = new Visitor(installation.Http.BaseAddress!);

        Assert.Equal("/sign-in?back=%2Finbox", (await visitor.Open("/inbox")).To);
        // A mail program that looks at the link does not use it up.
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open($"/enter/{once}")).Status);
        var entered = await visitor.Send($"/enter/{once}");
        Assert.Equal((HttpStatusCode.Found, "/"), (entered.Status, entered.To));
        var cookie = entered.Response.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open("/inbox")).Status);

        using var other = new Visitor(installation.Http.BaseAddress!);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Send($"/enter/{once}")).Status);
        Assert.Equal(HttpStatusCode.Found, (await other.Open("/inbox")).Status);
    }

    [Fact]
    public async Task Ends_when_its_person_signs_out_and_with_its_key()
    {
        var school = await School.Open(installation);
        using var visitor = await Visitor.Of(installation, school.VeraKey);
        var page = await visitor.Open("/inbox");
        var signedOut = await visitor.Send("/sign-out", ("token", page.Hidden("token")));
        Assert.Equal(("/sign-in", "\"cache\", \"storage\""),
            (signedOut.To, string.Join(", ", signedOut.Response.Headers.GetValues("Clear-Site-Data"))));
        Assert.StartsWith("/sign-in", (await visitor.Open("/inbox")).To!, StringComparison.Ordinal);

        using var again = await Visitor.Of(installation, school.VeraKey);
        Assert.Equal(HttpStatusCode.OK, (await again.Open("/inbox")).Status);
        var key = AccessKeys.Read(school.VeraKey)!.Id;
        Assert.Equal(HttpStatusCode.OK, (await school.Post($"/api/keys/{key}/revocation", """{"reason":"Ключ утерян."}""",
            school.GraceKey)).Status);
        Assert.StartsWith("/sign-in", (await again.Open("/inbox")).To!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_no_form_without_its_own_token()
    {
        var school = await School.Open(installation);
        using var visitor = await Visitor.Of(installation, school.VeraKey);
        using var other = await Visitor.Of(installation, school.GraceKey);
        var foreign = (await other.Open("/inbox")).Hidden("token");
        Assert.NotEqual("", foreign);
        // The form is complete: with the session's own token it decides.
        var form = await visitor.Open("/programmes/new");
        foreach (var token in new[] { "", "00", foreign })
            Assert.Equal(HttpStatusCode.BadRequest, (await Sent(token)).Status);
        Assert.StartsWith("/receipts/", (await Sent(form.Hidden("token"))).To!, StringComparison.Ordinal);

        Task<Shown> Sent(string token) => visitor.Send("/programmes/new", ("token", token),
            ("decision-key", form.Hidden("decision-key")), ("seen", form.Hidden("seen")), ("back", form.Hidden("back")),
            ("title", "Наставничество"), ("schoolYear", "2021/2022"), ("goal", "Цель"), ("definitionCode", "target-model"),
            ("definitionVersion", "1"));
    }

    [Fact]
    public async Task Leads_back_to_pages_of_this_server_only()
    {
        var school = await School.Open(installation);
        using var visitor = new Visitor(installation.Http.BaseAddress!);
        foreach (var back in new[] { "https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)" })
            Assert.Equal("/", (await visitor.Send("/sign-in/key", ("key", school.VeraKey), ("back", back))).To);
        Assert.Equal("/programmes", (await visitor.Send("/sign-in/key", ("key", school.VeraKey), ("back", "/programmes"))).To);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Send("/sign-in/key", ("key", "mf_nothing"))).Status);
    }
}
