using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;
using Microsoft.AspNetCore.Http;

namespace MentorshipFlow.System.Tests.Api;

public sealed partial class A_survey_page(Installation installation)
{
    private static readonly string[] Files =
        ["page.js", "api.js", "dom.js", "form.js", "preferences.js", "session.js", "words.js", "page.css", "icon.svg"];

    [Fact]
    public async Task Is_at_the_address_of_a_link()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var link = (await survey.School.Post($"{survey.Path}/links")).Json["links"]![0]!;

        var address = new Uri(link["address"]!.GetValue<string>());

        Assert.Equal(($"{installation.Http.BaseAddress}survey", $"#{link["token"]}"),
            (address.GetLeftPart(UriPartial.Path), address.Fragment));
        Assert.Equal(HttpStatusCode.OK, (await Get(address.AbsolutePath)).Status);
    }

    [Fact]
    public async Task Loads_nothing_from_elsewhere_stores_nothing_and_sends_no_referrer()
    {
        foreach (var path in Files.Select(f => $"/survey/{f}").Prepend("/survey"))
        {
            var headers = (await Get(path)).Response.Headers;
            string Header(string name) => string.Join(',', headers.GetValues(name));

            Assert.Equal("default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                Header("Content-Security-Policy"));
            Assert.Equal(("no-referrer", "no-store", "nosniff", "DENY"),
                (Header("Referrer-Policy"), Header("Cache-Control"), Header("X-Content-Type-Options"), Header("X-Frame-Options")));
        }
    }

    [Fact]
    public async Task Has_only_relative_references_to_its_own_files()
    {
        var page = (await Get("/survey")).Text;
        Assert.Equal(["participant/enter", "survey/icon.svg", "survey/page.css", "survey/page.js"],
            Reference().Matches(page).Select(m => m.Groups[1].Value).Order());
        foreach (var file in Files)
        {
            var answer = await Get($"/survey/{file}");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.DoesNotContain("//", answer.Text.Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal)
                .Replace("\n//", "", StringComparison.Ordinal).Replace("  //", "", StringComparison.Ordinal)[2..]);
            Assert.All(Import().Matches(answer.Text), m => Assert.Contains(m.Groups[1].Value, Files));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await Get("/survey/page.html")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Get("/survey/other.js")).Status);
    }

    [Fact]
    public async Task Has_every_text_in_both_languages()
    {
        var words = Words((await Get("/survey")).Text);
        var (russian, english) = (words["ru"]!.AsObject(), words["en"]!.AsObject());

        Assert.Equal(russian.Select(w => w.Key), english.Select(w => w.Key));
        Assert.All(russian, w => Assert.Matches("[а-яё]", w.Value!.GetValue<string>()));
        Assert.All(english, w => Assert.DoesNotMatch("[а-яё]|^$", w.Value!.GetValue<string>()));
        Assert.All(russian, w => Assert.Equal(Gap().Count(w.Value!.GetValue<string>()), Gap().Count(english[w.Key]!.GetValue<string>())));
    }

    [Fact]
    public async Task Shows_only_texts_of_the_resource_files()
    {
        var words = Words((await Get("/survey")).Text)["ru"]!.AsObject().Select(w => w.Key).ToHashSet();
        foreach (var file in Files.Where(f => f.EndsWith(".js", StringComparison.Ordinal)))
        {
            var script = (await Get($"/survey/{file}")).Text;
            Assert.DoesNotMatch("[А-Яа-яЁё]", script);
            Assert.All(Word().Matches(script), m => Assert.Contains(m.Groups[1].Value, words));
            Assert.All(Notice().Matches(script).SelectMany(m => new[] { $"{m.Groups[1].Value}-title", $"{m.Groups[1].Value}-text" }),
                key => Assert.Contains(key, words));
        }
    }

    [Fact]
    public async Task Speaks_Russian_unless_English_is_preferred()
    {
        async Task<string> In(string language)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/survey");
            request.Headers.AcceptLanguage.ParseAdd(language);
            return string.Join(',', (await Get(request)).Response.Content.Headers.ContentLanguage);
        }

        Assert.Equal(("ru", "en", "ru"), (await In("ru"), await In("en-GB,en;q=0.9"), await In("tt")));
    }

    [Theory]
    [InlineData("https://mentoring.school.example", "https://mentoring.school.example"),
        InlineData("https://school.example/mentoring/", "https://school.example/mentoring")]
    public void Has_the_public_address_that_is_configured(string configured, string address) =>
        Assert.Equal(address, PublicAddress.Parse(configured)!.Configured);

    [Theory]
    [InlineData("mentoring.school.example"), InlineData("ftp://school.example"), InlineData("https://school.example/?a=b"),
        InlineData("https://school.example/#a"), InlineData("https://a:b@school.example")]
    public void Refuses_an_invalid_public_address(string configured) => Assert.Null(PublicAddress.Parse(configured));

    [Theory]
    [InlineData("evil.example", "http://10.0.0.5:8080/survey"), InlineData("10.0.0.6:8080", "http://10.0.0.5:8080/survey"),
        InlineData("localhost:9000", "http://localhost:9000/survey"), InlineData("[::1]:9000", "http://[::1]:9000/survey"),
        InlineData("10.0.0.5:8080", "http://10.0.0.5:8080/survey"), InlineData("localhost.evil.example", "http://10.0.0.5:8080/survey")]
    public void Is_not_where_the_caller_says_without_a_configured_address(string host, string address)
    {
        var http = new DefaultHttpContext();
        (http.Request.Scheme, http.Request.Host) = ("http", new(host));
        (http.Connection.LocalIpAddress, http.Connection.LocalPort) = (IPAddress.Parse("::ffff:10.0.0.5"), 8080);

        Assert.Equal(address, new PublicAddress((string?)null).Of(http.Request, "/survey"));
    }

    [Theory, InlineData(2, "left"), InlineData(4, "right")]
    public async Task Forgets_a_link_that_a_tab_has_kept_for_hours(int hours, string language)
    {
        var file = Path.Combine(Checkout.Root, "src", "Api", "Surveys", "Page", "session.js");
        var run = $$"""
            globalThis.location = { hash: "", pathname: "/survey" };
            const kept = JSON.stringify({ answers: {}, language: "left", at: Date.now() - {{hours}} * 3600000 });
            globalThis.sessionStorage = { getItem: () => kept, setItem() {} };
            const { session } = await import("file://{{file}}");
            console.log(session().language ?? "right");
            """;
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", run]) { RedirectStandardOutput = true })!;

        Assert.Equal(language, (await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    private static JsonNode Words(string page) => JsonNode.Parse(WordsElement().Match(page).Groups[1].Value)!;

    private Task<Answer> Get(string path) => Get(new HttpRequestMessage(HttpMethod.Get, path));

    private async Task<Answer> Get(HttpRequestMessage request)
    {
        var response = await installation.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("from \"\\./([^\"]+)\"")]
    private static partial Regex Import();

    [GeneratedRegex("<script type=\"application/json\" id=\"words\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex WordsElement();

    [GeneratedRegex("\\{\\d\\}")]
    private static partial Regex Gap();

    [GeneratedRegex("\\bword(?:In)?\\((?:code, )?\"([a-z-]+)\"")]
    private static partial Regex Word();

    // Finds the texts that the page uses: refusals, and others by name.
    [GeneratedRegex("(?:notice\\(|refused\\(|\\?\\? |\": )\"([a-z-]+)\"")]
    private static partial Regex Notice();
}
