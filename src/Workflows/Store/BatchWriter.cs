using System.Diagnostics;
using System.Threading.Channels;
using Marten;
using MentorshipFlow.Audit;
using MentorshipFlow.Workflows.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Limits of the writer.</summary>
/// <param name="Queue">The number of decisions that may wait; the next one is answered <see cref="AppendResult.Busy"/>.</param>
/// <param name="Batch">The number of decisions in one transaction.</param>
/// <param name="BatchEntries">The number of entries in one transaction, unless a single decision has more.</param>
/// <param name="Patience">How long to try a decision while the database is out of reach.</param>
public sealed record BatchLimits(int Queue, int Batch, int BatchEntries, TimeSpan Patience)
{
    /// <summary>The server's limits.</summary>
    public static BatchLimits Default { get; } = new(1024, 512, 4096, TimeSpan.FromSeconds(8));
}

/// <summary>Collects decisions and appends each batch in one transaction that first locks the head row: positions have no gaps, and commit
/// order is position order. A bad decision does not affect others: on a database error or a slow statement the batch is split until the bad
/// decision is alone.</summary>
public sealed partial class BatchWriter : IAsyncDisposable
{
    // SQLSTATE invalid_parameter_value, as PostgreSQL would answer.
    private const string InvalidParameter = "22023";

    private readonly AppendTransaction transaction;
    private readonly BatchLimits limits;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly LedgerAlarm? alarm;
    private readonly Channel<Waiting> queue;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread loop;
    private volatile LedgerVerdict.Broken? fork;

    /// <summary>Starts the writer's thread.</summary>
    /// <param name="alarm">While it is raised, nothing is appended but that it is being cleared; null where there is no safe.</param>
    public BatchWriter(NpgsqlDataSource database, IDocumentStore store, BatchLimits limits, TimeProvider clock, ILogger<BatchWriter> log,
        LedgerAlarm? alarm = null)
    {
        this.alarm = alarm;
        transaction = new(database, store, clock);
        (this.limits, this.clock, this.log) = (limits, clock, log);
        queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(limits.Queue)
            { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        loop = new Thread(Run) { IsBackground = true, Name = "ledger writer" };
        // Started without the caller's context: otherwise the first request's trace would be the parent of every batch, and Marten would
        // use its id as the correlation of each session.
        loop.UnsafeStart();
    }

    /// <summary>
    /// Appends one decision, or tries it in a dry run. The task ends after the commit, when the decision has failed, or after the patience:
    /// with <see cref="AppendResult.Busy"/> if nothing was tried until then, else with <see cref="AppendResult.Unknown"/>.
    /// </summary>
    public async Task<AppendResult> Append(Proposal proposal)
    {
        if (!proposal.IsWellFormed) return new AppendResult.Rejected(InvalidParameter, null);
        var waiting = new Waiting(proposal, clock.GetTimestamp());
        if (!queue.Writer.TryWrite(waiting)) return new AppendResult.Busy();
        try
        {
            // A hanging transaction ends by its own timeouts; callers do not wait for them.
            return await waiting.Answer.Task.WaitAsync(limits.Patience, clock);
        }
        catch (TimeoutException)
        {
            return waiting.GiveUp() ? new AppendResult.Busy() : new AppendResult.Unknown();
        }
    }

    /// <summary>
    /// Why the last batch was not tried: the alarm is raised, or the ledger does not continue the one that this process wrote to. Null
    /// otherwise.
    /// </summary>
    public LedgerVerdict.Broken? Fork => alarm?.Fault ?? fork;

    /// <summary>Finishes the decisions under way and refuses new ones.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        stopping.CancelAfter(limits.Patience);
        await ended.Task;
        transaction.Dispose();
        stopping.Dispose();
    }

    private void Run()
    {
        var batch = new List<Waiting>(limits.Batch);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            for (var entries = 0; batch.Count < limits.Batch && queue.Reader.TryPeek(out var next); entries += next.Proposal.Count)
            {
                if (batch.Count > 0 && (entries + next.Proposal.Count > limits.BatchEntries || next.Proposal.Rehearsed
                    || batch[0].Proposal.Rehearsed)) break;
                queue.Reader.TryRead(out _);
                if (next.Take()) batch.Add(next);
            }

            List<Waiting> slow = [];
            Commit(batch, slow, hasty: false);
            // The other decisions are done. Try each slow one again with the full statement timeout.
            while ((slow = GiveUpOnTheLate(slow)).Count > 0)
            {
                Commit(slow[..1], null, hasty: false);
                slow.RemoveAt(0);
            }
        }

        ended.SetResult();
    }

    /// <param name="slow">Receives decisions that reach the statement timeout alone; null on their last try.</param>
    /// <param name="hasty">See <see cref="AppendTransaction.Run"/>.</param>
    private void Commit(List<Waiting> batch, List<Waiting>? slow, bool hasty)
    {
        if (alarm?.Fault is { } raised)
        {
            foreach (var waiting in batch.Where(w => !w.Proposal.DespiteAlarm))
                waiting.Answer.TrySetResult(new AppendResult.Forked(raised));
            batch = batch.FindAll(w => w.Proposal.DespiteAlarm);
        }

        for (var pause = 20; batch.Count > 0; pause = Math.Min(pause * 2, 500))
        {
            try
            {
                AppendResult[] results;
                var since = Stopwatch.GetTimestamp();
                using (Span(batch))
                    results = transaction.Run([.. batch.Select(w => w.Proposal)], hasty);
                Measures.Appended(batch.Count, Stopwatch.GetElapsedTime(since));
                fork = null;
                for (var i = 0; i < batch.Count; i++) batch[i].Answer.TrySetResult(results[i]);
                return;
            }
            catch (LedgerForkedException forked)
            {
                transaction.Reset();
                fork = forked.Fault;
                alarm?.Raise(forked.Fault);
                LogForked(log, forked.Fault.Code, forked.Fault.Position);
                foreach (var waiting in batch) waiting.Answer.TrySetResult(new AppendResult.Forked(forked.Fault));
                return;
            }
            catch (PostgresException timeout) when (timeout.SqlState == PostgresErrorCodes.QueryCanceled)
            {
                Hasten(batch, slow);
                return;
            }
            catch (Exception error) when (!OutOfReach(error))
            {
                Split(batch, slow, hasty, error);
                return;
            }
            catch (Exception error)
            {
                LogOutOfReach(log, batch.Count, error.Message);
                transaction.Reset();
                if (error is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }) transaction.EndSilentWriters();
            }

            // The outcome is unknown; the next try locks the head row, which waits for the old transaction, and reads the command ids.
            batch = GiveUpOnTheLate(batch);
            if (batch.Count > 0) stopping.Token.WaitHandle.WaitOne(pause);
        }
    }

    // A batch belongs to no request; it is linked to each of its decisions.
    private static Activity? Span(List<Waiting> batch) => !Measures.Spans.HasListeners() ? null
        : Measures.Spans.StartActivity(
            ActivityKind.Internal, links: batch.Where(w => w.Cause != default).Select(w => new ActivityLink(w.Cause)), name: "append")
            ?.SetTag("mentorshipflow.batch.size", batch.Count);

    // One decision is slow: try the halves with less time, so that the others are done within their patience.
    private void Hasten(List<Waiting> batch, List<Waiting>? slow)
    {
        transaction.Reset();
        LogSlow(log, batch.Count);
        if (batch.Count > 1)
        {
            Commit(batch[..(batch.Count / 2)], slow, hasty: true);
            Commit(batch[(batch.Count / 2)..], slow, hasty: true);
        }
        else if (slow is null)
        {
            batch[0].Answer.TrySetResult(new AppendResult.Unknown());
        }
        else
        {
            slow.Add(batch[0]);
        }
    }

    private void Split(List<Waiting> batch, List<Waiting>? slow, bool hasty, Exception error)
    {
        transaction.Reset();
        if (batch.Count == 1)
        {
            var postgres = error as PostgresException;
            LogRejected(log, postgres?.SqlState ?? error.GetType().Name, postgres?.ConstraintName);
            batch[0].Answer.TrySetResult(new AppendResult.Rejected(postgres?.SqlState ?? "", postgres?.ConstraintName));
            return;
        }

        Commit(batch[..(batch.Count / 2)], slow, hasty);
        Commit(batch[(batch.Count / 2)..], slow, hasty);
    }

    private List<Waiting> GiveUpOnTheLate(List<Waiting> batch)
    {
        var late = batch.Where(w => stopping.IsCancellationRequested || clock.GetElapsedTime(w.Since) > limits.Patience).ToHashSet();
        foreach (var waiting in late) waiting.Answer.TrySetResult(new AppendResult.Unknown());
        return [.. batch.Where(w => !late.Contains(w))];
    }

    /// <summary>Whether the database, not the decision, is at fault; then the same batch is tried again.</summary>
    public static bool OutOfReach(Exception error) => error switch
    {
        // Classes 08 connection, 26 prepared statements lost with it, 53 resources (disk full), 57 operator intervention, 58 system, XX
        // internal; locks and serialisation may be retried.
        PostgresException { SqlState: "55P03" or "40001" or "40P01" or "25P03" or "25006" } => true,
        PostgresException p => p.SqlState[..2] is "08" or "26" or "53" or "57" or "58" or "XX",
        NpgsqlException or TimeoutException or IOException or OperationCanceledException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger is out of reach for a batch of {Count}: {Error}")]
    private static partial void LogOutOfReach(ILogger log, int count, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "One decision of {Count} takes longer than a statement may")]
    private static partial void LogSlow(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "ledger-forked: {Code} at position {Position}. This is not the ledger that this process wrote to: nothing is appended.")]
    private static partial void LogForked(ILogger log, string code, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database rejected one decision: {SqlState} {Constraint}")]
    private static partial void LogRejected(ILogger log, string sqlState, string? constraint);

    private sealed class Waiting(Proposal proposal, long since)
    {
        private int state;

        public Proposal Proposal => proposal;

        public long Since => since;

        /// <summary>The span of its decision; null without tracing.</summary>
        public ActivityContext Cause { get; } = Activity.Current?.Context ?? default;

        public TaskCompletionSource<AppendResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Takes the decision for the writer; false when its caller has given up.</summary>
        public bool Take() => Interlocked.CompareExchange(ref state, Taken, Queued) == Queued;

        /// <summary>Gives up waiting for the decision; false when the writer has taken it.</summary>
        public bool GiveUp() => Interlocked.CompareExchange(ref state, GivenUp, Queued) == Queued;

        private const int Queued = 0;
        private const int Taken = 1;
        private const int GivenUp = 2;
    }
}
