using System.Diagnostics;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>Writers without pause. Each repeats its command with the same id until it is acknowledged, and remembers that.</summary>
internal sealed class Load
{
    // A new programme after this many facts: folds stay short, and drafting is drilled too.
    private const int FactsOfAProgramme = 80;
    private const int Returns = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly LedgerNode node;
    private readonly School school;
    private readonly CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(LedgerTestBed.Stop);
    private readonly List<string>[] acknowledged;
    private readonly Task writers;
    private long longest;
    private int putOff;

    private Load(LedgerNode node, School school, int count)
    {
        (this.node, this.school) = (node, school);
        acknowledged = [.. Enumerable.Range(0, count).Select(_ => new List<string>())];
        writers = Task.WhenAll(acknowledged.Select(own => Task.Run(() => WriteAsync(own), LedgerTestBed.Stop)));
    }

    public int Acknowledged => acknowledged.Sum(own => own.Count);

    /// <summary>How often a writer was answered with busy.</summary>
    public int PutOff => putOff;

    /// <summary>The longest wait for any answer.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(Interlocked.Read(ref longest));

    public static Load Start(LedgerNode node, School school, int writers) => new(node, school, writers);

    /// <summary>The time until every writer has one more command done.</summary>
    public async Task<TimeSpan> BackAsync()
    {
        var watch = Stopwatch.StartNew();
        var before = acknowledged.Select(own => own.Count).ToArray();
        while (acknowledged.Zip(before).Any(own => own.First.Count == own.Second))
        {
            if (enough.IsCancellationRequested) await writers;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "Nobody is served any more.");
            await Task.Delay(5, LedgerTestBed.Stop);
        }

        return watch.Elapsed;
    }

    /// <summary>Lets each writer finish its current command.</summary>
    public async Task StopAsync()
    {
        await enough.CancelAsync();
        await writers;
        enough.Dispose();
    }

    /// <summary>Call after the end: every acknowledged command is on the ledger exactly once, in streams without a gap.</summary>
    public async Task AssertNothingLostAsync(LedgerTestBed bed)
    {
        // Connections from before a fault may be broken, so use a new node.
        await using var fresh = bed.Node();
        // An appointment is recorded on the curator's stream too.
        var times = (await fresh.Verified()).Where(e => StreamNames.IsProgramme(e.Entry.Stream)).CountBy(e => e.Entry.CommandId)
            .ToDictionary();
        foreach (var command in acknowledged.SelectMany(own => own))
            Assert.Equal((command, 1), (command, times.GetValueOrDefault(command)));
    }

    private async Task WriteAsync(List<string> own)
    {
        try
        {
            await school.CuratorKnown(node);
            while (!enough.IsCancellationRequested)
            {
                var (programme, order) = (Some.Id(), Some.Id());
                await DoneAsync(programme, school.Draft(), own);
                for (var i = 0; i < FactsOfAProgramme && !enough.IsCancellationRequested; i++)
                    await DoneAsync(programme, School.Resource(), own);
                await DoneAsync(programme, School.Order(order), own);
                await DoneAsync(programme, new PreparationCommand.AppointCurator(school.Curator, order, School.Today, null), own);
                // Submitted and returned a few times, as in practice, and finally approved.
                for (var i = 0; i < Returns && !enough.IsCancellationRequested; i++)
                {
                    await DoneAsync(programme, new GateCommand.SubmitStage(1, null), own);
                    await DoneAsync(programme, new GateCommand.WithdrawSubmission(1, null, new(Some.Id(), new string('e', 64))), own);
                }

                var submitted = await DoneAsync(programme, new GateCommand.SubmitStage(1, null), own);
                await DoneAsync(programme,
                    new GateCommand.ApproveStage(1, StageEvaluation.Of(submitted, 1, School.Today, school.Definition).Hash), own);
            }
        }
        catch
        {
            await enough.CancelAsync();
            throw;
        }
    }

    private async Task<Programme> DoneAsync(Guid programme, ProgrammeCommand command, List<string> own)
    {
        var context = school.Context();
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var outcome = await node.Decide(programme, command, context);
            Waited(Stopwatch.GetElapsedTime(started));
            if (outcome is Outcome<Programme>.Done done)
            {
                own.Add(context.CommandId);
                return done.State;
            }

            Assert.True(outcome is Outcome<Programme>.Busy or Outcome<Programme>.Unavailable, outcome.ToString());
            Interlocked.Increment(ref putOff);
            await Task.Delay(Pause, LedgerTestBed.Stop);
        }
    }

    private void Waited(TimeSpan time)
    {
        for (var known = Interlocked.Read(ref longest); time.Ticks > known; known = Interlocked.Read(ref longest))
            Interlocked.CompareExchange(ref longest, time.Ticks, known);
    }
}
