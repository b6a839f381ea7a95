using System.Diagnostics;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Telemetry;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>Marten uses the trace id as the correlation of a session that is opened inside a span; then the leaf would not match.</summary>
[Collection(OnALedger.Name)]
public sealed class The_seal_under_tracing(LedgerTestBed bed)
{
    [Fact]
    public async Task Covers_the_given_correlation_and_not_the_trace_id()
    {
        List<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => Measures.Sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans) spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var request = Measures.Spans.StartActivity("request");
        // The first request creates the writer.
        await using var node = bed.Node();
        var (bare, given) = (Some.Proposal(events: 2), Some.Proposal() with { Correlation = "order-17", Causation = "letter" });

        foreach (var proposal in new[] { bare, given }) Assert.IsType<AppendResult.Appended>(await node.Writer.Append(proposal));

        var entries = (await node.Verified()).Select(e => e.Entry).ToLookup(e => e.CommandId, e => (e.Correlation, e.Causation));
        Assert.Equal([(null, null), (null, null)], entries[bare.CommandId]);
        Assert.Equal([("order-17", "letter")], entries[given.CommandId]);
        Activity[] appends;
        lock (spans)
            appends = [.. spans.Where(s => s.OperationName == "append" && s.Links.Any(l => l.Context.SpanId == request!.SpanId))];
        Assert.Equal(2, appends.Length);
        // A batch belongs to no request.
        Assert.All(appends, append => Assert.Null(append.ParentId));
        lock (spans)
            Assert.All(appends, append => Assert.Contains(spans, s => s.Source.Name == "Npgsql" && s.TraceId == append.TraceId));
    }
}
