using System.Net;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.System.Tests.Webhooks;
using static MentorshipFlow.System.Tests.Sandboxes.OpenedSandbox;

namespace MentorshipFlow.System.Tests.Sandboxes;

public sealed class A_sandbox(Installation installation)
{
    private const string Mark = "Учебный пример, не документ (sandbox)";

    public static TheoryData<int> Stages => [.. Enumerable.Range(1, 7)];

    [Theory, MemberData(nameof(Stages))]
    public async Task Stands_at_a_gate_that_can_be_approved(int stage)
    {
        var sandbox = await Open(installation, await Owner(), stage);

        var programme = (await sandbox.Get($"/api/programmes/{sandbox.Programme}")).Json;
        Assert.Equal((stage, true), (programme["currentStage"]!.GetValue<int>(), programme["sandbox"]!.GetValue<bool>()));
        Assert.Equal(HttpStatusCode.OK, (await sandbox.Stage(stage, "submission")).Status);
        var approved = Deciding.Done(await sandbox.Stage(stage, "approval"));
        Assert.Equal(stage == 7 ? null : stage + 1, approved.Json["currentStage"]?.GetValue<int>());
    }

    [Theory, MemberData(nameof(Stages))]
    public async Task Stands_at_a_gate_that_says_what_is_missing(int stage)
    {
        var sandbox = await Open(installation, await Owner(), stage, ready: false);

        var gate = (await sandbox.Get($"/api/programmes/{sandbox.Programme}/stages/{stage}")).Json;
        var refused = await sandbox.Stage(stage, "submission");

        Assert.Equal((HttpStatusCode.Conflict, "criteria-not-met"), (refused.Status, refused.Code));
        Assert.Equal(gate["next"]!["blockedBy"]!["missing"]!.ToJsonString(), refused.Json["missing"]!.ToJsonString());
        var open = gate["criteria"]!.AsArray().Where(c => c!["outcome"]!.GetValue<string>() == "notMet").Select(c => (string)c!["code"]!);
        Assert.Contains(stage == 1 ? "G1.10" : $"G{stage}.R", open);
        if (stage == 1) Assert.Single(open);
    }

    [Fact]
    public async Task Has_a_key_for_each_role_and_an_integrator_who_may_act_for_the_curator()
    {
        var sandbox = await Open(installation, await Owner(), 4);
        var curator = (await sandbox.Get($"/api/programmes/{sandbox.Programme}")).Json["curator"]!["person"]!.GetValue<Guid>();

        Assert.Equal(["auditor", "curator", "head", "initiator", "integrator"], sandbox.Keys.Keys.Order());
        var stage = $"/api/programmes/{sandbox.Programme}/stages/4";
        Deciding.Done(await School.Send(installation.Http, "POST", $"{stage}/submission", sandbox.Keys["integrator"], "{}",
            (await sandbox.Get(stage)).Etag, behalf: curator));
        var people = (await sandbox.Get("/api/people?limit=100")).Json["items"]!.AsArray();
        Assert.Equal(13, people.Count);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.Get($"/api/programmes/{sandbox.Programme}/history?limit=1", "auditor")).Status);
    }

    [Fact]
    public async Task Is_made_once_for_an_idempotency_key_and_shows_its_keys_once()
    {
        var owner = await Owner();

        var first = Deciding.Done(await Ask(installation, owner, 1, idempotency: "made-once"));
        var again = Deciding.Done(await Ask(installation, owner, 1, idempotency: "made-once"));
        var other = await Ask(installation, owner, 2, idempotency: "made-once");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, again.Status));
        Assert.True(again.Json["repeated"]!.GetValue<bool>());
        Assert.Null(again.Json["keys"]);
        foreach (var same in new[] { "sandbox", "programme", "stage", "ready", "until", "events" })
            Assert.Equal(first.Json[same]!.ToJsonString(), again.Json[same]!.ToJsonString());
        Assert.Equal("idempotency-key-reused", other.Code);
        Assert.Single((await School.Send(installation.Http, "GET", "/api/sandboxes", owner, null)).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Is_foreseen_by_a_dry_run_and_not_made()
    {
        var owner = await Owner();

        var foreseen = Deciding.Done(await Ask(installation, owner, 3, query: "?dryRun=true"));

        Assert.Equal("sandbox_opened", Assert.Single(foreseen.Events()));
        Assert.Empty((await School.Send(installation.Http, "GET", "/api/sandboxes", owner, null)).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Is_marked_in_everything_that_leaves_it()
    {
        var sandbox = await Open(installation, await Owner(), 7);
        await using var receiver = await Receiver.StartAsync();
        var webhook = Deciding.Done(await sandbox.Post("/api/webhooks", $$"""{"address":"{{receiver.Address()}}"}""", "integrator"));
        receiver.Trust(webhook.Json["key"]!.GetValue<string>());

        var organisation = await sandbox.Get("/api/organisation");
        Assert.NotNull(organisation.Json["sandboxUntil"]);
        Assert.Equal("true", Assert.Single(organisation.Response.Headers.GetValues("MentorshipFlow-Sandbox")));
        Assert.True(Assert.Single((await sandbox.Get("/api/programmes")).Json["items"]!.AsArray())!["sandbox"]!.GetValue<bool>());

        var text = (await sandbox.Get($"/api/programmes/{sandbox.Programme}/certificate/text")).Text;
        Assert.Equal(Mark, text.Split('\n')[2]);
        var certificate = (await sandbox.Get($"/api/programmes/{sandbox.Programme}/certificate")).Json;
        Assert.Equal("identical", certificate["verdict"]!.GetValue<string>());
        Assert.True(certificate["content"]!["title"]!["sandbox"]!.GetValue<bool>());

        var feed = (await sandbox.Get("/api/feed?limit=200", "integrator")).Json["items"]!.AsArray();
        Assert.All(feed, e => Assert.True(e!["sandbox"]!.GetValue<bool>()));
        var stream = await sandbox.Get("/api/feed/stream", "integrator");
        Assert.All(stream.Text.Split('\n').Where(l => l.StartsWith("data: ", StringComparison.Ordinal)),
            l => Assert.True(JsonNode.Parse(l["data: ".Length..])!["sandbox"]!.GetValue<bool>()));
        Deciding.Done(await sandbox.Stage(7, "submission"));
        Assert.True((await receiver.UntilAsync(all => all.Any(r => r.Type == "stage_submitted"))).Single().Sandbox);
    }

    [Fact]
    public async Task Is_verified_by_an_auditor_like_a_real_school()
    {
        var sandbox = await Open(installation, await Owner(), 7);
        var bundle = Path.GetTempFileName();
        await File.WriteAllTextAsync(bundle, (await sandbox.Get($"/api/programmes/{sandbox.Programme}/export", "auditor")).Text,
            TestContext.Current.CancellationToken);

        var verified = await RunningProgram.RunAsync(null, ["verify", bundle]);

        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        File.Delete(bundle);
    }

    [Fact]
    public async Task Marks_the_act_of_a_destruction()
    {
        var sandbox = await Open(installation, await Owner(), 3);
        var person = (await sandbox.Get("/api/people?kind=learner")).Json["items"]![0]!["id"]!.GetValue<Guid>();
        var asked = Deciding.Done(await sandbox.Post($"/api/people/{person}/erasures", """{"ground":"subjectDemand"}""", "head"));
        var erasure = $"/api/people/{person}/erasures/{asked.Json["erasure"]!.GetValue<Guid>()}";
        Deciding.Done(await sandbox.Post($"{erasure}/assessment", """{"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5"}""", "head"));
        Deciding.Done(await sandbox.Post($"{erasure}/destruction", role: "head"));
        Deciding.Done(await sandbox.Post($"{erasure}/act-filing", """{"number":"1"}""", "head"));

        Assert.Contains(Mark, (await sandbox.Get($"{erasure}/act", "head")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_count_in_the_region_and_marks_no_real_school()
    {
        var centre = await School.Open(installation, "regionalCentre");
        var totals = await centre.Key($$"""{"roles":["regionalCentre"],"person":"{{Id.New()}}"}""");
        var school = await School.Open(installation);
        await school.ActiveProgramme();

        Assert.DoesNotContain("sandbox", (await school.Get("/api/organisation")).Text, StringComparison.Ordinal);
        Assert.False((await school.Get("/api/programmes")).Response.Headers.Contains("MentorshipFlow-Sandbox"));
        Assert.DoesNotContain("\"sandbox\"", (await school.Get("/api/feed", school.GraceKey)).Text, StringComparison.Ordinal);
        // It names its region as a school does, and is of none all the same.
        var sandbox = await Open(installation, await Owner(), 6);
        Deciding.Done(await sandbox.Post("/api/organisation/region", $$"""
            {"region":"Кузбасс","authority":{"title":"Министерство","tasks":["governance"]},
            "operator":{"title":"Институт","tasks":["training"]},"centre":"{{centre.Id}}"}
            """, "head", (await sandbox.Get("/api/organisation", "head")).Etag));
        Assert.Empty((await centre.Get("/api/regional/totals", totals)).Json["counts"]!.AsArray());
        Deciding.Done(await centre.Post("/api/regional/materials", """{"title":"Встреча","text":"Порядок."}""", totals));
        Assert.Empty((await sandbox.Get("/api/regional/materials", "head")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Opens_no_sandbox_itself_and_at_most_five_are_open()
    {
        var owner = await Owner();
        for (var n = 0; n < 5; n++) Deciding.Done(await Ask(installation, owner, 1, ready: false));
        var sixth = await Ask(installation, owner, 1);
        var sandbox = await Open(installation, await Owner(), 1);
        var nested = await Ask(installation, sandbox.Keys["integrator"], 1);

        sixth.Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "sandboxes-too-many");
        nested.Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "sandbox-in-sandbox");
        (await Ask(installation, owner, 8)).Refused(HttpStatusCode.UnprocessableEntity, "unknown", "stage-unknown");
        Assert.Equal("role-required", (await Ask(installation, sandbox.Keys["head"], 1)).Code);
    }

    private async Task<string> Owner() => await Integrator(await School.Open(installation));
}
