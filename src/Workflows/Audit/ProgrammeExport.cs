using MentorshipFlow.Audit;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>The result of an export.</summary>
public abstract record Export
{
    private Export()
    {
    }

    /// <summary>The export as a bundle.</summary>
    public sealed record Made(Bundle Bundle) : Export;

    /// <summary>A part of the history as an excerpt.</summary>
    public sealed record MadeExcerpt(Excerpt Excerpt) : Export;

    /// <summary>More entries than an excerpt may have.</summary>
    public sealed record TooMany(int Entries) : Export;

    /// <summary>Nothing was signed: see <see cref="Signing.Forked"/>.</summary>
    public sealed record Forked(LedgerVerdict.Broken Fault) : Export;
}

/// <summary>Exports one programme as a file that can be verified without database and network (<see cref="Bundle"/>).</summary>
public sealed class ProgrammeExport(LedgerReader ledger, TreeNodes nodes, EntryProofs proofs, CheckpointSigner signer,
    CosignedCheckpoints cosigned, CertificateArchive certificates)
{
    // The entries of one batch of proofs. Neighbours share most of their nodes.
    private const int ProofsTogether = 500;

    /// <summary>Signs a fresh checkpoint and proves every entry of the programme to it, or to one that witnesses cosigned and that covers
    /// the same entries.</summary>
    /// <param name="joinedTo">The size of the checkpoint that the auditor has; not more than the fresh one's.</param>
    /// <exception cref="ArgumentOutOfRangeException">That size is larger than the ledger.</exception>
    /// <exception cref="LedgerBrokenException">An entry of the programme is missing or not what was recorded; nothing is signed about
    /// it.</exception>
    public async Task<Export> Make(ProgrammeFound found, long? joinedTo, CancellationToken stop, IProgress<WorkStep>? progress = null)
    {
        if (await signer.Sign(stop) is not Signing.Signed signed) return new Export.Forked(signer.Fork!);
        var stream = StreamNames.Programme(found.Id);
        var all = await proofs.DemandAll(found.State.Charter!.Organisation, found.Id, stop)
            ?? throw new LedgerBrokenException(signed.Checkpoint.Size, LedgerFaults.VersionGap);
        var entries = all.Where(e => e.Position < signed.Checkpoint.Size).ToList();
        var (checkpoint, note) = await cosigned.Covering(
            Math.Max(entries[^1].Position + 1, joinedTo ?? 0), signed.Checkpoint.Size, stop) ?? signed;
        var statement = new StreamStatement(stream, entries.Count, checkpoint.Size, checkpoint.Root);
        var events = entries.ConvertAll(e => EventCodec.Read(e.Type, e.Body));
        return new Export.Made(new(
            stream, entries[0].Organisation, signer.Key, note, signer.Sign(statement),
            await Prove(entries, checkpoint.Size, stop, progress),
            await Prove(await DefinitionEntries(events, stop), checkpoint.Size, stop),
            joinedTo is { } size ? await nodes.Link(size, checkpoint.Size, stop) : null,
            await Certificates(found.Id, events, stop)));
    }

    private async Task<IReadOnlyList<ProvenEntry>> Prove(IReadOnlyList<Entry> entries, long size, CancellationToken stop,
        IProgress<WorkStep>? progress = null)
    {
        List<ProvenEntry> proven = [];
        foreach (var some in entries.Chunk(ProofsTogether))
        {
            var proofs = await nodes.Inclusions(Array.ConvertAll(some, e => e.Position), size, stop);
            proven.AddRange(some.Zip(proofs, (entry, proof) => new ProvenEntry(entry, proof)));
            progress?.Report(new("proving", $"{entries.Count} entries", proven.Count, entries.Count));
        }

        return proven;
    }

    private async Task<IReadOnlyList<Entry>> DefinitionEntries(IEnumerable<DomainEvent> events, CancellationToken stop)
    {
        var pinned = events.SelectMany(e => e switch
        {
            CharterEvent.ProgrammeDrafted drafted => [drafted.Definition],
            CharterEvent.DefinitionMigrated migrated => [migrated.From, migrated.To],
            _ => Array.Empty<DefinitionReference>(),
        }).Distinct();
        List<Entry> entries = [];
        // Version n of a definition is entry n of its stream.
        foreach (var reference in pinned)
            entries.AddRange(await proofs.Demand(await ledger.Stream(StreamNames.Definition(reference.Code), reference.Version - 1,
                reference.Version, stop), reference.Version - 1, stop));
        return [.. entries.OrderBy(e => e.Position)];
    }

    private async Task<IReadOnlyList<CertificateCopy>> Certificates(Guid programme, IEnumerable<DomainEvent> events, CancellationToken stop)
    {
        List<CertificateCopy> copies = [];
        foreach (var issued in events.OfType<CertificationEvent.CertificateIssued>())
            copies.Add(new(issued.Id, (await certificates.Compute(programme, issued, stop)).Text));
        return copies;
    }
}
