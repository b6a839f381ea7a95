using System.Globalization;
using MentorshipFlow.System.Tests.Audit;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>
/// R6: the wall clock is set while decisions and the schedule of checkpoints go on. PostgreSQL keeps the machine's own time.
/// </summary>
[Collection(OnAuditedLedgers.Name)]
[Trait("drill", "R6")]
public sealed class A_clock_that_jumps(AuditBed bed)
{
    // A day forward, a day back; both changes of summer time in Europe; over a leap day and back; far into the past.
    private static readonly string[] Jumps =
    [
        "2026-11-21T10:00:00Z", "2026-11-20T10:00:00Z", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T00:59:59Z",
        "2026-10-25T00:00:00Z", "2028-02-28T23:59:59Z", "2028-02-29T23:59:59.999999Z", "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z",
        "1970-01-01T00:00:00Z", "2026-11-20T10:00:00Z",
    ];

    [Fact]
    public async Task Loses_no_checkpoint_repeats_none_and_keeps_the_order()
    {
        var rounds = DrillSize.Of("R6", 1, 20);
        var wall = new SetClock(Parsed(Jumps[^1]));
        await using var ledger = await bed.Ledger();
        await using var node = new LedgerNode(ledger.App, Secrets.Open(ledger.Safe), wall, Patience.Limits);
        var school = await ledger.School();
        var minutes = new Minutes(wall);
        using var schedule = new CheckpointSchedule(ledger.Signer, CheckpointInterval.Default, minutes,
            NullLogger<CheckpointSchedule>.Instance);
        await schedule.StartAsync(LedgerTestBed.Stop);
        var notes = Notes(ledger);
        foreach (var jump in Enumerable.Repeat(Jumps, rounds).SelectMany(j => j))
        {
            wall.Now = Parsed(jump);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DecidedAsync(node, school)));
            Assert.Equal(notes, Notes(ledger));
            await minutes.PassAsync();
            notes++;
            while (Notes(ledger) < notes) await Task.Delay(2, LedgerTestBed.Stop);
        }

        await schedule.StopAsync(LedgerTestBed.Stop);

        Assert.Equal(notes, Notes(ledger));
        var entries = await node.Verified();
        DrillSize.Figure("R6", $"the clock set {rounds * Jumps.Length} times, by up to 58 years, forth and back: {entries.Count} entries ",
            $"in the order of their versions, recordedAt never back, {notes} checkpoints for {notes - 1} minutes and the start, ",
            $"none lost or doubled");
    }

    private static async Task DecidedAsync(LedgerNode node, School school) =>
        await school.Done(node, await school.Drafted(node), School.Resource());

    private static int Notes(AuditedLedger ledger) => new CheckpointFile(ledger.Safe).Notes().Count();

    private static DateTimeOffset Parsed(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A settable wall clock, with a timer that ticks when the test says that a minute has passed.</summary>
    private sealed class Minutes(TimeProvider wall) : TimeProvider
    {
        private volatile Action? tick;

        public override DateTimeOffset GetUtcNow() => wall.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), (dueTime, period));
            tick = () => callback(state);
            // A timer that never ticks, like one that was stopped at once.
            return wall.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public async Task PassAsync()
        {
            while (tick is null) await Task.Delay(1, LedgerTestBed.Stop);
            tick();
        }
    }
}
