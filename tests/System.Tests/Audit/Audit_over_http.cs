using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Watch;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Audit;

[Collection(OnAuditedLedgers.Name)]
public sealed class Audit_over_http(AuditBed bed)
{
    [Fact]
    public async Task Lists_proves_compares_verifies_and_exports_for_the_schools_auditor()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        var key = await ledger.Key(school.Id, OrganisationKind.School, Role.Auditor);
        await using var server = Server.Create(new(ledger.App, ledger.Safe));
        await server.StartAsync(AuditedLedger.Stop);
        using var http = Client(server.Urls.First(), key);

        var entries = await Json(http, "/api/audit/entries?type=stage_submitted");
        var submitted = entries["items"]!.AsArray().Single()!;
        var proven = await Json(http, $"/api/audit/entries/{submitted["position"]}");
        Assert.True(InclusionProof.Verify(
            Hash.Of(global::System.Text.Encoding.UTF8.GetBytes((string)proven["leafText"]!)), (long)submitted["position"]!,
            (long)proven["size"]!,
            [.. proven["proof"]!.AsArray().Select(h => Hash.Parse((string)h!))], Hash.Parse((string)proven["root"]!)));
        Assert.Equal(4, (await Json(http, $"/api/programmes/{programme}/history"))["items"]!.AsArray().Count);
        Assert.Equal("draft", (string?)(await Json(http, $"/api/programmes/{programme}/at/2"))["status"]);
        Assert.NotEmpty((await Json(http, $"/api/programmes/{programme}/difference?from=2&to=4"))["items"]!.AsArray());
        // The definition is at position 0, followed by the programme's entries and two of its curator.
        Assert.Equal((2, "draft"), ((int)(await Json(http, $"/api/programmes/{programme}/at?position=2"))["version"]!,
            (string?)(await Json(http, $"/api/programmes/{programme}/at?position=2"))["status"]));
        Assert.Equal((0, "none"), ((int)(await Json(http, $"/api/programmes/{programme}/at?position=0"))["version"]!,
            (string?)(await Json(http, $"/api/programmes/{programme}/at?position=0"))["status"]));
        Assert.Equal(
            $"{(await Json(http, $"/api/programmes/{programme}/difference?from=2&to=4"))["items"]}",
            $"{(await Json(http, $"/api/programmes/{programme}/difference?fromPosition=2&toPosition=6"))["items"]}");
        Assert.Equal(HttpStatusCode.BadRequest,
            (await http.GetAsync($"/api/programmes/{programme}/at?position=999", AuditedLedger.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/programmes/{Some.Id()}/export", AuditedLedger.Stop)).StatusCode);

        var vkey = CheckpointKey.Parse((await http.GetStringAsync("/api/audit/key", AuditedLedger.Stop)).TrimEnd())!;
        Assert.True(SignedNote.TryOpen(await http.GetStringAsync("/api/audit/checkpoints/latest", AuditedLedger.Stop), vkey,
            out var latest));
        Assert.NotEmpty((await Json(http, "/api/audit/checkpoints"))["items"]!.AsArray());
        await ledger.Grow(1);
        await ledger.Signed();
        using (var first = await http.GetAsync("/api/audit/checkpoints?limit=1", AuditedLedger.Stop))
        {
            Assert.Equal($"</api/audit/checkpoints?limit=1&cursor={latest.Size}>; rel=\"next\"", first.Headers.GetValues("Link").Single());
            var page = (await first.Content.ReadFromJsonAsync<JsonNode>(AuditedLedger.Stop))!;
            Assert.Equal((latest.Size, latest.Size), ((long)page["next"]!, (long)page["items"]!.AsArray().Single()!["size"]!));
        }

        var last = await Json(http, $"/api/audit/checkpoints?limit=1&cursor={latest.Size}");
        Assert.Equal((latest.Size + 1, null), ((long)last["items"]!.AsArray().Single()!["size"]!, (long?)last["next"]));
        Assert.Equal(latest.Root.ToString(), (string?)(await Json(http, $"/api/audit/head?size={latest.Size}"))["hash"]);
        var early = await Json(http, "/api/audit/checkpoints/at?size=3");
        Assert.True(SignedNote.TryOpen((string)early["note"]!, vkey, out var third) && third.Size == 3 && third.Origin == latest.Origin);
        Assert.Equal((string?)(await Json(http, "/api/audit/head?size=3"))["hash"], third.Root.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("/api/audit/checkpoints/at?size=999", AuditedLedger.Stop)).StatusCode);
        var joined = await Json(http, $"/api/audit/proofs/consistency?first=2&second={latest.Size}");
        Assert.True(ConsistencyProof.Verify(
            2, Hash.Parse((string)joined["firstRoot"]!), latest.Size, latest.Root,
            [.. joined["hashes"]!.AsArray().Select(h => Hash.Parse((string)h!))]));

        var verified = await http.PostAsJsonAsync("/api/audit/verification", new { }, AuditedLedger.Stop);
        // The ledger is sound; its curator was registered here without a row in the vault, and that is said.
        var rows = (await verified.Content.ReadFromJsonAsync<JsonNode>(AuditedLedger.Stop))!;
        Assert.Equal(("broken organisation", "rows-differ", null), (Brief(rows), (string?)rows["fault"], (long?)rows["firstBadPosition"]));
        Assert.Equal([$"keys.data_keys person-{school.Curator} key-missing", $"vault.people {school.Curator} row-missing"],
            rows["rowFaults"]!.AsArray().Select(f => $"{f!["table"]} {f["row"]} {f["fault"]}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync("/api/audit/checkpoints", null, AuditedLedger.Stop)).StatusCode);
        var bundle = await http.GetStringAsync($"/api/programmes/{programme}/export", AuditedLedger.Stop);
        Assert.IsType<BundleVerdict.Sound>(BundleVerifier.Verify(bundle, (_, _, _, _) => "", vkey));
    }

    [Fact]
    public async Task Refuses_decisions_and_readiness_once_the_ledger_is_forked()
    {
        await using var ledger = await bed.Ledger();
        var key = await ledger.Key(Some.Id(), OrganisationKind.Operator, Role.Auditor);
        await using var server = Server.Create(new(ledger.App, ledger.Safe));
        await server.StartAsync(AuditedLedger.Stop);
        using var http = Client(server.Urls.First(), key);
        using var curator = Client(server.Urls.First(), await ledger.Key(Some.Id(), OrganisationKind.School, Role.Curator));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", AuditedLedger.Stop)).StatusCode);

        await ledger.Forge("update ledger.entries set role = 'head' where position = 1");
        await ledger.ForgeLeaf(1);
        await ledger.ForgeTree();

        Assert.Equal("broken ledger", Brief(await (await http.PostAsJsonAsync("/api/audit/verification", new { },
            AuditedLedger.Stop)).Content.ReadFromJsonAsync<JsonNode>(AuditedLedger.Stop)));
        foreach (var answer in new[]
        {
            await http.PostAsync("/api/audit/checkpoints", null, AuditedLedger.Stop),
            await http.GetAsync("/api/audit/head", AuditedLedger.Stop),
            await curator.PostAsJsonAsync("/api/programmes", new { }, AuditedLedger.Stop),
        })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("ledger-forked", (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(AuditedLedger.Stop))!["code"]);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready", AuditedLedger.Stop)).StatusCode);
    }

    [Fact]
    public async Task Reports_a_forged_entry_at_the_next_decision_on_its_stream()
    {
        await using var ledger = await bed.Ledger();
        var key = await ledger.Key(Some.Id(), OrganisationKind.School, Role.Curator);
        await using var server = Server.Create(new(ledger.App, ledger.Safe));
        await server.StartAsync(AuditedLedger.Stop);
        using var http = Client(server.Urls.First(), key);
        var written = await Decide("/api/people", Learner("Мария"));
        Assert.True(written.Code is null, $"{written.Json}");
        var (person, position) = ((Guid)written.Json["person"]!, (long)written.Json["receipt"]!["position"]!);

        await ledger.Forge($"update ledger.entries set role = 'head' where position = {position}");
        await ledger.ForgeLeaf(position);

        foreach (var (path, body) in new[]
        {
            ("/api/people", Learner("Пётр")),
            ($"/api/people/{person}/erasures", """{"ground":"subjectDemand"}"""),
            ("/api/people/disclosures", $$"""{"persons":["{{person}}"],"fields":["fullName"],"purpose":"contact"}"""),
            ("/api/consent-texts/defaults", """{"operator":"Школа","operatorAddress":"Город"}"""),
        })
        {
            Assert.Equal((path, "ledger-forked"), (path, (await Decide(path, body)).Code));
        }

        static string Learner(string name) => $$"""{"fullName":"{{name}}","kinds":["learner"],"birthDate":"2012-05-04"}""";

        async Task<(string? Code, JsonNode Json)> Decide(string path, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Headers = { { "Idempotency-Key", $"{Some.Id()}" } },
                Content = new StringContent(body, global::System.Text.Encoding.UTF8, "application/json"),
            };
            using var answer = await http.SendAsync(request, AuditedLedger.Stop);
            var json = (await answer.Content.ReadFromJsonAsync<JsonNode>(AuditedLedger.Stop))!;
            return ((string?)json["code"], json);
        }
    }

    [Fact]
    public async Task Rebuilds_no_certificate_from_an_unreadable_entry()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        await school.Done(ledger.Node, programme,
            new CertificationCommand.IssueCertificate(Some.Id(), new("1"), School.Today, 0, "", "", null, null, null, null));
        var key = await ledger.Key(school.Id, OrganisationKind.School, Role.Auditor);
        // An entry that this program cannot read, such as from a later version, is not a broken ledger.
        var unread = await school.Drafted(ledger.Node);
        Assert.IsType<AppendResult.Appended>(await ledger.Node.Writer.Append(Some.Of(
            null, null, new StreamAppend(StreamNames.Programme(unread), 1, [Some.Event("{}", "programme_transcended")])) with
                { Organisation = $"{school.Id}" }));
        await ledger.Signed();
        await ledger.Forge("update ledger.entries set type = 'curator_anointed' where type = 'curator_appointed'");
        var seldom = TimeSpan.FromHours(1);
        await using var server = Server.Create(
            new(ledger.App, ledger.Safe), s => s.AddSingleton(new GuardLimits(seldom, seldom, seldom, 1)));
        await server.StartAsync(AuditedLedger.Stop);
        using var http = Client(server.Urls.First(), key);
        var (guard, alarm) = (server.Services.GetRequiredService<LedgerGuard>(), server.Services.GetRequiredService<LedgerAlarm>());
        while (guard.Last is null) await Task.Delay(20, AuditedLedger.Stop);
        Assert.Equal((LedgerFaults.LeafDiffers, 4), (alarm.Fault!.Code, alarm.Fault.Position));
        alarm.Clear("Учение.");

        var rebuilt = await Json(http, $"/api/programmes/{programme}/certificate");
        Assert.Equal(("ledger-broken", 4, "leaf-differs"),
            ((string?)rebuilt["verdict"], (int)rebuilt["firstBadPosition"]!, (string?)rebuilt["fault"]));
        foreach (var path in new[] { "certificate/text", $"certificates/{Some.Id()}/sources", "export", "at/4", "at?position=4",
            "stages/1", "stages" })
            Assert.Equal((path, "ledger-broken", "4"),
                (path, (await Refused(programme, path)).Code, (await Refused(programme, path)).Where));
        Assert.Equal("internal", (await Refused(unread, "stages/1")).Code);

        async Task<(string? Code, string? Where)> Refused(Guid of, string path)
        {
            alarm.Clear("Учение.");
            using var answer = await http.GetAsync($"/api/programmes/{of}/{path}", AuditedLedger.Stop);
            var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(AuditedLedger.Stop))!;
            return ((string?)problem["code"], problem["missing"] is JsonArray { Count: > 0 } missing ? $"{missing[0]!["where"]}" : null);
        }
    }

    private static HttpClient Client(string address, string key)
    {
        var http = new HttpClient { BaseAddress = new(address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return http;
    }

    private static async Task<JsonNode> Json(HttpClient http, string path)
    {
        var answer = await http.GetAsync(path, AuditedLedger.Stop);
        var text = await answer.Content.ReadAsStringAsync(AuditedLedger.Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    private static string Brief(JsonNode? answer) => $"{answer!["verdict"]} {answer["scope"]}";
}
