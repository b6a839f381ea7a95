using System.Runtime.InteropServices;
using System.Text;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Audit;

/// <summary>
/// Verifies stored entries in the order of their positions: leaf, form, gaps in positions and versions, time, signatures of decisions, and
/// the root at every known checkpoint. Holds one hash per level of the tree and one number per stream.
/// <see cref="Check(Entry, Hash)"/> checks a single
/// entry and may run on many threads; <see cref="Accept"/> takes the results in order.
/// </summary>
public sealed class LedgerVerification
{
    private readonly Frontier frontier;
    private readonly bool fromTheBeginning;
    private readonly IReadOnlyList<(long Size, Hash Root)> checkpoints;
    private readonly Dictionary<string, int> versions;
    private CheckedEntry? last;
    private int nextCheckpoint;
    private LedgerVerdict.Broken? broken;

    /// <summary>A verification of the whole ledger.</summary>
    /// <param name="checkpoints">Checkpoints kept outside of the ledger, smallest size first.</param>
    /// <exception cref="ArgumentException">The checkpoints are not in order.</exception>
    public LedgerVerification(IReadOnlyList<(long Size, Hash Root)> checkpoints)
        : this(Frontier.Empty, checkpoints, null) { }

    /// <summary>
    /// A verification of a range that follows this frontier. The frontier is not verified until a checkpoint at or after it confirms it.
    /// For a stream without a known last version, any first version is accepted.
    /// </summary>
    /// <param name="before">The tree before the range; it is copied.</param>
    /// <param name="checkpoints">As for the whole ledger; checkpoints before the range are ignored.</param>
    /// <param name="streams">The last versions of streams before the range, as far as known.</param>
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

    /// <summary>Called for each inner node that becomes complete, with level (from 1), index and hash, to compare it with the stored
    /// node.</summary>
    public Action<int, long, Hash>? Completed { get; init; }

    /// <summary>Number of accepted positions, including those before the range.</summary>
    public long Size => frontier.Size;

    /// <summary>The last version of each stream, from before the range and from its entries.</summary>
    public IReadOnlyDictionary<string, int> Versions => versions;

    /// <summary>Checks of a single entry: its form, that the stored leaf is the hash of its columns, and the signature of a
    /// decision.</summary>
    public static CheckedEntry Check(Entry entry, Hash stored) =>
        Malformed(entry) ?? (CanonicalJson.IsCanonical(entry.Body)
            ? Signed(
                Compared(entry, entry.Leaf(), stored),
                DecisionSignatures.Concerns(entry.Type) ? Encoding.UTF8.GetBytes(entry.Body) : [])
            : NotCanonical(entry));

    /// <summary>
    /// The same for an entry whose body is stored as jsonb, which has an order of members of its own; <see cref="Entry.Body"/> is not read.
    /// </summary>
    /// <param name="json">The body in UTF-8.</param>
    public static CheckedEntry Check(Entry entry, ReadOnlySpan<byte> json, Hash stored)
    {
        if (Malformed(entry) is { } malformed) return malformed;
        using var body = new CanonicalPass(json);
        return body.Fault is null ? Signed(Compared(entry, entry.Leaf(body.Canonical), stored), body.Canonical) : NotCanonical(entry);
    }

    /// <summary>Takes the next entry. False after the first fault: the caller may stop.</summary>
    public bool Accept(in CheckedEntry next)
    {
        if (broken is not null) return false;

        var entry = next.Entry;
        if (entry.Position != frontier.Size) return Break(LedgerFaults.PositionGap, Name(entry));
        if (next.Fault is { } fault) return Break(fault, next.Where);
        if (!IsNextVersion(entry)) return Break(LedgerFaults.VersionGap, Name(entry));
        // The format is fixed, so the order of the texts is the order of the times.
        if (string.CompareOrdinal(entry.RecordedAt, last?.Entry.RecordedAt) < 0) return Break(LedgerFaults.TimeGoesBack, Name(entry));
        if (!IsOfTheDecisionBefore(next)) return Break(LedgerFaults.DecisionSignatureWrong, Name(entry));

        last = next;
        frontier.AppendLeafHash(next.LeafHash, Completed);
        CompareCheckpoints();
        return broken is null;
    }

    /// <summary>The verdict on the entries accepted so far.</summary>
    public LedgerVerdict Finish() =>
        broken is not null ? broken
        : nextCheckpoint < checkpoints.Count ? new LedgerVerdict.Broken(LedgerFaults.TailCut, frontier.Size, "")
        : new LedgerVerdict.Sound(frontier.Size, frontier.Root());

    private static CheckedEntry? Malformed(Entry entry) =>
        EntryForm.Malformed(entry) is { } field ? new(entry, default, LedgerFaults.FieldMalformed, field) : null;

    private static CheckedEntry NotCanonical(Entry entry) => new(entry, default, LedgerFaults.BodyNotCanonical, "body");

    private static CheckedEntry Compared(Entry entry, Hash leaf, Hash stored) => leaf == stored
        ? new(entry, MerkleTree.LeafHash(stored), null, "")
        : new(entry, default, LedgerFaults.LeafDiffers, $"{entry.Stream}/{entry.Version}");

    private static CheckedEntry Signed(CheckedEntry found, ReadOnlySpan<byte> body)
    {
        var entry = found.Entry;
        if (found.Fault is not null || !DecisionSignatures.Concerns(entry.Type)) return found;
        GateEvent? decision;
        try
        {
            decision = (GateEvent)EventCodec.Read(entry.Type, body);
        }
        catch (UnknownEventException)
        {
            decision = null;
        }

        // A signature that cannot be read cannot be verified.
        var wrong = decision is GateEvent.StageDecisionSigned signed
            ? !DecisionSignatures.Holds(entry, signed)
            : decision is null && entry.Type == DecisionSignatures.SignatureType;
        return wrong
            ? new(entry, default, LedgerFaults.DecisionSignatureWrong, Name(entry))
            : found with { Decision = decision };
    }

    // The entry before the first one of a range is not known.
    private bool IsOfTheDecisionBefore(in CheckedEntry next) =>
        next.Decision is not GateEvent.StageDecisionSigned signed
        || (last is { } before ? DecisionSignatures.Follows(next.Entry, signed, before.Entry, before.Decision) : !fromTheBeginning);

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

/// <summary>The result of <see cref="LedgerVerification.Check(Entry, Hash)"/>.</summary>
/// <param name="LeafHash">Hash of the entry's level-0 node.</param>
/// <param name="Fault">A constant of <see cref="LedgerFaults"/>; null if the entry itself has no fault.</param>
/// <param name="Where">The subject of the fault.</param>
public readonly record struct CheckedEntry(Entry Entry, Hash LeafHash, string? Fault, string Where)
{
    /// <summary>The event, if it is a decision that can be signed or a signature of one.</summary>
    internal GateEvent? Decision { get; init; }
}
