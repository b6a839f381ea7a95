using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Demands of stored entries that they are what was recorded, before anybody reads a meaning into them: each leaf is recomputed from the
/// columns and proven to the tree as it is now, and that tree is joined to the last note that left the house.
/// </summary>
public sealed class EntryProofs(LedgerReader ledger, TreeNodes nodes, CheckpointSigner signer, LedgerAuditor auditor)
{
    // This many are proven together; neighbours share most of their nodes.
    private const int ProofsTogether = 500;

    /// <summary>
    /// All entries of a programme, in order: none is missing at the end either; null when it has none, or none is this organisation's.
    /// </summary>
    /// <exception cref="LedgerBrokenException">As for <see cref="Demand"/>, or there were more when the last note was signed: then
    /// everything is recomputed to say where.</exception>
    public async Task<IReadOnlyList<Entry>?> DemandAll(Guid organisation, Guid programme, CancellationToken stop)
    {
        var stream = StreamNames.Programme(programme);
        var length = signer.LengthOf(stream);
        var stored = await ledger.Stream(stream, 0, int.MaxValue, stop);
        // One is enough: whoever moved an entry to another organisation must not hide the programme by it.
        if (!stored.Any(s => s.Entry.Organisation == $"{organisation}") && (stored.Count > 0 || length == 0)) return null;
        if (stored.Count >= length) return await Demand(stored, 0, stop);
        throw (await auditor.Whole(null, stop)).Verdict is LedgerVerdict.Broken broken
            ? new LedgerBrokenException(broken.Position, broken.Code)
            : new LedgerBrokenException(stored.Count == 0 ? 0 : stored[^1].Entry.Position, LedgerFaults.VersionGap);
    }

    /// <summary>The stream that the entry at a position stands in, up to this entry: returns when all of it is what was recorded.</summary>
    /// <exception cref="LedgerBrokenException">As for <see cref="Demand"/>.</exception>
    public async Task DemandUpTo(long position, CancellationToken stop)
    {
        await foreach (var (entry, _) in ledger.From(position, position + 1, stop))
            await Demand(await ledger.Stream(entry.Stream, 0, entry.Version, stop), 0, stop);
    }

    /// <summary>The entries of one stream, in order.</summary>
    /// <param name="after">The version in front of the first one.</param>
    /// <exception cref="LedgerBrokenException">One of them is not what was recorded, a version is missing, or the ledger is not the one
    /// that left the house.</exception>
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
        // One of them is not there, or a stored node is not what it was: a proof for each says which.
        var proofs = await nodes.Inclusions(Array.ConvertAll(leaves, l => l.Position), now.Size, stop);
        foreach (var ((position, leaf), proof) in leaves.Zip(proofs))
            if (!InclusionProof.Verify(leaf, position, now.Size, proof, now.Root))
                throw new LedgerBrokenException(position, BundleFaults.InclusionProofFailed);
        throw new LedgerBrokenException(leaves[0].Position, BundleFaults.InclusionProofFailed);
    }
}
