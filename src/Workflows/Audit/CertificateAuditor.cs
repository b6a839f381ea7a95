using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>A certificate rebuilt from history, with the issued one for comparison.</summary>
/// <param name="Room">All certificates of the programme; null where the history does not verify.</param>
public sealed record RebuiltCertificate(
    CertificateVerdict Verdict, CertificationEvent.CertificateIssued? Issued, Certificate? Certificate, CertificationRoom? Room);

/// <summary>A copy compared with what was issued.</summary>
/// <param name="Copy">Null where the history does not verify.</param>
public sealed record ComparedCopy(CheckedCopy? Copy, CertificationRoom? Room, CertificateVerdict.LedgerBroken? Broken);

/// <summary>
/// Rebuilds certificates for an audit: it uses no decider, read model, cached fold or clock, and writes nothing. Every entry that it reads,
/// including the issuing one and the definition's, is proven (<see cref="EntryProofs"/>) before it is folded.
/// </summary>
public sealed class CertificateAuditor(LedgerReader ledger, EntryProofs proofs)
{
    // Of a copy that names no certificate, so many are rebuilt, the newest first.
    private const int MostCandidates = 20;

    /// <summary>Rebuilds a certificate; null when this organisation has no programme with this id.</summary>
    /// <param name="id">In force or not; null for the one in force.</param>
    public async Task<RebuiltCertificate?> Rebuild(Guid organisation, Guid programme, Guid? id, CancellationToken stop)
    {
        try
        {
            if (await Read(organisation, programme, stop) is not { } history) return null;
            var room = history.State.Certification;
            if ((id is { } asked ? room.Find(asked) : room.Current) is not { } issued)
                return new(new CertificateVerdict.NotIssued(), null, null, room);
            var certificate = await Rebuild(programme, history, issued, stop);
            return certificate.ContentHash == issued.ContentHash
                ? new(new CertificateVerdict.Identical(), issued, certificate, room)
                : new(new CertificateVerdict.Different(issued.ContentHash, certificate.ContentHash, certificate.Text), issued, certificate,
                    room);
        }
        catch (LedgerBrokenException broken)
        {
            return new(new CertificateVerdict.LedgerBroken(broken.Position, broken.Fault), null, null, null);
        }
    }

    /// <summary>The public version of the certificate in force; null when this organisation has no such programme, or none is in
    /// force.</summary>
    /// <exception cref="LedgerBrokenException">A stored entry is not what was recorded.</exception>
    public async Task<Certificate?> Public(Guid organisation, Guid programme, CancellationToken stop)
    {
        if (await Read(organisation, programme, stop) is not { State.Certification.Current: { } issued } history) return null;
        var chronicle = history.UpTo(issued);
        return Certificate.PublicFrom(programme, chronicle, await DefinitionOf(chronicle, history.PositionOf(issued), stop),
            CertificateParameters.Of(issued));
    }

    /// <summary>Compares a copy with every certificate ever issued; null when this organisation has no programme with this id.</summary>
    public async Task<ComparedCopy?> Compare(Guid organisation, Guid programme, string copy, CancellationToken stop)
    {
        try
        {
            if (await Read(organisation, programme, stop) is not { } history) return null;
            var room = history.State.Certification;
            List<IssuedText> candidates = [];
            foreach (var issued in CheckedCopy.Candidates(copy, room).Take(MostCandidates))
            {
                var rebuilt = await Rebuild(programme, history, issued, stop);
                candidates.Add(new(issued, rebuilt.ContentHash == issued.ContentHash ? rebuilt.Text : null));
            }

            return new(CheckedCopy.Compare(copy, programme, room, candidates), room, null);
        }
        catch (LedgerBrokenException broken)
        {
            return new(null, null, new(broken.Position, broken.Fault));
        }
    }

    /// <summary>
    /// The events behind every figure of an issued certificate, in force or not; null when this organisation has none with this id.
    /// </summary>
    /// <exception cref="LedgerBrokenException">A stored entry is not what was recorded.</exception>
    public async Task<(CertificationEvent.CertificateIssued Issued, CertificateSources Sources)?> Sources(
        Guid organisation, Guid programme, Guid certificate, CancellationToken stop)
    {
        if (await Read(organisation, programme, stop) is not { } history) return null;
        if (history.State.Certification.Find(certificate) is not { } issued) return null;
        var chronicle = history.UpTo(issued);
        var definition = await DefinitionOf(chronicle, history.PositionOf(issued), stop);
        var made = Certificate.From(programme, chronicle, definition, CertificateParameters.Of(issued));
        return (issued, CertificateSources.Of(made, chronicle, definition));
    }

    private async Task<Certificate> Rebuild(
        Guid programme, ProvenHistory history, CertificationEvent.CertificateIssued issued, CancellationToken stop)
    {
        var chronicle = history.UpTo(issued);
        var definition = await DefinitionOf(chronicle, history.PositionOf(issued), stop);
        return Certificate.From(programme, chronicle, definition, CertificateParameters.Of(issued));
    }

    private async Task<ProvenHistory?> Read(Guid organisation, Guid programme, CancellationToken stop) =>
        await proofs.DemandAll(organisation, programme, stop) is { } entries ? ProvenHistory.Of(entries) : null;

    // Version n of a definition is entry n of its stream.
    private async Task<Definition> DefinitionOf(Chronicle chronicle, long issuedAt, CancellationToken stop)
    {
        var (reference, before) = (chronicle.State.Definition!, chronicle.State.Definition!.Version - 1);
        var stored = await ledger.Stream(StreamNames.Definition(reference.Code), before, reference.Version, stop);
        if (await proofs.Demand(stored, before, stop) is not [var entry, ..])
            throw new LedgerBrokenException(issuedAt, BundleFaults.DefinitionMissing);
        try
        {
            if (EventCodec.Read(entry.Type, entry.Body) is DefinitionEvent.DefinitionPublished published
                && DefinitionLibrary.Read(published.Text) is var definition && definition.Reference == reference) return definition;
        }
        catch (Exception unreadable) when (unreadable is UnknownEventException or PublicationRefusedException)
        {
            throw new LedgerBrokenException(entry.Position, BundleFaults.EventUnreadable);
        }

        throw new LedgerBrokenException(entry.Position, BundleFaults.DefinitionDiffers);
    }
}
