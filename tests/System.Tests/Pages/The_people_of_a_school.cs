using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>The pages about people: what they show to whom, and where they lead.</summary>
public sealed class The_people_of_a_school(Installation installation)
{
    // Pages of other families, whose own tests follow their links.
    private static readonly Regex Others = new(
        "^/(assets|entries|receipts|inbox|region|installation|settings)|^/programmes/[0-9a-f-]{36}/"
        + "(roadmap|preparation|pairs|tandems|meetings|monitoring|recognition|documents|certificate|history|settings|stages)");

    [Fact]
    public async Task Lead_nowhere_that_does_not_answer()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var at = $"/programmes/{SampleIds.Programme}";
        var list = await vera.Open($"{at}/participants");
        var mentee = list.Links.First(l => Regex.IsMatch(l, $"^{at}/mentees/[0-9a-f-]{{36}}$"));
        var mentors = await vera.Open($"{at}/participants?base=mentors");
        var mentor = mentors.Links.First(l => Regex.IsMatch(l, $"^{at}/mentors/[0-9a-f-]{{36}}$"));
        var waves = await vera.Open($"{at}/survey-waves");
        var wave = waves.Links.FirstOrDefault(l => Regex.IsMatch(l, "survey-waves/[0-9a-f-]{36}$"));
        HashSet<string> pages =
        [
            "/people", $"/people/{mentee.Split('/')[^1]}", $"/people/{mentor.Split('/')[^1]}", "/erasures", $"{at}/participants",
            $"{at}/participants?base=mentors", mentee, mentor, $"{at}/training", $"{at}/consents", $"{at}/import",
                $"{at}/participants/export",
            $"{at}/survey-waves", $"{at}/survey-waves/open", "/questionnaires", .. wave is null ? (string[])[] : [wave],
        ];
        HashSet<string> seen = [];
        foreach (var page in pages)
        {
            var shown = await vera.Open(page);
            Assert.True(shown.Status == HttpStatusCode.OK, $"{page}: {shown.Status}");
            Assert.DoesNotContain("[", Regex.Replace(shown.Read, @"\[(текст скрыт|данные уничтожены)[^\]]*\]", ""),
                StringComparison.Ordinal);
            foreach (var link in shown.Links.Where(l => !Others.IsMatch(l)))
            {
                // One of each kind: fifty rows have the same forms.
                if (!seen.Add(Regex.Replace(link.Split('?')[0], "[0-9a-f-]{36}|[0-9a-f]{64}", "*"))) continue;
                var answer = await vera.Open(link);
                Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Found, $"{page} → {link}: {answer.Status} {answer.Read}");
            }
        }

        Assert.Contains("/people/*/consents", seen);
        Assert.Contains("/programmes/*/mentees/*", seen);
    }

    [Fact]
    public async Task Are_another_school_s_and_not_there()
    {
        await installation.Sample;
        var school = await School.Open(installation);
        using var stranger = await Visitor.Of(installation, school.VeraKey);
        foreach (var page in new[] { "/participants", "/consents", "/training", "/import", "/participants/export", "/survey-waves",
            "/survey-waves/open" })
        {
            var answer = await stranger.Open($"/programmes/{SampleIds.Programme}{page}");
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{page}: {answer.Status}");
            Assert.Contains("Здесь такого нет", answer.Read, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/people/{SampleIds.Of("head")}")).Status);
        using var head = await Visitor.Of(installation, school.GraceKey);
        Assert.Equal(HttpStatusCode.NotFound, (await head.Open($"/people/{SampleIds.Of("head")}/access")).Status);
    }

    [Fact]
    public async Task Show_an_auditor_codes_and_no_verbs()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        using var auditor = await Visitor.Of(installation, await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""));
        var at = $"/programmes/{SampleIds.Programme}";
        var known = Regex.Match((await vera.Open($"{at}/participants")).Text, "/mentees/([0-9a-f-]{36})\">([^<]+)<");
        var list = await auditor.Open($"{at}/participants");
        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.DoesNotContain(WebUtility.HtmlDecode(known.Groups[2].Value), list.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("/many/add", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{at}/import", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Open($"{at}/import")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Send($"{at}/many/addMenteeToBase", ("token", list.Hidden("token")),
            ("of", known.Groups[1].Value))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Send($"{at}/consents", ("token", Token(await auditor.Open("/people"))),
            ("of", known.Groups[1].Value))).Status);
    }

    [Fact]
    public async Task Are_read_once_and_the_reading_is_recorded()
    {
        var school = await School.Open(installation);
        var person = await school.Person(30, kind: "teacher");
        using var vera = await Visitor.Of(installation, school.VeraKey);
        using var grace = await Visitor.Of(installation, school.GraceKey);
        var card = await vera.Open($"/people/{person}");
        var read = await vera.Send($"/people/{person}/reading", ("token", Token(card)), ("fields", "birthDate"), ("purpose", "contact"));
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Contains("Чтение записано", read.Read, StringComparison.Ordinal);
        Assert.Contains("дата рождения", read.Read, StringComparison.Ordinal);
        Assert.Contains("дата рождения", (await grace.Open($"/people/{person}/access")).Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await vera.Open($"/people/{person}/access")).Status);
    }

    [Fact]
    public async Task Are_found_by_a_part_of_the_name_and_by_the_code()
    {
        var school = await School.Open(installation);
        var (one, other) = (await school.Person(12), await school.Person(13));
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var code = $"{one:N}"[^4..];
        var found = await vera.Open($"/people?q={code}");
        Assert.Contains($"/people/{one}", found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/people/{other}", found.Text, StringComparison.Ordinal);
        Assert.Contains($"/people/{other}", (await vera.Open("/people?q=жимолост")).Text, StringComparison.Ordinal);
        Assert.Contains("никого нет", (await vera.Open("/people?q=баобаб")).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Have_a_demand_to_erase_followed_to_its_act()
    {
        var school = await School.Open(installation);
        var person = await school.Person(30, kind: "teacher");
        using var grace = await Visitor.Of(installation, school.GraceKey);
        await grace.Decide($"/people/{person}/erasures", ("ground", "subjectDemand"));
        var list = await grace.Open("/erasures");
        Assert.Contains("Не закрыто: 1", list.Read, StringComparison.Ordinal);
        var at = list.Links.First(l => Regex.IsMatch(l, "^/erasures/[0-9a-f-]{36}$"));
        var erasure = at.Split('/')[^1];
        Assert.Contains("Записать решение", (await grace.Open(at)).Read, StringComparison.Ordinal);
        Assert.StartsWith("/receipts/", (await grace.Decide($"/people/{person}/erasures/{erasure}/assessment",
            ("decision", "eraseAll"), ("article", "152-ФЗ, ст. 21 ч. 5"))).To!, StringComparison.Ordinal);
        await grace.Decide($"/people/{person}/erasures/{erasure}/destruction");
        await grace.Decide($"/people/{person}/erasures/{erasure}/act-filing", ("number", "7"));
        Assert.Contains("Акт № 7", (await grace.Open(at)).Read, StringComparison.Ordinal);
        Assert.Contains("mentorshipflow erasure act", (await grace.Open($"{at}/act.txt")).Text, StringComparison.Ordinal);
        Assert.Contains("Данные уничтожены", (await grace.Open($"/people/{person}")).Read, StringComparison.Ordinal);
    }

    private static string Token(Shown page) => page.Hidden("token");
}
