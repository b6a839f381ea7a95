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
    public async Task Is_compared_with_a_copy()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        await school.Certificate(programme);
        var address = $"/api/programmes/{programme}/certificate";
        var text = (await school.Get($"{address}/text")).Text;

        var own = await Compare(text);
        var forged = await Compare(text.Replace("Номер справки: 1\n", "Номер справки: 7\n", StringComparison.Ordinal));

        Assert.Equal(("identical", true, true, null), Brief(own));
        Assert.Equal(("identical", false, false, (int?)text.Split('\n').ToList().IndexOf("Номер справки: 1") + 1), Brief(forged));
        Assert.Equal(text, forged.Says("rebuilt"));

        async Task<Answer> Compare(string copy) =>
            Deciding.Done(await school.Post($"{address}/comparison", new JsonObject { ["text"] = copy }.ToJsonString()));

        static (string?, bool, bool, int?) Brief(Answer a) =>
            (a.Says("verdict"), (bool)a.Json["copyIsIssued"]!, (bool)a.Json["copyIsRebuilt"]!, (int?)a.Json["firstDifferentLine"]);
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
