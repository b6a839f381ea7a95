using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Link = MentorshipFlow.Api.Pages.Receipts.ShownLink;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A family without a camera types the code of the slip, without script, and comes to the page of the link.</summary>
public sealed class A_code_from_a_slip(Installation installation)
{
    [Fact]
    public async Task Opens_the_consent_of_its_link_and_withdraws_it()
    {
        var (school, child, code, _) = await Consent();
        using var computer = new Visitor(installation.Http.BaseAddress!, From(1));

        Assert.Contains("Code from a slip", (await computer.Open("/code", "en")).Read, StringComparison.Ordinal);
        // As people type it: small letters, spaces, and a Russian keyboard.
        var typed = code.ToLowerInvariant().Replace('-', ' ').Replace('a', 'а').Replace('x', 'х');
        Assert.Equal("/participant", (await computer.Send("/code", ("code", typed))).To);
        var page = await computer.Open("/participant");
        Assert.Contains("Вы отвечаете за ребёнка", page.Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Decide(computer, page, "given")).Status);

        using var later = new Visitor(installation.Http.BaseAddress!, From(1));
        await later.Send("/code", ("code", code));
        Assert.Equal(HttpStatusCode.OK, (await Decide(later, await later.Open("/participant?withdraw"), "withdrawn")).Status);
        Assert.Equal(["participation"], (await school.Get($"/api/people/{child}")).Json["consents"]!.AsArray()
            .Where(c => c!["withdrawnOn"] is not null).Select(c => (string?)c!["given"]!["purpose"]));
    }

    [Fact]
    public async Task Opens_the_survey_of_its_link_and_nothing_after_the_answer()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var issued = await survey.School.Post($"{survey.Path}/links", "{}");
        var code = (string)issued.Json["links"]![0]!["code"]!;
        Assert.Matches("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$", code);
        using var computer = new Visitor(installation.Http.BaseAddress!, From(2));

        Assert.Equal("/participant", (await computer.Send("/code", ("code", code))).To);
        var page = await computer.Open("/participant");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("<fieldset>", page.Text, StringComparison.Ordinal);
        // The cookie of a code is sealed: another one opens nothing.
        using var forger = new Visitor(installation.Http.BaseAddress!, From(2));
        Assert.Equal("/participant/enter", new Uri(installation.Http.BaseAddress!,
            (await forger.Open("/participant")).To).AbsolutePath);
    }

    [Fact]
    public async Task Is_kept_as_a_fingerprint_and_revoked_with_its_link()
    {
        var (school, child, code, link) = await Consent();
        var bare = code.Replace("-", "", StringComparison.Ordinal);
        await using (var rows = installation.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "select count(*) filter (where fingerprint ~ '^[0-9a-f]{64}$'), count(*) from access.link_codes where link = $1"))
        {
            rows.Parameters.Add(new() { Value = link });
            await using var row = await rows.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
            Assert.Equal((1L, 1L), (row.GetInt64(0), row.GetInt64(1)));
        }

        using var phone = new Visitor(installation.Http.BaseAddress!, From(3));
        var other = $"{(bare[0] == 'A' ? 'B' : 'A')}{bare[1..]}";
        Assert.Equal(HttpStatusCode.NotFound, (await phone.Send("/code", ("code", other))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.Send("/code", ("code", bare[..11]))).Status);
        Deciding.Done(await school.Post($"/api/people/{child}/consent-links/{link}/revocation", """{"reason":"Потерян."}"""));
        Assert.Equal("/participant", (await phone.Send("/code", ("code", code))).To);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.Open("/participant")).Status);
    }

    [Fact]
    public async Task Is_guessed_slowly()
    {
        var (_, _, code, _) = await Consent();
        using var guesser = new Visitor(installation.Http.BaseAddress!, From(4));
        for (var n = 0; n < LinkCodes.MostOfAddress; n++)
        {
            Assert.Equal(HttpStatusCode.NotFound,
                (await guesser.Send("/code", ("code", $"{"BCDEFGHJKL"[n]}234-5678-9ABC"))).Status);
        }

        // Now even the right one waits; another address does not.
        var closed = await guesser.Send("/code", ("code", code));
        Assert.Equal(HttpStatusCode.TooManyRequests, closed.Status);
        Assert.Contains("через 5 минут", closed.Read, StringComparison.Ordinal);
        Assert.Contains($"value=\"{code}\"", closed.Text, StringComparison.Ordinal);
        using var family = new Visitor(installation.Http.BaseAddress!, From(5));
        Assert.Equal("/participant", (await family.Send("/code", ("code", code))).To);
        // From many addresses, the same beginning is closed too.
        for (var n = 0; n < Attempts.Most; n++)
        {
            using var one = new Visitor(installation.Http.BaseAddress!, From(10 + n));
            Assert.Equal(HttpStatusCode.NotFound, (await one.Send("/code", ("code", $"{code[..4]}-2222-222{n + 2}"))).Status);
        }

        using var last = new Visitor(installation.Http.BaseAddress!, From(20));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await last.Send("/code", ("code", code))).Status);
    }

    [Fact]
    public async Task Stands_on_slips_of_which_none_is_left_out_however_many()
    {
        var persons = Enumerable.Range(0, 651).Select(_ => Api.Id.New()).ToArray();
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentUICulture = new("ru");
            return (await renderer.RenderComponentAsync<SlipFiles>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                ["Token"] = "token", ["Programme"] = $"{Api.Id.New()}", ["Names"] = persons.ToDictionary(p => p, p => $"Кленов {p}"),
                ["Links"] = persons.Select(p => new Link($"https://school.example/survey#{p}", "AB2C-DEF3-GHJ4", p, SchoolPeople.Today))
                    .ToList(),
            }))).ToHtmlString();
        });
        html = WebUtility.HtmlDecode(html);

        var forms = html.Split("<form ")[1..];
        Assert.Equal(3, forms.Length);
        Assert.All(forms, f => Assert.InRange(Regex.Count(f, "<input "), 1, 1024 - 1));
        Assert.Equal(persons.Select(p => $"{p}").Order(), Regex.Matches(html, "\\.person\" value=\"([^\"]*)\"")
            .Select(m => m.Groups[1].Value).Order());
        Assert.Contains("501–651", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stands_on_as_many_slips_as_one_file_takes()
    {
        var bases = await SchoolBases.Open(installation);
        var mentee = await bases.Mentee();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var at = $"/programmes/{bases.Programme}/papers/family-slip";
        var token = (await vera.Open(at)).Hidden("token");

        var file = await vera.Send(at, [("token", token), ("purpose", "contact"), ("format", "docx"), .. Enumerable.Range(0, SlipFiles.Most)
            .SelectMany(n => new[]
            {
                ($"links.{n}.person", $"{mentee}"), ($"links.{n}.address", $"https://school.example/survey#ms_{n}_end"),
                ($"links.{n}.until", "30.06.2030"), ($"links.{n}.code", $"AB2C-DEF3-{n + 1000}"),
            })]);

        Assert.Equal(HttpStatusCode.OK, file.Status);
        var printed = Papers.A_printed_paper.TextOf(await file.Response.Content.ReadAsByteArrayAsync(
            TestContext.Current.CancellationToken));
        Assert.All(Enumerable.Range(0, SlipFiles.Most), n => Assert.Contains($"#ms_{n}_end", printed, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, SlipFiles.Most), n => Assert.Contains($"AB2C-DEF3-{n + 1000}", printed, StringComparison.Ordinal));
        Assert.Contains("school.example/code", printed, StringComparison.Ordinal);
    }

    private static string From(int n) => $"203.0.113.{n}";

    private static Task<Shown> Decide(Visitor phone, Shown page, string decision) => phone.Send("/participant",
        ("token", page.Hidden("token")), ("key", page.Hidden("key")), ("decision", decision));

    private async Task<(School School, Guid Child, string Code, Guid Link)> Consent()
    {
        var school = await School.Open(installation);
        var child = await school.Person(12);
        var mother = await school.Mother(child);
        var issued = await school.Post($"/api/people/{child}/consent-links", $$"""
            {"purpose":"participation","text":"{{await school.Text()}}","signer":"{{mother}}",
            "validUntil":"{{SchoolPeople.Day(SchoolPeople.Today.AddYears(1))}}"}
            """);
        Assert.Equal(HttpStatusCode.Created, issued.Status);
        return (school, child, issued.Says("code")!, Guid.Parse(issued.Says("link")!));
    }
}
