using MentorshipFlow.Auditing;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Verifies one organisation's entries for its own auditor: its leaves are recomputed, of every other entry only the leaf is read, and the root
/// over all of them is compared with the checkpoints and the head. What an auditor may not see he need not see.
/// </summary>
public sealed class OrganisationAuditor(NpgsqlDataSource database, LedgerReader ledger, CheckpointFile file, CheckpointSigner signer, TimeProvider clock)
{
    private const int Page = 5000;

    private const string Leaves = "select position, leaf from ledger.entries where position >= $1 and position < $2 order by position";

    private const string Own = $"select {LedgerReader.Columns} from ledger.entries where position >= $1 and position < $2 and organisation = $3 order by position";

    /// <summary>Verifies.</summary>
    /// <param name="brought">A checkpoint that the auditor had from elsewhere, its signature verified.</param>
    public async Task<LedgerReport> Verify(Guid organisation, Checkpoint? brought, CancellationToken stop)
    {
        var since = clock.GetTimestamp();
        var known = KnownCheckpoints.Of(file, signer.Key, (await ledger.Head(stop)).Origin, brought);
        var head = await ledger.Head(stop);
        if (known.Fault is { } unusable) return new(unusable, 0, 0, 0, 0, clock.GetElapsedTime(since));

        var walk = new Walk(new(known.InOrder));
        while (walk.Fault is null && walk.Size < head.Size)
        {
            var before = walk.Size;
            var own = await OwnEntries(organisation, before, stop);
            await foreach (var (position, leaf) in AllLeaves(before, Math.Min(before + Page, head.Size), stop)) walk.Accept(position, leaf, own.GetValueOrDefault(position));
            if (walk.Size == before) break;
        }

        LedgerVerdict verdict = walk.Fault is { } fault ? fault
            : walk.Size < head.Size || walk.Expected.Count > 0 ? new LedgerVerdict.Broken(LedgerFaults.TailCut, walk.Size, "")
            : !head.HasRoot(walk.Root) ? new LedgerVerdict.Broken(StoredFaults.HeadDiffers, head.Size, "")
            : new LedgerVerdict.Sound(walk.Size, walk.Root);
        return new(verdict, 0, walk.Recomputed, head.Size, known.InOrder.Count, clock.GetElapsedTime(since));
    }

    private async Task<Dictionary<long, StoredEntry>> OwnEntries(Guid organisation, long from, CancellationToken stop)
    {
        Dictionary<long, StoredEntry> own = [];
        await using var command = database.Command(Own, Value(from), Value(from + Page), Value(organisation.ToString()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) own.Add(reader.GetInt64(0), LedgerReader.Read(reader));
        return own;
    }

    private async IAsyncEnumerable<(long Position, Hash Leaf)> AllLeaves(long from, long upTo, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = database.Command(Leaves, Value(from), Value(upTo));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) yield return (reader.GetInt64(0), Hash.From(reader.GetFieldValue<byte[]>(1)));
    }

    // Position after position: the tree over every leaf, and what is due in each stream of the organisation.
    private sealed class Walk
    {
        private readonly Frontier frontier = Frontier.Empty;
        private readonly Dictionary<string, int> versions = [];

        public Walk(Queue<(long Size, Hash Root)> expected)
        {
            Expected = expected;
            Compare();
        }

        public Queue<(long Size, Hash Root)> Expected { get; }

        public LedgerVerdict.Broken? Fault { get; private set; }

        public long Recomputed { get; private set; }

        public long Size => frontier.Size;

        public Hash Root => frontier.Root();

        public void Accept(long position, Hash leaf, StoredEntry? own)
        {
            if (Fault is not null) return;
            if (position != frontier.Size) Break(LedgerFaults.PositionGap, "");
            else if (own is not null) Recompute(own);
            if (Fault is not null) return;
            frontier.Append(leaf);
            Compare();
        }

        private void Recompute(StoredEntry own)
        {
            var (entry, name) = (own.Entry, $"{own.Entry.Stream}/{own.Entry.Version}");
            var version = versions[entry.Stream] = versions.GetValueOrDefault(entry.Stream) + 1;
            if (LedgerVerification.Check(entry, own.Leaf) is { Fault: { } fault } looked) Break(fault, looked.Where);
            else if (entry.Version != version) Break(LedgerFaults.VersionGap, name);
            Recomputed++;
        }

        private void Compare()
        {
            while (Fault is null && Expected.TryPeek(out var next) && next.Size == frontier.Size)
            {
                Expected.Dequeue();
                if (next.Root != frontier.Root()) Break(LedgerFaults.RootDiffersAtCheckpoint, "");
            }
        }

        private void Break(string code, string where) => Fault = new(code, frontier.Size, where);
    }
}
