using System.Diagnostics;
using System.Globalization;
using MentorshipFlow.Audit;
using MentorshipFlow.Bench;
using MentorshipFlow.Certificates;
using MentorshipFlow.Clusters;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

// ops/bench [--json FILE] [--seconds N] [--only decide|read|people|http|feed|messages|match|year|size]
if (args is [WebhookReceiver.Word])
{
    await WebhookReceiver.Serve();
    return 0;
}

if (args is [SimulatedYears.Word, .. var words])
{
    if (SimulatedYears.Arguments.Parse(words) is { } arguments) return await SimulatedYears.Start(arguments);
    Console.Error.WriteLine("ops/simulate [--schools N] [--year] [--seed S] [--parallel P] [--url URL --keys FILE]");
    return 2;
}

const int rounds = 3;

// The JIT compiles code during the first run, so run everything once before measuring.
var warmUp = TimeSpan.FromSeconds(2);
var (json, only) = (Option("--json"), Option("--only"));
var seconds = TimeSpan.FromSeconds(double.Parse(Option("--seconds") ?? "3", CultureInfo.InvariantCulture));
var figures = new Figures();
var stop = CancellationToken.None;

await using var cluster = await ThrowAwayCluster.StartAsync();
await Migrations.Apply(cluster.Owner, stop);
var safe = Directory.CreateTempSubdirectory("mentorshipflow-bench-").FullName;
await using var node = new ServiceCollection().AddLogging()
    .AddWorkflows(cluster.App, Secrets.Open(safe)).AddAudit(safe).BuildServiceProvider();
var library = node.GetRequiredService<DefinitionLibrary>();
await node.GetRequiredService<PublishingEngine>().PublishShipped(stop);
var prepared = new Prepared((await library.Published("target-model", stop))[0]);
var decisions = new Decisions(node, prepared);
var issued = new Lazy<Task<string>>(() => HttpApprovals.IssueKey(node));
var machine = await Machine.Describe(cluster.App);
Console.WriteLine(string.Join(", ", machine.Select(m => $"{m.Key} {m.Value}")));

if (only is null or "decide") await Decide();
if (only is null or "read") await Read();
if (only is null or "people") await Persons();
if (only is null or "http") await Http();
if (only is null or "feed") await Feed();
if (only is null or "messages") await Follow();
if (only is null or "match") Match();
if (only is null or "year") await Year();
if (only is null or "size") await Size();

figures.Print(Console.Out);
Console.WriteLine();
foreach (var aim in Aim.All.Where(aim => aim.IsMeasured(figures))) Console.WriteLine(aim.Line(figures));

if (json is not null) await File.WriteAllTextAsync(json, figures.Json(machine));
Directory.Delete(safe, recursive: true);
return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

void Match()
{
    Console.Error.WriteLine("proposals for 2,000 mentees and 800 mentors");
    Matching.Milliseconds(0);
    for (var round = 1; round <= rounds; round++) figures.Add("match_2000_ms", Matching.Milliseconds(round));
}

async Task Year()
{
    const int schools = 4;
    Console.Error.WriteLine("school years over HTTP, two schools at a time");
    await using var own = await ThrowAwayCluster.StartAsync();
    await Migrations.Apply(own.Owner, stop);
    await using var server = await SimulatedYears.OwnServer.Start(own);
    var years = new SimulatedYears(new(server.Http), server.OperatorKey);
    await years.Play(1, seed: 0, parallel: 1, progress: null);
    for (var round = 1; round <= rounds; round++)
    {
        var (before, took) = (await years.Size(), await years.Play(schools, seed: round, parallel: 2, progress: null));
        figures.Add("year_events_per_s", (await years.Size() - before) / took);
        figures.Add("year_school_s", took / schools);
    }
}

async Task Size()
{
    Console.Error.WriteLine("decisions on a ledger of 1 million entries, beside one of 10 thousand, in alternating rounds");
    await using var large = await LedgerOfSize.Start(1_000_000);
    await using var small = await LedgerOfSize.Start(10_000);
    for (var round = 0; round < 3 * rounds; round++)
    {
        figures.Add("decide_16_at_10k", await small.DecideBy16());
        figures.Add("decide_16_at_1m", await large.DecideBy16());
    }

    figures.Add("bytes_per_event", await large.BytesPerEvent());
}

async Task Decide()
{
    Console.Error.WriteLine("decisions, beside raw guarded inserts and plain Marten, in alternating rounds");
    var raw = new RawFloors(cluster.Owner);
    await raw.Create();
    await using var plain = new PlainMarten(cluster.Owner);
    await plain.Create();
    var programmes = await decisions.Prepare(256, submitted: false);
    await raw.GuardedInserts(16, warmUp);
    await plain.Facts(16, warmUp);
    await decisions.Facts(programmes, 16, warmUp);
    await decisions.Transitions(await decisions.Prepare(500, submitted: false), 16);
    for (var round = 0; round < rounds; round++)
    {
        figures.Add("raw_guarded_1", await raw.GuardedInserts(1, seconds));
        figures.Add("marten_plain_1", await plain.Facts(1, seconds));
        figures.Add("decide_1", await decisions.Facts(programmes, 1, seconds));
        foreach (var callers in (int[])[16, 64, 256])
        {
            figures.Add("raw_guarded_16", await raw.GuardedInserts(16, seconds));
            figures.Add("marten_plain_16", await plain.Facts(16, seconds));
            figures.Add($"decide_{callers}", await decisions.Facts(programmes, callers, seconds));
        }

        figures.Add("decide_16_one_programme", await decisions.Facts([programmes[^1]], 16, seconds));
        figures.Add("raw_copy", await raw.Copy(50_000));
        figures.Add("transition_16", await decisions.Transitions(await decisions.Prepare(1000, submitted: false), 16));
    }
}

async Task Read()
{
    Console.Error.WriteLine("reading, folding and verifying, beside raw reading, in alternating rounds");
    var readings = new Readings(node.GetRequiredService<NpgsqlDataSource>(), node.GetRequiredService<StreamStore>());
    Dictionary<int, string> streams = [];
    foreach (var length in (int[])[400, 10_000, 50_000]) streams[length] = StreamNames.Programme(await decisions.Grown(length));
    await decisions.Prepare(1000, submitted: true);
    var certified = await decisions.Certified();
    var (ledger, auditor, certificates, signer) = (
        node.GetRequiredService<LedgerReader>(), node.GetRequiredService<LedgerAuditor>(), node.GetRequiredService<CertificateAuditor>(),
        node.GetRequiredService<CheckpointSigner>());
    var size = (await ledger.Head(stop)).Size;
    // As autovacuum does within a minute: without statistics, a new table gets bad plans for its pages.
    await using (var database = NpgsqlDataSource.Create(cluster.Owner))
    await using (var analyze = database.CreateCommand("analyze"))
        await analyze.ExecuteNonQueryAsync(stop);
    // A server signs once a minute, so a rebuild usually proves entries against a recent note.
    await signer.Sign(stop);
    await readings.RawRead(streams[400], warmUp);
    await readings.ColdFold(streams[400], warmUp);
    await readings.RawScan(size);
    await readings.FoldAll(size);
    await CountingSubscription.Run(cluster.App, "warm-up", size);
    for (var round = 0; round < rounds; round++)
    {
        figures.Add("raw_read_400", await readings.RawRead(streams[400], seconds));
        figures.Add("fold_400_cold", await readings.ColdFold(streams[400], seconds));
        figures.Add("fold_10000_cold", await readings.ColdFold(streams[10_000], seconds / 2));
        figures.Add("fold_50000_cold", await readings.ColdFold(streams[50_000], seconds / 2));
        figures.Add("raw_scan", await readings.RawScan(size));
        figures.Add("fold_all", await readings.FoldAll(size));
        figures.Add("subscription_per_s", await CountingSubscription.Run(cluster.App, $"bench-{round}", size));
        var watch = Stopwatch.StartNew();
        if (await auditor.Whole(null, stop) is { Verdict: not LedgerVerdict.Sound } broken)
            throw new InvalidOperationException($"The ledger did not verify: {broken}");
        figures.Add("verify_all", size / watch.Elapsed.TotalSeconds);
        watch.Restart();
        if ((await certificates.Rebuild(Prepared.Organisation, certified, null, stop))?.Verdict is not CertificateVerdict.Identical)
            throw new InvalidOperationException("A certificate was not rebuilt.");
        figures.Add("certificate_rebuild_ms", watch.Elapsed.TotalMilliseconds);
    }
}

async Task Persons()
{
    Console.Error.WriteLine("persons: from a file to committed, gate 2 with 2,000 entries, erasure");
    var people = new People(node);
    var definition = (await library.Published("target-model", stop))[^1];
    await people.Import((await decisions.Prepare(1, submitted: false))[0], 2000);
    for (var round = 0; round < rounds; round++)
    {
        var programme = (await decisions.Prepare(1, submitted: false))[0];
        figures.Add("import_rows", await people.Import(programme, 10_000));
        figures.Add("gate_2_check_2000_ms", await people.Gate2(programme, definition, 2000));
        figures.Add("erase_person_ms", await people.Erase(programme));
    }
}

async Task Http()
{
    Console.Error.WriteLine("approvals over HTTP with 64 connections, and the time from start to ready");
    var key = await issued.Value;
    var facts = await decisions.Prepare(64, submitted: false);
    await decisions.Facts(facts, 64, warmUp);
    using (var server = await RunningServer.Start($"--safe {safe} --no-sample", cluster.App))
    {
        using var approvals = new HttpApprovals(server.Port, key, prepared);
        var count = (int)(1000 * seconds.TotalSeconds);
        // Warm up for some seconds first, because the JIT compiles code while it runs.
        await approvals.Run(await decisions.Prepare(5000, submitted: true), warm: false);
        for (var round = 0; round < rounds; round++)
        {
            // Aims compare both with a decision without HTTP.
            figures.Add("decide_64", await decisions.Facts(facts, 64, seconds));
            var programmes = await decisions.Prepare(count, submitted: true);
            var before = server.CpuSeconds;
            var cold = await approvals.Run(programmes, warm: false);
            figures.Add("http_server_ms_each", (server.CpuSeconds - before) * 1000 / count);
            figures.Add("http_approve_64", cold.PerSecond);
            figures.Add("http_approve_64_p50_ms", cold.P50);
            figures.Add("http_approve_64_p99_ms", cold.P99);
            var warm = await approvals.Run(await decisions.Prepare(count, submitted: true), warm: true);
            figures.Add("http_approve_64_warm", warm.PerSecond);
            figures.Add("http_approve_64_warm_p99_ms", warm.P99);
            figures.Add("http_server_memory_mb", server.MemoryMb);
        }
    }

    var data = Directory.CreateTempSubdirectory("mentorshipflow-bench-data-").FullName;
    Directory.Delete(data);
    using (await RunningServer.Start($"--data {data}", null))
    {
        // The first start creates the cluster; the start of an existing one is measured.
    }

    for (var round = 0; round < rounds; round++)
    {
        using var server = await RunningServer.Start($"--data {data}", null);
        figures.Add("ready_ms", server.Ready.TotalMilliseconds);
    }

    Directory.Delete(data, recursive: true);
    Directory.Delete($"{data}-safe", recursive: true);
}

async Task Follow()
{
    Console.Error.WriteLine("messages: from event to handler, scheduled ones, webhooks, and decisions while the ledger is followed");
    await issued.Value;
    var (facts, programmes) = (await decisions.Prepare(64, submitted: false), await decisions.Prepare(3000, submitted: false));
    var some = programmes.Take(500).ToList();
    await decisions.Facts(facts, 64, warmUp);
    using var receiver = await WebhookReceiver.Start();
    for (var round = 0; round < rounds; round++)
    {
        figures.Add("decide_64", await decisions.Facts(facts, 64, seconds));
        await using var following = await Messages.Start(cluster.App, safe);
        figures.Add("decide_64_followed", await decisions.Facts(facts, 64, seconds));
    }

    await using var messages = await Messages.Start(cluster.App, safe);
    await messages.Followed(some, 1, new DateOnly(2030, 1, 1));
    await messages.Send(receiver.Address);
    await messages.Delivered(some, 1, receiver);
    for (var round = 0; round < rounds; round++)
    {
        figures.Add("messages_per_s", await messages.Followed(some, 6, new DateOnly(2030, 2, 1).AddMonths(round)));
        figures.Add("scheduled_3000_s", await messages.Scheduled(programmes));
        figures.Add("webhooks_per_s", await messages.Delivered(some, 4, receiver));
    }
}

async Task Feed()
{
    Console.Error.WriteLine("the feed over HTTP: from the beginning to the end, beside raw reading, and 10,000 who only listen");
    const int followers = 10_000;
    var readings = new Readings(node.GetRequiredService<NpgsqlDataSource>(), node.GetRequiredService<StreamStore>());
    var key = await issued.Value;
    await decisions.Prepare(1000, submitted: true);
    var programme = await decisions.Prepare(1, submitted: false);
    var size = (await node.GetRequiredService<LedgerReader>().Head(stop)).Size;
    using (var server = await RunningServer.Start($"--safe {safe} --no-sample", cluster.App))
    {
        using var feed = new FeedFollowers(server.Port, key);
        await feed.Read(size);
        await readings.RawScan(size);
        for (var round = 0; round < rounds; round++)
        {
            figures.Add("raw_scan", await readings.RawScan(size));
            figures.Add("feed_per_s", await feed.Read(size));
        }
    }

    // A separate server, because memory is not released.
    using var idle = await RunningServer.Start($"--safe {safe} --no-sample", cluster.App);
    using var listening = new FeedFollowers(idle.Port, key);
    await listening.Connect(100, size - 1);
    var before = idle.ResidentMb;
    await listening.Connect(followers, size - 1);
    await listening.HearBeat();
    figures.Add("sse_10000_clients_mb", idle.ResidentMb - before);
    figures.Add("sse_10000_server_mb", idle.MemoryMb);
    for (var round = 0; round < rounds; round++)
    {
        var watch = Stopwatch.StartNew();
        var heard = listening.HearEvent();
        await decisions.Facts(programme, 1, TimeSpan.FromMilliseconds(1));
        await heard;
        figures.Add("sse_10000_reached_ms", watch.Elapsed.TotalMilliseconds);
    }
}
