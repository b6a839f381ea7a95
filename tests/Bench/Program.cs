using System.Globalization;
using MentorshipFlow.Bench;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;

// ops/bench [--json FILE] [--seconds N]
const int rounds = 3;
var json = Option("--json");
var seconds = TimeSpan.FromSeconds(double.Parse(Option("--seconds") ?? "3", CultureInfo.InvariantCulture));
var only = Option("--only");
var figures = new Figures();

await using var cluster = await ThrowAwayCluster.StartAsync();
await ClusterDatabase.EnsureAsync(cluster.Cluster, CancellationToken.None);
await Migrations.Apply(cluster.Owner, CancellationToken.None);
await using var node = new ServiceCollection().AddLogging().AddWorkflows(cluster.App, Secrets.Open(Directory.CreateTempSubdirectory("mentorshipflow-bench-").FullName)).BuildServiceProvider();
var library = node.GetRequiredService<DefinitionLibrary>();
await library.PublishShipped(CancellationToken.None);
var prepared = new Prepared((await library.Published("target-model", CancellationToken.None))[^1]);
var raw = new RawFloors(cluster.Owner);
await raw.Create();
var decisions = new Decisions(node, prepared);

if (only is null or "decide")
{
    Console.Error.WriteLine("decisions, beside raw guarded inserts, in alternating rounds");
    var programmes = await decisions.Prepare(256, submitted: false);
    await raw.GuardedInserts(16, seconds / 3);
    await decisions.Facts(programmes, 16, seconds / 3);
    for (var round = 0; round < rounds; round++)
    {
        figures.Add("raw_guarded_1", await raw.GuardedInserts(1, seconds));
        figures.Add("decide_1", await decisions.Facts(programmes, 1, seconds));
        figures.Add("raw_guarded_16", await raw.GuardedInserts(16, seconds));
        foreach (var callers in (int[])[16, 64, 256]) figures.Add($"decide_{callers}", await decisions.Facts(programmes, callers, seconds));
        figures.Add("decide_16_one_programme", await decisions.Facts([programmes[^1]], 16, seconds));
        figures.Add("raw_copy", await raw.Copy(50_000));
        figures.Add("transition_16", await decisions.Transitions(await decisions.Prepare(2000, submitted: false), 16));
    }
}

figures.Print(Console.Out);
figures.PrintRatio(Console.Out, "decide_1", "raw_guarded_1", 0.25);
figures.PrintRatio(Console.Out, "decide_16", "raw_guarded_16", 0.7);
figures.PrintRatio(Console.Out, "decide_64", "raw_guarded_16", 1.2);
figures.PrintRatio(Console.Out, "decide_256", "raw_guarded_16", 1.6);
if (json is not null) await File.WriteAllTextAsync(json, figures.Json(new Dictionary<string, string>()));
return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
