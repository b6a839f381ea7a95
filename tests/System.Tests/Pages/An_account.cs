using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>From the invitation to the account: login and password, second factor, roles, open sessions.</summary>
public sealed class An_account(Installation installation)
{
    private const string Password = "три рябины у реки";

    [Fact]
    public async Task Is_made_by_an_invitation_that_works_once()
    {
        var school = await School.Open(installation);
        var (link, code, _) = await Invited(school, """["curator"]""", Api.Id.New());
        Assert.Matches("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$", code);
        using var ivy = Browser();
        // A look at the link does not use it up.
        Assert.Equal(HttpStatusCode.OK, (await ivy.Open(link)).Status);
        var page = await ivy.Open(link);
        Assert.Contains("куратор", page.Read, StringComparison.Ordinal);

        foreach (var (password, why) in new[] { ("коротко", "Короче 12"), ("qwertyuiop123", "подбирают первыми"),
            ("111111111111", "подбирают первыми") })
        {
            var weak = await ivy.Send("/invite/accept", ("ticket", page.Hidden("ticket")), ("login", Login()), ("password", password));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.Status);
            Assert.Contains(why, weak.Read, StringComparison.Ordinal);
        }

        var login = Login();
        var made = await ivy.Send("/invite/accept", ("ticket", page.Hidden("ticket")), ("login", login), ("password", Password));
        Assert.Equal((HttpStatusCode.Found, "/"), (made.Status, made.To));
        Assert.Contains(login, (await ivy.Open("/account")).Read, StringComparison.Ordinal);

        // Neither the link nor the code nor the open form works again; the head sees that it was used.
        Assert.Equal(HttpStatusCode.NotFound, (await ivy.Open(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ivy.Send("/invite", ("code", code))).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await ivy.Send("/invite/accept", ("ticket", page.Hidden("ticket")), ("login", Login()), ("password", Password))).Status);
        var keys = await school.Get("/api/keys", school.GraceKey);
        Assert.Contains("usedAt", keys.Text, StringComparison.Ordinal);
        using var grace = await Visitor.Of(installation, school.GraceKey);
        Assert.Contains("приглашение использовано", (await grace.Open("/settings/integration")).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signs_in_with_its_password_and_out_with_its_last_key()
    {
        var school = await School.Open(installation);
        var (login, key, made) = await Made(school, """["curator"]""", Api.Id.New());
        made.Dispose();
        using var browser = Browser();
        var in_ = await browser.Send("/sign-in", ("login", $" {login.ToUpperInvariant()} "), ("password", Password),
            ("back", "/programmes"));
        Assert.Equal((HttpStatusCode.Found, "/programmes"), (in_.Status, in_.To));
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/inbox")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Open("/installation/new-school")).Status);

        Assert.Equal(HttpStatusCode.OK, (await school.Post($"/api/keys/{key}/revocation", """{"reason":"Работа окончена."}""",
            school.GraceKey)).Status);
        Assert.StartsWith("/sign-in", (await browser.Open("/inbox")).To!, StringComparison.Ordinal);
        var ended = await browser.Send("/sign-in", ("login", login), ("password", Password));
        Assert.Equal(HttpStatusCode.Forbidden, ended.Status);
        Assert.Contains("все её ключи отозваны", ended.Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closes_after_five_failures_alike_for_known_and_unknown_logins()
    {
        var school = await School.Open(installation);
        var (login, _, made) = await Made(school, """["curator"]""", Api.Id.New());
        made.Dispose();
        using var browser = Browser();
        foreach (var tried in new[] { login, Login() })
        {
            for (var n = 0; n < 5; n++)
            {
                var wrong = await browser.Send("/sign-in", ("login", tried), ("password", "не тот пароль, а другой"));
                Assert.Equal(HttpStatusCode.Forbidden, wrong.Status);
                Assert.Contains("не подошли", wrong.Read, StringComparison.Ordinal);
            }

            var closed = await browser.Send("/sign-in", ("login", tried), ("password", Password));
            Assert.Equal(HttpStatusCode.TooManyRequests, closed.Status);
            Assert.Contains("Вход откроется через 5 минут", closed.Read, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Counts_tries_at_the_same_moment()
    {
        var attempts = installation.Services.GetRequiredService<Attempts>();
        var subject = Login();
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => attempts.Take(subject, TestContext.Current.CancellationToken)));
        Assert.Equal(5, taken.Count(t => t is null));
    }

    [Fact]
    public async Task Asks_for_a_second_factor_whose_codes_work_once()
    {
        var school = await School.Open(installation);
        var (login, _, owner) = await Made(school, """["curator"]""", Api.Id.New());
        using var held = owner;
        var setting = await owner.Open("/account/second-factor");
        var secret = Regex.Match(setting.Text, "<p class=\"mono secret\">([A-Z2-7 ]+)</p>").Groups[1].Value.Replace(" ", "",
            StringComparison.Ordinal);
        var seen = Totp.Now(secret);
        var on = await owner.Send("/account/second-factor", ("token", setting.Hidden("token")), ("secret", setting.Hidden("secret")),
            ("code", seen));
        Assert.Equal(HttpStatusCode.OK, on.Status);
        var codes = Regex.Matches(on.Text, "<li class=\"mono\">([^<]+)</li>").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(10, codes.Count);

        using var browser = Browser();
        var step = await browser.Send("/sign-in", ("login", login), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, step.Status);
        Assert.StartsWith("/sign-in", (await browser.Open("/inbox")).To!, StringComparison.Ordinal);
        // The code that turned it on was seen; it does not sign in.
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Send("/sign-in/code", ("step", step.Hidden("step")), ("code", seen))).Status);
        var recovered = await browser.Send("/sign-in/code", ("step", step.Hidden("step")), ("code", codes[3]));
        Assert.Equal((HttpStatusCode.Found, "/"), (recovered.Status, recovered.To));
        using var again = Browser();
        var second = await again.Send("/sign-in", ("login", login), ("password", Password));
        Assert.Equal(HttpStatusCode.Forbidden, (await again.Send("/sign-in/code", ("step", second.Hidden("step")), ("code",
            codes[3]))).Status);
        Assert.Equal(HttpStatusCode.Found, (await again.Send("/sign-in/code", ("step", second.Hidden("step")), ("code", Totp.Now(secret,
            ahead: 1)))).Status);

        // Whoever reads the database has neither login nor secret nor codes.
        await using var rows = installation.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            """
            select string_agg(a::text || encode(coalesce(a.second_factor, ''), 'escape') || encode(a.login, 'escape'), ' ')
            from access.accounts a
            """);
        var stored = (string)(await rows.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        foreach (var hidden in codes.Append(secret).Append(login)) Assert.DoesNotContain(hidden, stored,
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Chooses_between_the_roles_of_its_person()
    {
        var school = await School.Open(installation);
        var person = Api.Id.New();
        var (_, _, browser) = await Made(school, """["curator"]""", person);
        using var held = browser;
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/programmes/new")).Status);
        var other = (await school.Post("/api/keys", $$"""{"roles":["psychologist"],"person":"{{person}}"}""",
            school.GraceKey)).Json["key"]!.GetValue<string>();
        var page = await browser.Open("/account");
        Assert.Contains("Перейти: психолог", page.Read, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/", (await browser.Send("/account/capacity", ("token", page.Hidden("token")),
            ("key", $"{AccessKeys.Read(other)!.Id}"))).To);
        // The rights are those of the key that was chosen.
        Assert.Equal("/programmes", (await browser.Open("/")).To);
        var drafted = await browser.Send("/programmes/new", ("token", page.Hidden("token")), ("title", "Наставничество"),
            ("decision", "one"));
        Assert.Equal(HttpStatusCode.Forbidden, drafted.Status);

        // A key of somebody else cannot be chosen.
        await browser.Send("/account/capacity", ("token", page.Hidden("token")), ("key", $"{AccessKeys.Read(school.GraceKey)!.Id}"));
        Assert.Equal("/programmes", (await browser.Open("/")).To);
    }

    [Fact]
    public async Task Is_replaced_by_a_new_invitation_and_keeps_what_another_school_gave()
    {
        var school = await School.Open(installation);
        var other = await School.Open(installation);
        var (person, login) = (Api.Id.New(), Login());
        var (_, _, browser) = await Made(school, """["curator"]""", person, login);
        using var held = browser;
        // The same account takes an invitation of another school.
        var (link, _, _) = await Invited(other, """["auditor"]""", Api.Id.New());
        var joining = await browser.Open(link);
        Assert.Equal("/", (await browser.Send("/invite/join", ("token", joining.Hidden("token")),
            ("ticket", joining.Hidden("ticket")))).To);
        Assert.Contains("Перейти: куратор", (await browser.Open("/account")).Read, StringComparison.OrdinalIgnoreCase);

        // The head of the first school invites the person anew and takes the invitation: the account keeps the other school's key only.
        using var grace = Browser();
        var (again, _, _) = await Invited(school, """["curator"]""", person);
        var page = await grace.Open(again);
        Assert.Contains(login, page.Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found,
            (await grace.Send("/invite/accept", ("ticket", page.Hidden("ticket")), ("login", Login()), ("password", Password))).Status);
        var left = await browser.Open("/account");
        Assert.DoesNotContain("Перейти: куратор", left.Read, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("роль перешла к другой учётной записи", left.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("аудитор", (await grace.Open("/account")).Read, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Ends_with_the_departure_of_its_person()
    {
        var school = await School.Open(installation);
        var registered = await school.Post("/api/people", """{"fullName":"Ольхова Ива","kinds":["teacher"],"ageBand":"overThirtyFive"}""");
        var person = registered.Json["person"]!.GetValue<Guid>();
        var (login, _, browser) = await Made(school, """["auditor"]""", person);
        using var held = browser;
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/programmes")).Status);
        var today = (await school.Get("/api/whoami")).Json["today"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await school.Post($"/api/people/{person}/departure", $$"""{"on":"{{today}}"}""")).Status);
        Assert.StartsWith("/sign-in", (await browser.Open("/programmes")).To!, StringComparison.Ordinal);
        var wrong = await browser.Send("/sign-in", ("login", login), ("password", Password));
        Assert.Contains("не подошли", wrong.Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_its_password_and_ends_other_sessions()
    {
        var school = await School.Open(installation);
        var (login, _, browser) = await Made(school, """["curator"]""", Api.Id.New());
        using var held = browser;
        using var other = Browser();
        await other.Send("/sign-in", ("login", login), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, (await other.Open("/inbox")).Status);
        var page = await browser.Open("/account");
        var wrong = await browser.Send("/account/password", ("token", page.Hidden("token")), ("current", "не этот, а другой"),
            ("password", "липы шумят до утра"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        var changed = await browser.Send("/account/password", ("token", page.Hidden("token")), ("current", Password),
            ("password", "липы шумят до утра"));
        Assert.Equal("/account?done=password", changed.To);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/account?done=password")).Status);
        Assert.StartsWith("/sign-in", (await other.Open("/inbox")).To!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Send("/sign-in", ("login", login), ("password", Password))).Status);
        Assert.Equal(HttpStatusCode.Found, (await other.Send("/sign-in", ("login", login), ("password", "липы шумят до утра"))).Status);
        var listed = await browser.Open("/account");
        Assert.Contains("e-current", listed.Text, StringComparison.Ordinal);
        // Without the present password nobody is signed out, even from a browser that was left open.
        foreach (var current in new[] { "", "не этот, а другой" })
        {
            var refused = await browser.Send("/account/sessions/end", ("token", page.Hidden("token")), ("current", current));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Equal(HttpStatusCode.OK, (await other.Open("/inbox")).Status);
        }

        await browser.Send("/account/sessions/end", ("token", page.Hidden("token")), ("current", "липы шумят до утра"));
        Assert.StartsWith("/sign-in", (await other.Open("/inbox")).To!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/inbox")).Status);
    }

    [Fact]
    public async Task Leaves_every_try_to_sign_in_in_the_log_without_its_login()
    {
        var lines = new LogLines();
        await using var node = await installation.StartNode(
            also: s => s.AddLogging(l => l.SetMinimumLevel(LogLevel.Information).AddProvider(lines)));
        var school = await School.Open(installation);
        var (login, _, held) = await Made(school, """["curator"]""", Api.Id.New());
        held.Dispose();
        using var browser = new Visitor(new(node.Urls.Single()));

        await browser.Send("/sign-in", ("login", login), ("password", "не этот, а другой"));
        await browser.Send("/sign-in", ("login", login), ("password", Password));
        await browser.Send("/sign-in/key", ("key", "mk_1_2"));
        await browser.Send("/sign-in/key", ("key", school.VeraKey));
        await browser.Send("/enter/me_1_2");
        await browser.Send("/sign-in/code", ("step", "none"), ("code", "123456"));
        await browser.Send("/sign-in/passkey", ("state", "none"));

        Assert.Equal(["Password: refused, Wrong", "Password: session", "Key: refused, Wrong", "Key: session", "Link: refused, Wrong",
            "Code: refused, Wrong", "Passkey: refused, Wrong"],
            lines.All.Where(l => l.StartsWith("Sign-in by ", StringComparison.Ordinal))
                .Select(l => Regex.Match(l, "Sign-in by ([A-Za-z]+: (refused, [A-Za-z]+|session))").Groups[1].Value));
        Assert.DoesNotContain(lines.All, l => l.Contains(login, StringComparison.OrdinalIgnoreCase));
        var session = Regex.Match(lines.All.First(l => l.Contains("Password: session", StringComparison.Ordinal)),
            "session ([0-9a-f-]{36}) began [^ ]+$");
        Assert.True(session.Success);
    }

    [Fact]
    public async Task Begins_with_a_code_from_paper_and_a_code_is_not_guessed()
    {
        var school = await School.Open(installation);
        var (_, code, _) = await Invited(school, """["head"]""", Api.Id.New());
        using var browser = Browser();
        var page = await browser.Send("/invite", ("code", $" {code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)}"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotEqual("", page.Hidden("ticket"));
        for (var n = 0; n < 5; n++) Assert.Equal(HttpStatusCode.NotFound,
            (await browser.Send("/invite", ("code", $"{code[..4]}-2222-222{n + 2}"))).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.Send("/invite", ("code", code))).Status);
    }

    [Fact]
    public async Task Leads_nowhere_into_the_void()
    {
        var school = await School.Open(installation);
        var (_, _, browser) = await Made(school, """["head","curator"]""", Api.Id.New());
        using var held = browser;
        foreach (var start in new[] { "/account", "/account/second-factor" })
        {
            var page = await browser.Open(start);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            foreach (var link in Regex.Matches(page.Text, " href=\"(/[^\"#]*)\"").Select(m =>
                WebUtility.HtmlDecode(m.Groups[1].Value)).Distinct())
                Assert.True((await browser.Open(link)).Status is HttpStatusCode.OK or HttpStatusCode.Found, link);
        }

        foreach (var open in new[] { "/sign-in", "/invite" }) Assert.Equal(HttpStatusCode.OK, (await browser.Open(open, "en")).Status);
    }

    internal static string Login() => $"ива-{Api.Id.New():N}@example.org";

    private static async Task<(string Link, string Code, Guid Key)> Invited(School school, string roles, Guid person)
    {
        var issued = await school.Post("/api/keys", $$"""{"roles":{{roles}},"person":"{{person}}","invitation":true}""", school.GraceKey);
        Assert.Null(issued.Json["key"]);
        var invitation = issued.Json["invitation"]!;
        var key = issued.Json["events"]![0]!["body"]!["key"]!.GetValue<Guid>();
        return (new Uri(invitation["link"]!.GetValue<string>()).AbsolutePath, invitation["code"]!.GetValue<string>(), key);
    }

    private async Task<(string Login, Guid Key, Visitor Browser)> Made(School school, string roles, Guid person, string? login = null) =>
        await Made(installation, school, roles, person, login);

    internal static Task<(string Login, Guid Key, Visitor Browser)> Made(
        Installation installation, School school, string roles, Guid person, string? login = null) =>
        Made(installation.Http.BaseAddress!, school, roles, person, login);

    /// <summary>The same at any server.</summary>
    internal static async Task<(string Login, Guid Key, Visitor Browser)> Made(
        Uri server, School school, string roles, Guid person, string? login = null)
    {
        var (link, _, key) = await Invited(school, roles, person);
        var browser = new Visitor(server);
        var page = await browser.Open(link);
        login ??= Login();
        var made = await browser.Send("/invite/accept", ("ticket", page.Hidden("ticket")), ("login", login), ("password", Password));
        Assert.Equal(HttpStatusCode.Found, made.Status);
        return (login, key, browser);
    }

    internal static string PasswordOfAll => Password;

    private Visitor Browser() => new(installation.Http.BaseAddress!);
}
