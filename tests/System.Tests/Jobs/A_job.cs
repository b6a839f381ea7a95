using System.Net;
using MentorshipFlow.Audit;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static MentorshipFlow.System.Tests.Jobs.JobSteps;

namespace MentorshipFlow.System.Tests.Jobs;

public sealed class A_job(Installation installation)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Imports_what_a_request_would_with_growing_progress_and_leaves_no_file()
    {
        var (one, two) = (await School.Open(installation), await School.Open(installation));
        var (waited, programme) = (await one.PreparedProgramme(), await two.PreparedProgramme());
        var file = Table(2500);

        var answer = await one.Import(waited, file, prefer: null);
        var accepted = await two.Import(programme, file);
        var job = Accepted(accepted);
        Assert.Equal("respond-async", accepted.Response.Headers.GetValues("Preference-Applied").Single());
        var seen = await two.Until(job, HasEnded);

        var last = seen[^1];
        Assert.Equal(("importMentees", "done", 100, 2500, 2500, 0, "rows"), ((string?)last["kind"], (string?)last["state"],
            (int)last["percent"]!, (int)last["done"]!, (int)last["total"]!, (int)last["remaining"]!, (string?)last["unit"]));
        var grown = seen.Select(s => (long)s["done"]!).ToList();
        Assert.Equal(grown.Order(), grown);
        Assert.Contains(seen, IsHalfDone);
        Assert.Equal($"{job}/import", (string?)last["result"]);
        var result = await two.Get((string)last["result"]!);
        Assert.Equal(WithoutIds(answer.Text), WithoutIds(result.Text));
        Assert.Equal((250, 100), ((int)result.Json["faultCount"]!, result.Json["faults"]!.AsArray().Count));
        Assert.Equal(await one.Digest(waited, answer.Json), await two.Digest(programme, result.Json));
        await LeavesNoFile(job);
    }

    [Fact]
    public async Task Shows_what_an_import_would_do_without_doing_it()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var file = Table(1200);

        var foreseen = await school.Import(programme, file, prefer: null, query: "?dryRun=true");
        var done = await school.Ended(Accepted(await school.Import(programme, file, query: "?dryRun=true")));

        Assert.Equal(WithoutIds(foreseen.Text), WithoutIds((await school.Get((string)done["result"]!)).Text));
        Assert.Equal($"{school.Vera}", (string?)Assert.Single((await school.Get("/api/people")).Json["items"]!.AsArray())!["id"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task Of_a_file_that_is_no_table_is_refused_with_the_missing_list_of_a_request(string file)
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();

        var refused = await school.Import(programme, file, prefer: null);
        var job = Accepted(await school.Import(programme, file));
        var ended = await school.Ended(job);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("refused", (string?)ended["state"]);
        Assert.Equal(refused.Json["missing"]!.ToJsonString(), ended["problem"]!["missing"]!.ToJsonString());
        foreach (var member in (string[])["type", "title", "code"])
            Assert.Equal((string?)refused.Json[member], (string?)ended["problem"]![member]);
        Assert.Null(ended["result"]);
        await LeavesNoFile(job);
    }

    [Fact]
    public async Task Under_the_same_key_is_the_same_and_a_waiting_request_under_it_gets_the_same_answer()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var file = Table(20);

        var job = Accepted(await school.Import(programme, file, key: "import-1"));
        Assert.Equal(job, Accepted(await school.Import(programme, file, key: "import-1")));
        var ended = await school.Ended(job);
        Assert.Equal(job, Accepted(await school.Import(programme, file, key: "import-1")));

        Assert.Equal("idempotency-key-reused", (await school.Import(programme, file + "Ещё Один;01.01.2009;6;\n", key: "import-1")).Code);
        var (result, waited) = ((await school.Get((string)ended["result"]!)).Json,
            (await school.Import(programme, file, prefer: null, key: "import-1")).Json);
        Assert.Equal((18, 18), ((int)result["imported"]!, (int)waited["imported"]!));
        Assert.Equal(18 + 1, (await school.Get("/api/people?limit=200")).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Is_cancelled_between_two_decisions_and_says_what_was_imported()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var job = Accepted(await school.Import(programme, Table(10_000)));
        await school.Until(job, IsHalfDone);

        var asked = await school.Ask($"{job}/cancellation");
        Assert.True(asked.Status == HttpStatusCode.OK, asked.Text);
        var ended = await school.Ended(job);

        Assert.Equal("cancelled", (string?)ended["state"]);
        var imported = (int)(await school.Get((string)ended["result"]!)).Json["imported"]!;
        Assert.InRange(imported, 1, 8999);
        Assert.Equal($"{imported + 1}", await Asked("select count(*) from vault.people where organisation = $1", school.Id));
        await LeavesNoFile(job);
        Assert.Equal(HttpStatusCode.OK, (await school.Ask($"{job}/cancellation")).Status);
        var done = Accepted(await school.Import(programme, Table(1)));
        await school.Ended(done);
        Assert.Equal("job-ended", (await school.Ask($"{done}/cancellation")).Code);
    }

    [Fact]
    public async Task That_waits_is_cancelled_at_once_and_its_file_destroyed()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        // A node runs two jobs at once.
        List<string> before = [];
        for (var i = 0; i < 2; i++) before.Add(Accepted(await school.Import(programme, Table(10_000))));
        var waiting = Accepted(await school.Import(programme, Table(5)));

        var cancelled = (await school.Ask($"{waiting}/cancellation")).Json;

        Assert.Equal(("cancelled", null, null),
            ((string?)cancelled["state"], (string?)cancelled["startedAt"], (string?)cancelled["result"]));
        foreach (var job in before) await school.Ask($"{job}/cancellation");
        foreach (var job in before) await school.Ended(job);
        await LeavesNoFile(waiting);
    }

    [Fact]
    public async Task Is_seen_in_its_organisation_by_those_who_could_have_started_it()
    {
        var (school, other) = (await School.Open(installation), await School.Open(installation));
        var programme = await school.PreparedProgramme();
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        var import = Accepted(await school.Import(programme, Table(3)));
        var verification = Accepted(await school.Ask("/api/audit/verification", auditor));
        var bundle = Accepted(await school.Ask($"/api/programmes/{programme}/export"));
        foreach (var (job, key) in new[] { (import, school.VeraKey), (verification, auditor), (bundle, school.VeraKey) })
            Assert.Equal("done", (string?)(await school.Ended(job, key))["state"]);

        foreach (var job in (string[])[import, verification, bundle])
        {
            var result = job == import ? "import" : job == bundle ? "bundle" : "verification";
            foreach (var address in (string[])[job, $"{job}/{result}"])
                Assert.Equal(HttpStatusCode.NotFound, (await other.InAnyRole(key => With(key, HttpMethod.Get, address))).Status);
            foreach (var theirs in await other.EveryKey())
            {
                Assert.Equal(HttpStatusCode.NotFound, (await other.Ask($"{job}/cancellation", theirs)).Status);
                Assert.Empty((await other.Get("/api/jobs", theirs)).Json["items"]!.AsArray());
            }
        }

        Assert.Equal([bundle, import], await Listed(school, "", school.VeraKey));
        Assert.Equal([bundle, verification], await Listed(school, "", auditor));
        Assert.Equal([import], await Listed(school, "?kind=importMentees&state=done", school.VeraKey));
        Assert.Empty(await Listed(school, "?state=running", school.VeraKey));
        Assert.Equal(HttpStatusCode.NotFound, (await school.Get(import, auditor)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await school.Get($"{import}/bundle")).Status);
        Assert.Equal("field-invalid", (await school.Get("/api/jobs?state=asleep")).Code);
    }

    [Fact]
    public async Task Verifies_and_exports_as_a_request_does()
    {
        // Of its own, because elsewhere tests write persons without a decision.
        await using var own = await Installation.OwnAsync();
        var school = await School.Open(own);
        var programme = await school.PreparedProgramme();
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");

        var verified = await school.Ended(Accepted(await school.Ask("/api/audit/verification", auditor)), auditor);
        var bundle = await school.Ended(Accepted(await school.Ask($"/api/programmes/{programme}/export")));

        Assert.Equal(("done", "entries"), ((string?)verified["state"], (string?)verified["unit"]));
        Assert.Equal((long)verified["total"]!, (long)verified["done"]!);
        var verdict = (await school.Get((string)verified["result"]!, auditor)).Json;
        Assert.Equal(("sound", "organisation", (long)verified["done"]!),
            ((string?)verdict["verdict"], (string?)verdict["scope"], (long)verdict["entries"]!));
        var file = await school.Get((string)bundle["result"]!);
        Assert.Equal($"attachment; filename=\"programme-{programme}.bundle\"", $"{file.Response.Content.Headers.ContentDisposition}");
        var sound = Assert.IsType<BundleVerdict.Sound>(
            BundleVerifier.Verify(file.Text, (_, _, _, _) => "", own.Services.GetRequiredService<CheckpointSigner>().Key));
        Assert.Equal((long)bundle["done"]!, sound.Version);
    }

    [Fact]
    public async Task Rebuilds_the_lists_for_the_operator()
    {
        var school = await School.Open(installation);
        await school.Programme();

        var done = await school.Ended(Accepted(await school.Ask("/api/views/rebuild", installation.Operator)), installation.Operator);

        Assert.Equal(("rebuild", "done"), ((string?)done["kind"], (string?)done["state"]));
        var result = (await school.Get((string)done["result"]!, installation.Operator)).Json;
        Assert.Equal(0, (int)result["differed"]!);
        Assert.Equal(["people", "programmes", "region_members"], result["digests"]!.AsObject().Select(d => d.Key).Order());
        Assert.Equal(HttpStatusCode.Forbidden, (await school.Ask("/api/views/rebuild")).Status);
    }

    [Fact]
    public async Task Is_made_of_what_is_large_for_a_request_up_to_a_number_of_open_ones()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        await using var node = await installation.StartNode(also: services =>
            services.AddSingleton(new JobLimits(ImportBytes: 10_000, VerifiedEntries: 3, BundleEntries: 3, Open: 1)));
        using var http = new HttpClient { BaseAddress = new(node.Urls.Single()) };

        var bundle = await School.Send(http, "GET", $"/api/programmes/{programme}/export", school.VeraKey, null);
        Assert.Equal((HttpStatusCode.Conflict, "job-required"), (bundle.Status, bundle.Code));
        Assert.Equal($"POST /api/programmes/{programme}/export", (string?)bundle.Json["missing"]![0]!["where"]);
        var verification = await School.Send(http, "POST", "/api/audit/verification", auditor, "{}");
        await school.Ended(Accepted(verification), auditor);
        Assert.False(verification.Response.Headers.Contains("Preference-Applied"));

        var import = Accepted(await school.Import(programme, Table(5000), prefer: null, node: http.BaseAddress));
        Assert.Equal("busy", (await school.Import(programme, Table(1), node: http.BaseAddress)).Code);
        await school.Ask($"{import}/cancellation");
        await school.Ended(import);
        await school.Ended(Accepted(await school.Import(programme, Table(1), node: http.BaseAddress)));
        await node.StopAsync(Stop);
    }

    [Fact]
    public async Task Is_run_once_by_two_nodes_that_both_got_its_message()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        await using var node = await installation.StartNode();
        var job = Accepted(await school.Import(programme, Table(3000)));
        await school.Until(job, IsHalfDone);

        var id = Guid.Parse(job.Split('/')[^1]);
        var refused = await Assert.ThrowsAsync<NotDecidedException>(() =>
            node.Services.GetRequiredService<JobRunner>().Run(id, Stop));
        Assert.Contains("another node runs it", refused.Message, StringComparison.Ordinal);
        await school.Ended(job);
        // The other node says that it ended a moment before it gives up its lock.
        Exception? again = refused;
        for (var tries = 0; again is NotDecidedException && tries < 100; tries++)
        {
            await Task.Delay(50, Stop);
            again = await Record.ExceptionAsync(() => node.Services.GetRequiredService<JobRunner>().Run(id, Stop));
        }

        Assert.Null(again);

        Assert.Equal("2700", await Asked(
            "select count(*) from ledger.mt_events where tenant_id = $1::text and type = 'mentee_applied'", school.Id));
        await node.StopAsync(Stop);
    }

    private static HttpRequestMessage With(string key, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", key);
        return request;
    }

    private static async Task<IEnumerable<string>> Listed(School school, string query, string key) =>
        (await school.Get($"/api/jobs{query}", key)).Json["items"]!.AsArray().OrderBy(j => (string?)j!["kind"])
            .Select(j => $"/api/jobs/{j!["id"]}");

    // The key of the file is gone from the table, and from the bytes of its file once the sweep is done.
    private async Task LeavesNoFile(string job)
    {
        var id = Guid.Parse(job.Split('/')[^1]);
        Assert.Equal("0 0", await Asked("""
            select (select count(*) from vault.job_files where job = $1) || ' '
                || (select count(*) from keys.data_keys where owner = 'job-' || $1)
            """, id));
        var watch = global::System.Diagnostics.Stopwatch.StartNew();
        while (await Asked("select swept::text from jobs.jobs where id = $1", id) != "true")
        {
            Assert.True(watch.Elapsed < Patience.AtMost, "The key was not swept.");
            await Task.Delay(100, Stop);
        }
    }

    private async Task<string> Asked(string sql, Guid id)
    {
        await using var command = installation.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        return $"{await command.ExecuteScalarAsync(Stop)}";
    }
}
