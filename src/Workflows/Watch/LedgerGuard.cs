using System.Diagnostics;
using System.Diagnostics.Metrics;
using MentorshipFlow.Audit;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.Workflows.Watch;

/// <summary>How often a node verifies by itself.</summary>
/// <param name="Every">How often new entries are verified.</param>
/// <param name="Pause">The shortest pause between two verifications of everything.</param>
/// <param name="Longest">The longest time from the end of one to the end of the next.</param>
/// <param name="Share">The share of time that verifying everything may take; the pause grows with the ledger.</param>
public sealed record GuardLimits(TimeSpan Every, TimeSpan Pause, TimeSpan Longest, double Share)
{
    /// <summary>The server's limits: a small ledger is verified three times a minute, a large one at least once a day.</summary>
    public static GuardLimits Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromHours(23), 0.05);
}

/// <summary>The last verification of everything.</summary>
/// <param name="Size">Entries.</param>
/// <param name="Broken">The first fault of the ledger; null for none.</param>
/// <param name="Rows">Faults of rows beside the ledger; not looked for in a ledger with a fault.</param>
/// <param name="Compared">How many rows were compared.</param>
public sealed record Guarded(
    DateTimeOffset At, TimeSpan Took, long Size, LedgerVerdict.Broken? Broken, IReadOnlyList<RowFault> Rows, long Compared);

/// <summary>
/// Verifies without being asked: at the start what came since the last verified mark, then new entries as they come, and everything again
/// and again, entries and rows. A fault of the ledger raises <see cref="LedgerAlarm"/>; a fault of a row is a warning, because the row
/// itself is not believed.
/// </summary>
public sealed partial class LedgerGuard : BackgroundService
{
    private readonly LedgerAuditor auditor;
    private readonly RowAuditor rows;
    private readonly LedgerReader ledger;
    private readonly CheckpointSigner signer;
    private readonly VerifiedMark mark;
    private readonly LedgerAlarm alarm;
    private readonly AlarmClearing clearing;
    private readonly GuardLimits limits;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Meter meter = new(Measures.Name);
    private Verified? since;
    private volatile Guarded? last;
    private HashSet<RowFault> told = [];

    public LedgerGuard(LedgerAuditor auditor, RowAuditor rows, LedgerReader ledger, CheckpointSigner signer, VerifiedMark mark,
        LedgerAlarm alarm, AlarmClearing clearing, GuardLimits limits, TimeProvider clock, ILogger<LedgerGuard> log)
    {
        (this.auditor, this.rows, this.ledger, this.signer, this.mark) = (auditor, rows, ledger, signer, mark);
        (this.alarm, this.clearing, this.limits, this.clock, this.log) = (alarm, clearing, limits, clock, log);
        meter.CreateObservableGauge("mentorshipflow.verification.age", Age, "s", "Since everything was verified and nothing was found");
        meter.CreateObservableGauge("mentorshipflow.verification.faults", Faults, "{fault}", "Faults that the last verification found");
        meter.CreateObservableGauge("mentorshipflow.alarm", () => alarm.Fault is null ? 0 : 1, "{alarm}",
            "1 while the ledger is not what was recorded, and nothing is decided");
    }

    /// <summary>The last verification of everything; null before the first.</summary>
    public Guarded? Last => last;

    /// <summary>The problems for the operator.</summary>
    public IReadOnlyList<Trouble> Troubles => last is not { Rows: [var first, ..] faults } ? [] :
    [
        new("rows", $"{faults.Count} rows are not believed; the first is {first.Table} {first.Row}: {first.Fault}. See the runbook, "
            + "'When it shouts'.", Stops: false),
    ];

    /// <summary>Verifies everything now, entries and rows.</summary>
    public async Task<Guarded> Verify(CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var origin = (await ledger.Head(stop)).Origin;
        var report = await auditor.Whole(null, stop);
        var broken = report.Verdict as LedgerVerdict.Broken;
        var compared = broken is null ? await rows.Verify(stop) : new([], 0, report.Entries);
        var guarded = new Guarded(
            clock.GetUtcNow(), Stopwatch.GetElapsedTime(started), report.Entries, broken, compared.Faults, compared.Rows);
        last = guarded;
        if (report.Verdict is LedgerVerdict.Sound sound)
        {
            since = new(new(origin, sound.Size, sound.Root), guarded.At);
            if (compared.Faults.Count == 0) mark.Write(since);
        }

        Tell(guarded);
        return guarded;
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        since = mark.Read();
        await Attempt(() => VerifyNew(cancellationToken), cancellationToken);
        await Attempt(() => Clear(cancellationToken), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(limits.Every, clock);
        long? ended = null;
        var pause = TimeSpan.Zero;
        try
        {
            do
            {
                await Attempt(() => Clear(stoppingToken), stoppingToken);
                if (ended is { } at && clock.GetElapsedTime(at) < pause)
                {
                    await Attempt(() => VerifyNew(stoppingToken), stoppingToken);
                    continue;
                }

                var began = clock.GetTimestamp();
                await Attempt(() => Verify(stoppingToken), stoppingToken);
                ended = clock.GetTimestamp();
                pause = Pause(clock.GetElapsedTime(began));
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Nothing is left to do.
        }
    }

    private TimeSpan Pause(TimeSpan took)
    {
        var gentle = took * ((1 / limits.Share) - 1);
        var latest = limits.Longest - took;
        return gentle > latest ? (latest > limits.Pause ? latest : limits.Pause) : gentle > limits.Pause ? gentle : limits.Pause;
    }

    private async Task VerifyNew(CancellationToken stop)
    {
        if (since is not { } known) return;
        switch (await auditor.Since(known.Checkpoint, stop))
        {
            case LedgerVerdict.Broken broken:
                Raise(broken);
                break;
            case LedgerVerdict.Sound sound:
                since = known with { Checkpoint = known.Checkpoint with { Size = sound.Size, Root = sound.Root } };
                break;
        }
    }

    // A decision of the operator that another process noted and did not carry out.
    private async Task Clear(CancellationToken stop)
    {
        if (await clearing.Finish(stop)) LogCleared(log);
    }

    private void Tell(Guarded guarded)
    {
        if (guarded.Broken is { } broken) Raise(broken);
        // Each fault is told once, as long as it lasts.
        foreach (var fault in guarded.Rows.Where(f => !told.Contains(f))) LogRow(log, fault.Table, fault.Row, fault.Fault);
        told = [.. guarded.Rows];
    }

    private void Raise(LedgerVerdict.Broken broken)
    {
        if (alarm.Raise(broken)) LogBroken(log, broken.Code, broken.Position, broken.Where);
    }

    private async Task Attempt(Func<Task> verify, CancellationToken stop)
    {
        try
        {
            await verify();
        }
        catch (Exception error) when (!stop.IsCancellationRequested && (error is NpgsqlException or IOException
            or UnauthorizedAccessException or NotDecidedException or EntryNotFoldedException or LedgerBrokenException
            || BatchWriter.OutOfReach(error)))
        {
            // The next round tries again. If an entry does not fold, the round finds out whether it was changed.
            LogPutOff(log, error.Message);
        }
    }

    private IEnumerable<Measurement<double>> Age() => mark.Read() is { } verified
        ? [new((clock.GetUtcNow() - verified.At).TotalSeconds)] : [];

    private IEnumerable<Measurement<long>> Faults() => last is not { } guarded ? [] :
    [
        new(guarded.Broken is null ? 0 : 1, new KeyValuePair<string, object?>("of", "ledger")),
        new(guarded.Rows.Count, new KeyValuePair<string, object?>("of", "rows")),
    ];

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "ledger-forked: {Code} at position {Position} {Where}. Nothing is decided until an operator clears the alarm.")]
    private static partial void LogBroken(ILogger log, string code, long position, string where);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The alarm was cleared, as the operator decided. The ledger says so.")]
    private static partial void LogCleared(ILogger log);

    [LoggerMessage(Level = LogLevel.Critical, Message = "row-not-believed: {Table} {Row}: {Fault}. See the runbook.")]
    private static partial void LogRow(ILogger log, string table, string row, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A verification was put off: {Error}")]
    private static partial void LogPutOff(ILogger log, string error);
}
