using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MentorshipFlow.Workflows.Telemetry;

/// <summary>The program's own metrics and spans, under the name <see cref="Name"/>. No tag contains a person or an organisation.</summary>
public static class Measures
{
    /// <summary>The name of our meter and of our source of spans.</summary>
    public const string Name = "MentorshipFlow";

    private static readonly Meter Ours = new(Name);

    private static readonly Counter<long> Decisions = Ours.CreateCounter<long>(
        "mentorshipflow.decisions", "{decision}", "Commands answered, by outcome");

    private static readonly Counter<long> Refusals = Ours.CreateCounter<long>(
        "mentorshipflow.refusals", "{refusal}", "Commands refused by a rule, by its reason");

    private static readonly Counter<long> Folds = Ours.CreateCounter<long>(
        "mentorshipflow.folds", "{fold}", "Look-ups of a stream's kept state: hit, or miss and read from its beginning");

    private static readonly Histogram<int> BatchSize = Ours.CreateHistogram(
        "mentorshipflow.batch.size", "{decision}", "Decisions in one transaction of the writer",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });

    private static readonly Histogram<double> AppendDuration = Ours.CreateHistogram(
        "mentorshipflow.append.duration", "s", "From the beginning of the writer's transaction to its commit",
        advice: new InstrumentAdvice<double>
            { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] });

    private static readonly UpDownCounter<int> JobsRunning = Ours.CreateUpDownCounter<int>(
        "mentorshipflow.jobs.running", "{job}", "Jobs that this node runs, by kind");

    private static readonly Counter<long> JobsEnded = Ours.CreateCounter<long>(
        "mentorshipflow.jobs.ended", "{job}", "Jobs that ended on this node, by kind and outcome: done, refused, failed or cancelled");

    private static readonly KeyValuePair<string, object?> Hit = new("found", "hit"), Miss = new("found", "miss");

    /// <summary>Our spans: <c>decide</c> for a command, <c>append</c> for a batch.</summary>
    public static ActivitySource Spans { get; } = new(Name);

    /// <summary>The sources of spans of this program and of the libraries below it.</summary>
    public static string[] Sources { get; } = [Name, "Marten", "Wolverine", "Npgsql", "System.Net.Http"];

    /// <summary>The meters of the same, and of the framework.</summary>
    public static string[] Meters { get; } =
    [
        Name, "Marten", "Wolverine*", "Npgsql", "System.Net.Http", "System.Runtime", "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    ];

    /// <summary>Counts an answered command.</summary>
    /// <param name="outcome">In kebab case.</param>
    /// <param name="refusal">The code of the refusal; null for any other outcome.</param>
    public static void Decided(string outcome, string? refusal, Activity? span)
    {
        Decisions.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        if (refusal is not null) Refusals.Add(1, new KeyValuePair<string, object?>("reason", refusal));
        span?.SetTag("mentorshipflow.outcome", outcome).SetTag("mentorshipflow.refusal", refusal);
    }

    /// <summary>Counts a committed batch.</summary>
    public static void Appended(int decisions, TimeSpan took)
    {
        BatchSize.Record(decisions);
        AppendDuration.Record(took.TotalSeconds);
    }

    /// <summary>Counts a job that this node runs from now on.</summary>
    public static void JobBegan(string kind) => JobsRunning.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>Counts a job that this node runs no longer, ended or not.</summary>
    public static void JobLeft(string kind) => JobsRunning.Add(-1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>Counts an ended job.</summary>
    public static void JobEnded(string kind, string outcome) =>
        JobsEnded.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts a look-up of a cached fold.</summary>
    public static void Folded(bool hit) => Folds.Add(1, hit ? Hit : Miss);
}
