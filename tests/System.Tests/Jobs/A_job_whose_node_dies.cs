using System.Diagnostics;
using System.Text.Json.Nodes;
using MentorshipFlow.Clusters;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.System.Tests.Postgres;
using static MentorshipFlow.System.Tests.Jobs.JobSteps;

namespace MentorshipFlow.System.Tests.Jobs;

/// <summary>R2 for jobs: the server is killed in the middle of a job, and the same server or another node continues it.</summary>
[Trait("drill", "R2")]
public sealed class A_job_whose_node_dies
{
    private const string Twice = """
        select count(*) from (select body::jsonb ->> 'person' from ledger.entries where type = 'mentee_applied'
            group by stream, 1 having count(*) > 1) t
        """;

    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Continues_after_a_restart_with_the_result_of_an_uninterrupted_run()
    {
        var (rows, kills) = (DrillSize.Of("R2", 3000, 20_000), DrillSize.Of("R2", 2, 6));
        await using var site = await Site.LoadedAsync();
        var port = FreePort.Next();
        var running = await Serve(site, port);
        try
        {
            var file = Table(rows);
            var (whole, programme, job) = await Started(running, file);
            var expected = await whole.Digest(programme, (await whole.Get((string)(await whole.Ended(job))["result"]!)).Json);

            List<TimeSpan> after = [];
            var (school, interrupted, continued) = await Started(running, file);
            for (var kill = 0; kill < kills; kill++)
            {
                var before = (await school.Until(continued, j => IsHalfDone(j) || HasEnded(j)))[^1];
                Assert.False(HasEnded(before), "The import was over before it could be killed: use more rows.");
                var watch = Stopwatch.StartNew();
                // Every second time it is stopped in good order, which also happens in the middle of a job.
                if (kill % 2 == 0) await running.KillNineAsync();
                else Assert.Equal(0, (await running.InterruptAsync()).ExitCode);
                await running.DisposeAsync();
                running = await Serve(site, port);
                await school.Until(continued, j => (long)j["done"]! > (long)before["done"]! || HasEnded(j));
                after.Add(watch.Elapsed);
            }

            var ended = await school.Ended(continued);
            Assert.Equal("done", (string?)ended["state"]);
            Assert.Equal(expected, await school.Digest(interrupted, (await school.Get((string)ended["result"]!)).Json));
            Assert.Equal("0", await site.AskAsync(Twice));
            Assert.Equal("0", await site.AskAsync("select count(*) from vault.job_files"));
            DrillSize.Figure("R2", $"an import of {rows} rows killed or stopped {kills} times in the middle: the digest of an ",
                $"uninterrupted one; it went on at most {after.Max().TotalSeconds:0.0} s after the kill, the restart included");
        }
        finally
        {
            await running.DisposeAsync();
        }
    }

    [Fact]
    public async Task Begins_a_verification_a_bundle_and_a_rebuild_anew()
    {
        await using var site = await Site.LoadedAsync();
        var port = FreePort.Next();
        var running = await Serve(site, port);
        try
        {
            var (school, programme, import) = await Started(running, Table(1000));
            await school.Ended(import);
            var (auditor, operatorKey) = (await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""), running.Key("operator"));
            (string Job, string Key)[] jobs =
            [
                (Accepted(await school.Ask("/api/audit/verification", auditor)), auditor),
                (Accepted(await school.Ask($"/api/programmes/{programme}/export")), school.VeraKey),
                (Accepted(await school.Ask("/api/views/rebuild", operatorKey)), operatorKey),
            ];
            await running.KillNineAsync();
            await running.DisposeAsync();
            running = await Serve(site, port);

            List<JsonNode> ended = [];
            foreach (var (job, key) in jobs) ended.Add(await school.Ended(job, key));

            Assert.All(ended, job => Assert.Equal("done", (string?)job["state"]));
            Assert.Equal("sound", (string?)(await school.Get((string)ended[0]["result"]!, auditor)).Json["verdict"]);
            var bundle = site.Beside("programme.bundle");
            await File.WriteAllTextAsync(
                bundle, (await school.Get((string)ended[1]["result"]!)).Text, TestContext.Current.CancellationToken);
            Assert.StartsWith("ЦЕЛ", (await RunningProgram.RunAsync(site, ["verify", bundle])).Output, StringComparison.Ordinal);
            var rebuilt = (await school.Get((string)ended[2]["result"]!, operatorKey)).Json["digests"]!.AsObject();
            var told = (await RunningProgram.RunAsync(site, ["rebuild-views", "--data", site.Data])).Output;
            Assert.All(rebuilt, digest => Assert.Contains($"digest   {digest.Key} {digest.Value}", told, StringComparison.Ordinal));
        }
        finally
        {
            await running.DisposeAsync();
        }
    }

    [Fact]
    public async Task Is_taken_over_by_another_node_within_20_seconds()
    {
        var rows = DrillSize.Of("R2", 4000, 20_000);
        var stop = TestContext.Current.CancellationToken;
        await using var database = await MadeCluster.StartMigratedAsync(stop: stop);
        await using var site = await Site.MakeAsync();
        var operatorKey = (await RunningProgram.RunAsync(site, ["first-key", "--data", site.Data, "--safe", site.Safe],
            Named("Ledger", database.App))).Output.Trim();
        var dying = await Serve(site, database);
        await using var other = await Serve(site, database);
        try
        {
            using var http = new HttpClient { BaseAddress = other.Url };
            var school = await School.Open(http, operatorKey);
            var programme = await school.PreparedProgramme();
            var job = Accepted(await school.Import(programme, Table(rows), node: dying.Url));
            var before = (await school.Until(job, j => IsHalfDone(j) || HasEnded(j)))[^1];
            Assert.False(HasEnded(before), "The import was over before its node could be killed: use more rows.");

            await dying.KillNineAsync();
            var watch = Stopwatch.StartNew();
            await school.Until(job, j => (long)j["done"]! > (long)before["done"]! + 500 || HasEnded(j));
            var taken = watch.Elapsed;
            var ended = await school.Ended(job);

            Assert.Equal("done", (string?)ended["state"]);
            Assert.Equal($"{rows - (rows / 10)}", await DataFolder.AskAsync(
                database.Owner, "select count(*) from ledger.entries where type = 'mentee_applied'"));
            Assert.Equal("0", await DataFolder.AskAsync(database.Owner, Twice));
            DrillSize.Figure("R2", $"an import of {rows} rows went on {taken.TotalSeconds:0.0} s after its node was killed, on another");
            Assert.True(taken < AtMost, $"Taken over after {taken}.");
        }
        finally
        {
            await dying.DisposeAsync();
        }
    }

    private static async Task<(School School, Guid Programme, string Job)> Started(RunningProgram server, string file)
    {
        var school = await School.Open(new HttpClient { BaseAddress = server.Url }, server.Key("operator"));
        var programme = await school.PreparedProgramme();
        return (school, programme, Accepted(await school.Import(programme, file)));
    }

    private static Task<RunningProgram> Serve(Site site, ThrowAwayCluster database) => Serve(site, 0, Named("Ledger", database.App));

    private static async Task<RunningProgram> Serve(Site site, int port, IReadOnlyDictionary<string, string>? environment = null)
    {
        var node = RunningProgram.Start(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", $"{port}"], environment);
        await node.ReadyAsync();
        return node;
    }

    private static Dictionary<string, string> Named(string name, string connection) =>
        new() { [$"ConnectionStrings__{name}"] = connection };
}
