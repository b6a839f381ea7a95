using System.Runtime.CompilerServices;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>A node: the product's own engine and folds, over a simulated network and writer. By seed, a read is late, fails or hangs; a
/// batch is lost before or after its commit, and then retried or given up; a killed node answers no caller.</summary>
/// <remarks>
/// The queue, retries and splitting of <see cref="BatchWriter"/> run on a separate thread and are tested with PostgreSQL; here only their
/// promises are simulated.
/// </remarks>
internal sealed class SimulatedNode : StreamStore
{
    private readonly SimulatedLedger ledger;
    private readonly SimulatedTime time;
    private readonly Random chance;
    private readonly List<(Proposal Proposal, TaskCompletionSource<AppendResult> Answer)> queue = [];
    private readonly TaskCompletionSource killed = new();
    private Entry? last;
    private bool writing;

    public SimulatedNode(SimulatedLedger ledger, SimulatedTime time, Random chance)
    {
        (this.ledger, this.time, this.chance) = (ledger, time, chance);
        Folds = new(this, ProgrammeEngine.Folding, cached: 2);
        Engine = new(Folds, this, time, ProgrammeEngine.Folding);
    }

    public StreamEngine<Programme> Engine { get; }

    public StreamFold<Programme> Folds { get; }

    /// <summary>Ends when the node is killed.</summary>
    public Task Killed => killed.Task;

    /// <summary>The position of its writer's last entry.</summary>
    public long? Last => last?.Position;

    public void Kill() => killed.SetResult();

    public override async IAsyncEnumerable<StreamRow> Rows(string stream, int from, int upTo,
        [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var row in await Answered(() => Rows(e => e.Stream == stream && e.Version >= from && e.Version <= upTo), stop))
            yield return row;
    }

    public override async IAsyncEnumerable<StreamRow> Rows(IReadOnlyDictionary<string, int> from,
        [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var row in await Answered(() => Rows(e => from.TryGetValue(e.Stream, out var version) && e.Version >= version), stop))
            yield return row;
    }

    public override Task<IReadOnlyList<StoredEntry>> Command(string organisation, string commandId, CancellationToken stop) =>
        Answered<IReadOnlyList<StoredEntry>>(
            () => [.. ledger.Entries.Where(e => e.Organisation == organisation && e.CommandId == commandId)
                .Select(e => new StoredEntry(e, e.Leaf()))], stop);

    public override Task<AppendResult> Append(Proposal proposal)
    {
        Assert.True(proposal.IsWellFormed);
        if (chance.Next(60) == 0) return Task.FromResult<AppendResult>(new AppendResult.Busy());
        var answer = new TaskCompletionSource<AppendResult>();
        queue.Add((proposal, answer));
        if (!writing) WriteSoon();
        return answer.Task;
    }

    private List<StreamRow> Rows(Func<Entry, bool> which) =>
        [.. ledger.Entries.Where(which).OrderBy(e => e.Stream, StringComparer.Ordinal).ThenBy(e => e.Version)
            .Select(e => new StreamRow(e.Stream, EventMetadata.Of(e), e.Type, global::System.Text.Encoding.UTF8.GetBytes(e.Body)))];

    // A round trip: the ledger is read at some point in between.
    private async Task<T> Answered<T>(Func<T> ask, CancellationToken stop)
    {
        await Way(stop);
        var answer = ask();
        await Way(stop);
        return answer;
    }

    private async Task Way(CancellationToken stop)
    {
        var fate = chance.Next(400);
        if (fate == 0) await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        await Task.Delay(Moment(), time, stop);
        if (Killed.IsCompleted) await new TaskCompletionSource().Task;
        if (fate < 8) throw new NpgsqlException("The connection broke.");
    }

    private TimeSpan Moment() => TimeSpan.FromMicroseconds(chance.Next(1, 2000));

    private void WriteSoon()
    {
        writing = true;
        time.After(Moment(), Write);
    }

    private void Write()
    {
        writing = false;
        List<(Proposal Proposal, TaskCompletionSource<AppendResult> Answer)> batch = [.. queue.Take(chance.Next(1, 5))];
        // The writer handles a dry run alone.
        var alone = batch.FindIndex(b => b.Proposal.Rehearsed);
        if (alone >= 0) batch = alone == 0 ? batch[..1] : batch[..alone];
        // A statement that a killed node had sent may still be carried out by the database.
        var sent = !Killed.IsCompleted || chance.Next(2) == 0;
        if (!sent || batch.Count == 0) return;
        if (last is { } own && (own.Position >= ledger.Entries.Count || ledger.Entries[(int)own.Position].EventId != own.EventId))
        {
            Answer(batch, _ => new AppendResult.Forked(new(LedgerFaults.LeafDiffers, own.Position, "")));
            return;
        }

        var fate = chance.Next(12);
        AppendResult[]? results = null;
        if (fate > 0)
        {
            results = ledger.Commit([.. batch.Select(b => b.Proposal)]);
            if (!batch[0].Proposal.Rehearsed) last = results.OfType<AppendResult.Appended>().LastOrDefault()?.Entries[^1] ?? last;
        }

        if (fate > 1) Answer(batch, i => results![i]);
        else if (chance.Next(2) == 0) Answer(batch, _ => new AppendResult.Unknown());
        else WriteSoon();
    }

    // The writer continues with the next ones; callers get their answers a moment later, or never.
    private void Answer(List<(Proposal Proposal, TaskCompletionSource<AppendResult> Answer)> batch, Func<int, AppendResult> result)
    {
        queue.RemoveRange(0, batch.Count);
        if (queue.Count > 0) WriteSoon();
        for (var i = 0; i < batch.Count; i++)
        {
            var (own, answer) = (result(i), batch[i].Answer);
            time.After(Moment(), () =>
            {
                if (!Killed.IsCompleted) answer.SetResult(own);
            });
        }
    }
}
