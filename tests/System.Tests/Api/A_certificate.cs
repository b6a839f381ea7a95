using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_certificate(Installation installation)
{
    [Fact]
    public async Task Is_issued_once_rebuilt_byte_for_byte_annulled_and_reissued()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var address = $"/api/programmes/{programme}/certificate";
        Assert.Equal("not-issued", (await school.Get(address)).Says("verdict"));
        Assert.Equal(HttpStatusCode.NotFound, (await school.Get($"{address}/text")).Status);

        var first = await school.Certificate(programme);
        var rebuilt = await school.Get(address);
        var text = (await school.Get($"{address}/text")).Text;

        Assert.Equal(("identical", rebuilt.Says("issuedHash")), (rebuilt.Says("verdict"), rebuilt.Says("rebuiltHash")));
        Assert.Equal(rebuilt.Says("text"), text);
        Assert.Equal(rebuilt.Says("issuedHash"), $"{Hash.Of(Encoding.UTF8.GetBytes(text))}");
        var again = await school.Change(programme, "certificates", """{"number":"2","date":"2022-05-30"}""");
        Assert.Equal(("certificate-in-force", $"{first}"), (again.Code, again.Json["missing"]![0]!["where"]!.GetValue<string>()));

        Deciding.Done(await school.Post($"/api/programmes/{programme}/certificates/{first}/annulment", """{"reason":"Опечатка."}"""));
        Assert.Equal("not-issued", (await school.Get(address)).Says("verdict"));
        Assert.Equal((HttpStatusCode.NotFound, "unknown"),
            Refused(await school.Post($"/api/programmes/{programme}/certificates/{first}/annulment", """{"reason":"Опечатка."}""")));
        await school.Certificate(programme, "2");
        Assert.Contains("Номер справки: 2\n", (await school.Get($"{address}/text")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F43_is_compared_with_a_copy_and_says_first_what_the_copy_is()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var certificates = $"/api/programmes/{programme}/certificates";
        Assert.Equal(("never-issued", null, null), Brief(await Compare("mentorshipflow certificate v1")));
        var first = await school.Certificate(programme);
        var text = (await school.Get($"/api/programmes/{programme}/certificate/text")).Text;

        var own = await Compare(text.Replace("\n", " \r\n", StringComparison.Ordinal).TrimEnd());
        var forged = await Compare(text.Replace("Номер справки: 1\n", "Номер справки: 7\n", StringComparison.Ordinal));

        Assert.StartsWith("{\"verdict\":\"in-force\",", own.Text, StringComparison.Ordinal);
        Assert.Equal(("in-force", $"{first}", null), Brief(own));
        Assert.Equal(("altered", $"{first}", (int?)text.Split('\n').ToList().IndexOf("Номер справки: 1") + 1), Brief(forged));
        Assert.Equal(("Номер справки: 7", "Номер справки: 1"), (forged.Says("lineOfCopy"), forged.Says("issuedLine")));
        Assert.Equal("Такой справки не выдавали: это справка № 1, в которой что-то изменено.", forged.Says("sentence"));
        Assert.Equal("never-issued", (await Compare("")).Says("verdict"));

        var second = await school.Certificate(programme, "2", first);
        var old = await Compare(text);
        Assert.Equal(("replaced", $"{first}", null), Brief(old));
        Assert.Equal($"{second}", (string?)old.Json["replacedBy"]!["id"]);
        var newer = (await school.Get($"{certificates}/{second}/text")).Text;
        Deciding.Done(await school.Post($"{certificates}/{second}/annulment", """{"reason":"Опечатка."}"""));
        Assert.Equal(("annulled", $"{second}", null), Brief(await Compare(newer)));

        async Task<Answer> Compare(string copy) => Deciding.Done(await school.Post(
            $"/api/programmes/{programme}/certificate/comparison", new JsonObject { ["text"] = copy }.ToJsonString()));

        static (string?, string?, int?) Brief(Answer a) =>
            (a.Says("verdict"), (string?)a.Json["certificate"]?["id"], (int?)a.Json["firstDifferentLine"]);
    }

    [Fact]
    public async Task Is_listed_and_read_whatever_became_of_it()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var certificates = $"/api/programmes/{programme}/certificates";
        var first = await school.Certificate(programme);
        var text = (await school.Get($"/api/programmes/{programme}/certificate/text")).Text;
        var second = await school.Certificate(programme, "2", first);
        Deciding.Done(await school.Post($"{certificates}/{second}/annulment", """{"reason":"Опечатка."}"""));
        var third = await school.Certificate(programme, "№ 3-а");

        var listed = (await school.Get(certificates)).Json["items"]!.AsArray()
            .ToDictionary(e => (string)e!["issued"]!["id"]!, e => ((string?)e!["status"], (string?)e["replacedBy"]?["id"]));
        Assert.Equal(
            (("replaced", $"{second}"), ("annulled", null), ("inForce", null)),
            (listed[$"{first}"], listed[$"{second}"], listed[$"{third}"]));
        Assert.Equal(text, (await school.Get($"{certificates}/{first}/text")).Text);
        var annulled = (await school.Get($"{certificates}/{second}")).Json;
        Assert.Equal(("identical", "annulled", "Опечатка."),
            ((string?)annulled["verdict"], (string?)annulled["status"], (string?)annulled["annulled"]!["reason"]!["text"]));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), Refused(await school.Get($"{certificates}/{Id.New()}")));
        Assert.Equal(HttpStatusCode.NotFound, (await school.Get($"{certificates}/{Id.New()}/text")).Status);
    }

    [Fact]
    public async Task Is_unchanged_when_the_programme_continues()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        await school.Certificate(programme);
        var before = await school.Get($"/api/programmes/{programme}/certificate/text");

        Deciding.Done(await school.Post($"/api/programmes/{programme}/resources",
            """{"kind":"staff","source":"internal","title":"Педагог-психолог"}"""));

        Assert.Equal("identical", (await school.Get($"/api/programmes/{programme}/certificate")).Says("verdict"));
        Assert.Equal(before.Text, (await school.Get($"/api/programmes/{programme}/certificate/text")).Text);
    }

    [Fact]
    public async Task Lists_the_events_behind_every_figure_and_an_auditor_can_prove_each()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var wrong = await Held(school, programme, "outreach", 54);
        var right = await Held(school, programme, $"facts/{wrong}/correction", 45);
        await Held(school, programme, "outreach", 12, "parents-meeting");
        var sources = $"/api/programmes/{programme}/certificates/{await school.Certificate(programme)}/sources";
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");

        var figure = (await All(school, sources, "figures")).Single(f => (string?)f["name"] == "/outreach/channels/class-hours/attendance");
        var behind = (await school.Get($"{sources}?pointer={figure["pointer"]}", auditor)).Json["entries"]!.AsArray();

        Assert.Equal((45, 3), ((int)figure["value"]!, (int)figure["entries"]!));
        Assert.Equal(["outreach_held", "fact_voided", "outreach_held"], behind.Select(e => (string?)e!["type"]));
        var bodies = await Task.WhenAll(behind.Select(e => Proven(school, auditor, e!)));
        Assert.Equal(($"{wrong}", $"{wrong}", $"{right}"),
            ((string)bodies[0]["id"]!, (string)bodies[1]["fact"]!, (string)bodies[2]["id"]!));
        Assert.Equal((await All(school, $"{sources}?pointer=/provenance/version", "entries")).Count,
            (int)(await school.Get(sources)).Json["upToVersion"]!);
        Assert.Equal((HttpStatusCode.BadRequest, "field-invalid"),
            Refused(await school.Get($"{sources}?pointer=/outreach/channels/99/attendance")));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"),
            Refused(await school.Get(sources.Replace("/certificates/", $"/certificates/{Id.New()}-", StringComparison.Ordinal))));
    }

    private static async Task<Guid> Held(School school, Guid programme, string what, int attendance, string channel = "class-hours")
    {
        var fact = $$"""{"channel":"{{channel}}","on":"2021-09-20","attendance":{{attendance}}}""";
        var done = Deciding.Done(await school.Post($"/api/programmes/{programme}/{what}", what == "outreach" ? fact
            : $$"""{"kind":"outreach","replacement":{{fact}},"reason":"Описка."}"""));
        return done.Json["events"]!.AsArray()[^1]!["body"]!["id"]!.GetValue<Guid>();
    }

    // Follows the Link header through all pages.
    private static async Task<List<JsonNode>> All(School school, string address, string list)
    {
        List<JsonNode> all = [];
        for (string? next = address + (address.Contains('?', StringComparison.Ordinal) ? "&limit=2" : "?limit=200"); next is not null;)
        {
            var page = Deciding.Done(await school.Get(next));
            all.AddRange(page.Json[list]!.AsArray().Select(e => e!));
            next = page.Response.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }

        return all;
    }

    // Verifies the entry's inclusion in the ledger and returns its body.
    private static async Task<JsonNode> Proven(School school, string auditor, JsonNode entry)
    {
        var proven = Deciding.Done(await school.Get($"/api/audit/entries/{entry["position"]}", auditor)).Json;
        Assert.True(InclusionProof.Verify(
            Hash.Of(Encoding.UTF8.GetBytes((string)proven["leafText"]!)), (long)entry["position"]!, (long)proven["size"]!,
            [.. proven["proof"]!.AsArray().Select(h => Hash.Parse((string)h!))], Hash.Parse((string)proven["root"]!)));
        Assert.Equal(((string?)entry["type"], (string?)entry["role"], (string?)entry["recordedAt"]),
            ((string?)proven["entry"]!["type"], (string?)proven["entry"]!["role"], (string?)proven["entry"]!["recordedAt"]));
        return proven["entry"]!["body"]!;
    }

    private static (HttpStatusCode, string?) Refused(Answer answer) => (answer.Status, answer.Code);
}
