using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Makes excerpts: a part of one stream as a small file that can be verified without database and network (<see
/// cref="Excerpt"/>).</summary>
public sealed class ExcerptExport(LedgerReader ledger, TreeNodes nodes, EntryProofs proofs, CheckpointSigner signer,
    CosignedCheckpoints cosigned, CertificateArchive certificates)
{
    /// <summary>All entries of a programme that fit the claim, proven to a checkpoint that covers them.</summary>
    /// <param name="withText">Whether the text of a certificate is put into the file.</param>
    /// <param name="most">The largest number of entries.</param>
    /// <param name="joinedTo">The size of the checkpoint that the auditor has; not more than the ledger's.</param>
    /// <returns>Null if nothing fits.</returns>
    /// <exception cref="LedgerBrokenException">An entry of the programme is missing or not what was recorded; nothing is signed about
    /// it.</exception>
    public async Task<Export?> OfProgramme(
        Guid organisation, Guid programme, ExcerptClaim claim, bool withText, int most, long? joinedTo, CancellationToken stop)
    {
        var stream = StreamNames.Programme(programme);
        if (claim is ExcerptClaim.OfEntry(var version)) return await OfEntry($"{organisation}", stream, version, joinedTo, stop);
        var entries = (await proofs.DemandAll(organisation, programme, stop) ?? []).Where(claim.Fits).ToList();
        if (entries.Count == 0 || !claim.BeginsWith(entries[0])) return null;
        if (entries.Count > most) return new Export.TooMany(entries.Count);
        var isText = withText && claim is ExcerptClaim.OfCertificate;
        return await Make(entries, claim, isText ? [await Certificate(programme, entries[0], stop)] : [], joinedTo, stop);
    }

    /// <summary>One entry of any stream of the organisation.</summary>
    /// <inheritdoc cref="OfProgramme"/>
    public async Task<Export?> OfEntry(string organisation, string stream, int version, long? joinedTo, CancellationToken stop)
    {
        var stored = await ledger.Stream(stream, version - 1, version, stop);
        var entries = await proofs.Demand(stored, version - 1, stop);
        return entries is [var entry] && entry.Organisation == organisation
            ? await Make(entries, new ExcerptClaim.OfEntry(version), [], joinedTo, stop)
            : null;
    }

    private async Task<Export> Make(
        IReadOnlyList<Entry> entries, ExcerptClaim claim, IReadOnlyList<CertificateCopy> copies, long? joinedTo, CancellationToken stop)
    {
        var covered = Math.Max(entries[^1].Position + 1, joinedTo ?? 0);
        if ((await cosigned.Covering(covered, long.MaxValue, stop) ?? await signer.Covering(covered, stop)) is not Signing.Signed signed)
            return new Export.Forked(signer.Fork!);
        var size = signed.Checkpoint.Size;
        var paths = await nodes.Inclusions([.. entries.Select(e => e.Position)], size, stop);
        return new Export.MadeExcerpt(new(
            entries[0].Stream, entries[0].Organisation, signer.Key, claim, signed.Note,
            [.. entries.Zip(paths, (entry, path) => new ProvenEntry(entry, path))],
            joinedTo is { } other ? await nodes.Link(other, size, stop) : null, copies));
    }

    private async Task<CertificateCopy> Certificate(Guid programme, Entry entry, CancellationToken stop)
    {
        var issued = (CertificationEvent.CertificateIssued)EventCodec.Read(entry.Type, entry.Body);
        return new(issued.Id, (await certificates.Compute(programme, issued, stop)).Text);
    }
}
