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

// ops/bench [--json FILE] [--seconds N] [--only decide|read|people|http]
const int rounds = 3;
var (json, only) = (Option("--json"), Option("--only"));
var seconds = TimeSpan.FromSeconds(double.Parse(Option("--seconds") ?? "3", CultureInfo.InvariantCulture));
var figures = new Figures();
var stop = CancellationToken.None;

await using var cluster = await ThrowAwayCluster.StartAsync();
await Migrations.Apply(cluster.Owner, stop);
var safe = Directory.CreateTempSubdirectory("mentorshipflow-bench-").FullName;
await using var node = new ServiceCollection().AddLogging().AddWorkflows(cluster.App, Secrets.Open(safe)).AddAudit(safe).BuildServiceProvider();
var library = node.GetRequiredService<DefinitionLibrary>();
await node.GetRequiredService<PublishingEngine>().PublishShipped(stop);
var prepared = new Prepared((await library.Published("target-model", stop))[0]);
var decisions = new Decisions(node, prepared);
var machine = await Machine.Describe(cluster.App);
Console.WriteLine(string.Join(", ", machine.Select(m => $"{m.Key} {m.Value}")));

if (only is null or "decide") await Decide();
if (only is null or "read") await Read();
if (only is null or "people") await Persons();
if (only is null or "http") await Http();

figures.Print(Console.Out);
foreach (var (name, floor, aim) in new[]
{
    ("decide_1", "raw_guarded_1", 0.25), ("decide_16", "raw_guarded_16", 0.7), ("decide_64", "raw_guarded_16", 1.2), ("decide_256", "raw_guarded_16", 1.6),
    ("fold_400_cold", "raw_read_400", 0.9), ("fold_all", "raw_scan", 0.8), ("verify_all", "raw_scan", 0.6),
})
{
    figures.PrintRatio(Console.Out, name, floor, aim);
}

if (json is not null) await File.WriteAllTextAsync(json, figures.Json(machine));
Directory.Delete(safe, recursive: true);
return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

async Task Decide()
{
    Console.Error.WriteLine("decisions, beside raw guarded inserts, in alternating rounds");
    var raw = new RawFloors(cluster.Owner);
    await raw.Create();
    var programmes = await decisions.Prepare(256, submitted: false);
    await raw.GuardedInserts(16, seconds / 3);
    await decisions.Facts(programmes, 16, seconds / 3);
    for (var round = 0; round < rounds; round++)
    {
        figures.Add("raw_guarded_1", await raw.GuardedInserts(1, seconds));
        figures.Add("decide_1", await decisions.Facts(programmes, 1, seconds));
        foreach (var callers in (int[])[16, 64, 256])
        {
            figures.Add("raw_guarded_16", await raw.GuardedInserts(16, seconds));
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
        node.GetRequiredService<LedgerReader>(), node.GetRequiredService<LedgerAuditor>(), node.GetRequiredService<CertificateAuditor>(), node.GetRequiredService<CheckpointSigner>());
    var size = (await ledger.Head(stop)).Size;
    // A server signs once a minute: what is rebuilt is proven to a ledger that was compared not long ago.
    await signer.Sign(stop);
    await readings.RawRead(streams[400], seconds / 3);
    await readings.ColdFold(streams[400], seconds / 3);
    for (var round = 0; round < rounds; round++)
    {
        figures.Add("raw_read_400", await readings.RawRead(streams[400], seconds));
        figures.Add("fold_400_cold", await readings.ColdFold(streams[400], seconds));
        figures.Add("fold_10000_cold", await readings.ColdFold(streams[10_000], seconds / 2));
        figures.Add("fold_50000_cold", await readings.ColdFold(streams[50_000], seconds / 2));
        figures.Add("raw_scan", await readings.RawScan(size));
        figures.Add("fold_all", await readings.FoldAll(size));
        var watch = Stopwatch.StartNew();
        if (await auditor.Whole(null, stop) is { Verdict: not LedgerVerdict.Sound } broken) throw new InvalidOperationException($"The ledger did not verify: {broken}");
        figures.Add("verify_all", size / watch.Elapsed.TotalSeconds);
        watch.Restart();
        if ((await certificates.Rebuild(Prepared.Organisation, certified, stop))?.Verdict is not CertificateVerdict.Identical) throw new InvalidOperationException("A certificate was not rebuilt.");
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
    var key = await HttpApprovals.IssueKey(node);
    using (var server = await RunningServer.Start($"--safe {safe} --no-sample", cluster.App))
    {
        var approvals = new HttpApprovals(server.Port, key, prepared);
        // The code is compiled while it runs; what is measured is a server that has run for some seconds.
        await approvals.Run(await decisions.Prepare(5000, submitted: true));
        for (var round = 0; round < rounds; round++)
        {
            var programmes = await decisions.Prepare((int)(1000 * seconds.TotalSeconds), submitted: true);
            var before = server.CpuSeconds;
            var (perSecond, p50, p99, cpu) = await approvals.Run(programmes);
            figures.Add("http_server_cpu_s", server.CpuSeconds - before);
            figures.Add("http_approve_64", perSecond);
            figures.Add("http_approve_64_p50_ms", p50);
            figures.Add("http_approve_64_p99_ms", p99);
            figures.Add("http_client_cpu_s", cpu);
            figures.Add("http_server_memory_mb", server.MemoryMb);
        }
    }

    var data = Directory.CreateTempSubdirectory("mentorshipflow-bench-data-").FullName;
    Directory.Delete(data);
    using (await RunningServer.Start($"--data {data}", null))
    {
        // The first start makes the cluster; what is measured is the start of an existing one.
    }

    for (var round = 0; round < rounds; round++)
    {
        using var server = await RunningServer.Start($"--data {data}", null);
        figures.Add("ready_ms", server.Ready.TotalMilliseconds);
    }

    Directory.Delete(data, recursive: true);
    Directory.Delete($"{data}-safe", recursive: true);
}
