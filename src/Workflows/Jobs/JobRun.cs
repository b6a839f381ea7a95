using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Jobs;

/// <summary>
/// One run of a job: stores its progress twice a second, and hears that somebody cancelled it or that another node runs it.
/// </summary>
public sealed class JobRun : IProgress<WorkStep>, IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly JobStore store;
    private readonly BegunJob job;
    private readonly CancellationTokenSource ended;
    private readonly CancellationTokenSource kept = new();
    private readonly Task keeping;
    private volatile WorkStep? latest;

    /// <param name="interrupted">The server stops.</param>
    public JobRun(JobStore store, BegunJob job, TimeProvider clock, CancellationToken interrupted)
    {
        (this.store, this.job) = (store, job);
        ended = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        Cancelled = job.Cancelling;
        if (Cancelled) ended.Cancel();
        keeping = Keep(clock);
    }

    /// <summary>The job was cancelled, another run has begun, or the server stops.</summary>
    public CancellationToken Stop => ended.Token;

    /// <summary>Whether somebody cancelled the job.</summary>
    public bool Cancelled { get; private set; }

    /// <summary>How far the run has got; null before the first report.</summary>
    public (long Done, long? Total)? Counts => latest is { } step ? (step.Done, step.Total) : null;

    /// <inheritdoc/>
    public void Report(WorkStep value)
    {
        // A step that counts nothing leaves the counts of the step before it.
        if (value.Total is not null) latest = value;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await kept.CancelAsync();
        await keeping;
        kept.Dispose();
        ended.Dispose();
    }

    private async Task Keep(TimeProvider clock)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(kept.Token))
            {
                try
                {
                    var asked = await store.Progress(job, latest?.Done ?? 0, latest?.Total, kept.Token);
                    if (asked is false) continue;
                    Cancelled = asked is true;
                    await ended.CancelAsync();
                    return;
                }
                catch (Exception error) when (!kept.IsCancellationRequested && BatchWriter.OutOfReach(error))
                {
                    // The work itself finds out.
                }
            }
        }
        catch (OperationCanceledException) when (kept.IsCancellationRequested)
        {
            // The run has ended.
        }
    }
}
