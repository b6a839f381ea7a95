using System.Diagnostics;
using MentorshipFlow.Programmes;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>Reading the participants of a programme that is reopened.</summary>
[Collection(OnALedger.Name)]
public sealed class Many_streams_at_once(LedgerTestBed bed)
{
    [Fact]
    public async Task Are_read_in_one_round_trip()
    {
        await using var node = bed.Node();
        var streams = await Programmes(node, Ledger.School.New(bed), 4);
        await using var reading = bed.Node();
        var folds = reading.Get<StreamFold<Programme>>();
        // The first connection sends queries of its own; keep them out of the count.
        await folds.Current(StreamNames.Programme(Some.Id()), LedgerTestBed.Stop);
        using var trips = new RoundTrips();

        var states = await folds.Current(streams, LedgerTestBed.Stop);

        Assert.Equal(4, states.Count(s => s.Value.Version == 1));
        Assert.Equal(1, trips.Count);
    }

    [Fact]
    public async Task Equal_the_single_reads_whatever_was_cached()
    {
        await using var one = bed.Node();
        await using var two = bed.Node();
        var school = Ledger.School.New(bed);
        var streams = await Programmes(two, school, 4);
        var folds = one.Get<StreamFold<Programme>>();
        foreach (var stream in streams[..3]) await folds.Current(stream, LedgerTestBed.Stop);
        // The second stream has moved since it was cached; for the third another history is cached, as after a restored backup; the last
        // one does not exist.
        await school.Done(two, Guid.Parse(streams[1].AsSpan(streams[1].IndexOf('-') + 1)), Ledger.School.Resource());
        folds.Keep(streams[2], Programme.Empty with { Version = 1 }, Some.Id());
        var unwritten = StreamNames.Programme(Some.Id());

        var states = await folds.Current([.. streams, unwritten], LedgerTestBed.Stop);

        Assert.Equal([1, 2, 1, 1, 0], streams.Append(unwritten).Select(s => states[s].Version));
        Assert.All(streams, stream => Assert.NotNull(states[stream].Charter));
    }

    private static async Task<string[]> Programmes(LedgerNode node, Ledger.School school, int count)
    {
        List<string> streams = [];
        for (var n = 0; n < count; n++) streams.Add(StreamNames.Programme(await school.Drafted(node)));
        return [.. streams];
    }

    /// <summary>Counts this test's database commands by the driver's activities.</summary>
    private sealed class RoundTrips : IDisposable
    {
        private readonly Activity root = new Activity("round trips").Start();
        private readonly ActivityListener listener;
        private int count;

        public RoundTrips()
        {
            listener = new()
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity => _ = activity.TraceId == root.TraceId && activity.ParentId == root.Id
                    ? Interlocked.Increment(ref count) : 0,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public int Count => Volatile.Read(ref count);

        public void Dispose()
        {
            listener.Dispose();
            root.Dispose();
        }
    }
}
