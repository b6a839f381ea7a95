using System.Runtime.InteropServices;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>
/// Verifies stored entries in the order of their positions: leaf, form, density of positions and versions, time, and the root at every
/// known checkpoint. Holds one hash per level of the tree and one number per stream. <see cref="Check"/> looks at one entry alone and
/// may run on many threads; <see cref="Accept"/> takes the results one after the other.
/// </summary>
public sealed class LedgerVerification
{
    private readonly Frontier frontier;
    private readonly bool fromTheBeginning;
    private readonly IReadOnlyList<(long Size, Hash Root)> checkpoints;
    private readonly Dictionary<string, int> versions;
    private string lastRecordedAt = "";
    private int nextCheckpoint;
    private LedgerVerdict.Broken? broken;

    /// <summary>A verification of the whole ledger.</summary>
    /// <param name="checkpoints">What is known of the ledger from outside, smallest size first.</param>
    /// <exception cref="ArgumentException">The checkpoints are not in order.</exception>
    public LedgerVerification(IReadOnlyList<(long Size, Hash Root)> checkpoints)
        : this(Frontier.Empty, checkpoints, null)
    {
    }

    /// <summary>
    /// A verification of a range that begins behind this frontier. The frontier is believed until a checkpoint at or behind it
    /// confirms it, and the first version of a stream whose version before is not known is taken as it comes.
    /// </summary>
    /// <param name="before">The tree before the range; it is copied.</param>
    /// <param name="checkpoints">As for the whole ledger; those before the range are passed over.</param>
    /// <param name="streams">The last versions of streams in front of the range, as far as they are known.</param>
    /// <exception cref="ArgumentException">The checkpoints are not in order.</exception>
    public LedgerVerification(
        Frontier before, IReadOnlyList<(long Size, Hash Root)> checkpoints, IReadOnlyDictionary<string, int>? streams = null)
    {
        for (var i = 1; i < checkpoints.Count; i++)
            if (checkpoints[i].Size < checkpoints[i - 1].Size)
                throw new ArgumentException("Checkpoints come smallest first.", nameof(checkpoints));

        frontier = Frontier.Parse(before.Size, before.ToBytes());
        fromTheBeginning = before.Size == 0;
        this.checkpoints = checkpoints;
        versions = streams is null ? [] : new(streams);
        while (nextCheckpoint < checkpoints.Count && checkpoints[nextCheckpoint].Size < before.Size) nextCheckpoint++;
        CompareCheckpoints();
    }

    /// <summary>Told each inner node of the tree that becomes complete: level (from 1), index and hash, for
    /// comparison with what is stored.</summary>
    public Action<int, long, Hash>? Completed { get; init; }

    /// <summary>How many positions were accepted, those before the range included.</summary>
    public long Size => frontier.Size;

    /// <summary>The last version of each stream that was known before or has an entry in the range.</summary>
    public IReadOnlyDictionary<string, int> Versions => versions;

    /// <summary>Checks of a single entry: its form, and that the stored leaf is the hash of its columns.</summary>
    public static CheckedEntry Check(Entry entry, Hash stored)
    {
        if (EntryForm.Malformed(entry) is { } field) return new(entry, default, LedgerFaults.FieldMalformed, field);
        if (!CanonicalJson.IsCanonical(entry.Body)) return new(entry, default, LedgerFaults.BodyNotCanonical, "body");
        return entry.Leaf() == stored
            ? new(entry, MerkleTree.LeafHash(stored), null, "")
            : new(entry, default, LedgerFaults.LeafDiffers, $"{entry.Stream}/{entry.Version}");
    }

    /// <summary>The next entry. False once something is wrong: there is no need to go on.</summary>
    public bool Accept(in CheckedEntry next)
    {
        if (broken is not null) return false;

        var entry = next.Entry;
        if (entry.Position != frontier.Size) return Break(LedgerFaults.PositionGap, Name(entry));
        if (next.Fault is { } fault) return Break(fault, next.Where);
        if (!IsNextVersion(entry)) return Break(LedgerFaults.VersionGap, Name(entry));
        // The form is fixed, so the order of the texts is the order of the times.
        if (string.CompareOrdinal(entry.RecordedAt, lastRecordedAt) < 0) return Break(LedgerFaults.TimeGoesBack, Name(entry));

        lastRecordedAt = entry.RecordedAt;
        frontier.AppendLeafHash(next.LeafHash, Completed);
        CompareCheckpoints();
        return broken is null;
    }

    /// <summary>The verdict when the last entry was accepted, or at any time before.</summary>
    public LedgerVerdict Finish() =>
        broken is not null ? broken
        : nextCheckpoint < checkpoints.Count ? new LedgerVerdict.Broken(LedgerFaults.TailCut, frontier.Size, "")
        : new LedgerVerdict.Sound(frontier.Size, frontier.Root());

    private bool IsNextVersion(Entry entry)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(versions, entry.Stream, out var known);
        var isNext = (!known && !fromTheBeginning) || entry.Version - 1 == last;
        last = entry.Version;
        return isNext;
    }

    private void CompareCheckpoints()
    {
        for (; broken is null && nextCheckpoint < checkpoints.Count && checkpoints[nextCheckpoint].Size == frontier.Size; nextCheckpoint++)
            if (checkpoints[nextCheckpoint].Root != frontier.Root()) Break(LedgerFaults.RootDiffersAtCheckpoint, "");
    }

    private bool Break(string code, string where)
    {
        broken = new(code, frontier.Size, where);
        return false;
    }

    private static string Name(Entry entry) => $"{entry.Stream}/{entry.Version}";
}

/// <summary>An entry that <see cref="LedgerVerification.Check"/> has looked at.</summary>
/// <param name="LeafHash">The tree's node of level 0 above the entry.</param>
/// <param name="Fault">A constant of <see cref="LedgerFaults"/>; null when nothing is wrong with the entry alone.</param>
/// <param name="Where">What the fault is about.</param>
public readonly record struct CheckedEntry(Entry Entry, Hash LeafHash, string? Fault, string Where);
