using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Proves that stored entries are what was recorded, before they are interpreted: each leaf is recomputed from the columns and proven to
/// the present tree, and that tree is proven consistent with the last signed note.
/// </summary>
public sealed class EntryProofs(LedgerReader ledger, TreeNodes nodes, CheckpointSigner signer, LedgerAuditor auditor)
{
    // The entries of one batch of proofs. Neighbours share most of their nodes.
    private const int ProofsTogether = 500;

    /// <summary>
    /// All entries of a programme, in order, with none missing at the end; null when there are none, or none belongs to this organisation.
    /// </summary>
    /// <exception cref="LedgerBrokenException">As for <see cref="Demand"/>, or the stream had more entries at the last note; then
    /// everything is recomputed to find the place.</exception>
    public async Task<IReadOnlyList<Entry>?> DemandAll(Guid organisation, Guid programme, CancellationToken stop)
    {
        var stream = StreamNames.Programme(programme);
        var length = signer.LengthOf(stream);
        var stored = await ledger.Stream(stream, 0, int.MaxValue, stop);
        // One entry of the organisation is enough: moving an entry to another organisation must not hide the programme.
        if (!stored.Any(s => s.Entry.Organisation == $"{organisation}") && (stored.Count > 0 || length == 0)) return null;
        if (stored.Count >= length) return await Demand(stored, 0, stop);
        throw (await auditor.Whole(null, stop)).Verdict is LedgerVerdict.Broken broken
            ? new LedgerBrokenException(broken.Position, broken.Code)
            : new LedgerBrokenException(stored.Count == 0 ? 0 : stored[^1].Entry.Position, LedgerFaults.VersionGap);
    }

    /// <summary>Proves the stream of the entry at a position, up to this entry.</summary>
    /// <exception cref="LedgerBrokenException">As for <see cref="Demand"/>.</exception>
    public async Task DemandUpTo(long position, CancellationToken stop)
    {
        await foreach (var (entry, _) in ledger.From(position, position + 1, stop))
            await Demand(await ledger.Stream(entry.Stream, 0, entry.Version, stop), 0, stop);
    }

    /// <summary>The entries of one stream, in order.</summary>
    /// <param name="after">The version before the first one.</param>
    /// <exception cref="LedgerBrokenException">An entry is not what was recorded, a version is missing, or the ledger does not continue the
    /// last checkpoint.</exception>
    public async Task<IReadOnlyList<Entry>> Demand(IReadOnlyList<StoredEntry> stored, int after, CancellationToken stop)
    {
        foreach (var (i, (entry, leaf)) in stored.Index())
        {
            if (LedgerVerification.Check(entry, leaf).Fault is { } fault) throw new LedgerBrokenException(entry.Position, fault);
            if (entry.Version != after + i + 1) throw new LedgerBrokenException(entry.Position, LedgerFaults.VersionGap);
        }

        Entry[] entries = [.. stored.Select(s => s.Entry)];
        switch (await signer.Compare(stop))
        {
            case LedgerVerdict.Broken broken:
                throw new LedgerBrokenException(broken.Position, broken.Code);
            case LedgerVerdict.Sound now:
                foreach (var some in entries.Chunk(ProofsTogether)) await Prove(some, now, stop);
                break;
        }

        return entries;
    }

    private async Task Prove(Entry[] entries, LedgerVerdict.Sound now, CancellationToken stop)
    {
        if (Array.Find(entries, e => e.Position >= now.Size) is { } behind)
            throw new LedgerBrokenException(behind.Position, StoredFaults.BehindHead);
        (long Position, Hash Leaf)[] leaves = [.. entries.Select(e => (e.Position, Leaf: e.Leaf())).OrderBy(l => l.Position)];
        if (await nodes.RootWith(leaves, now.Size, stop) == now.Root) return;
        // An entry is missing or a stored node is wrong: single proofs say which.
        var proofs = await nodes.Inclusions(Array.ConvertAll(leaves, l => l.Position), now.Size, stop);
        foreach (var ((position, leaf), proof) in leaves.Zip(proofs))
            if (!InclusionProof.Verify(leaf, position, now.Size, proof, now.Root))
                throw new LedgerBrokenException(position, BundleFaults.InclusionProofFailed);
        throw new LedgerBrokenException(leaves[0].Position, BundleFaults.InclusionProofFailed);
    }
}
