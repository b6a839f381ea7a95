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
public sealed record RebuiltCertificate(CertificateVerdict Verdict, CertificationEvent.CertificateIssued? Issued, Certificate? Certificate);

/// <summary>
/// Rebuilds certificates for an audit: it uses no decider, read model, cached fold or clock, and writes nothing. Every entry that it reads,
/// including the issuing one and the definition's, is proven (<see cref="EntryProofs"/>) before it is folded.
/// </summary>
public sealed class CertificateAuditor(LedgerReader ledger, EntryProofs proofs)
{
    /// <summary>Rebuilds the certificate in force; null when this organisation has no programme with this id.</summary>
    public async Task<RebuiltCertificate?> Rebuild(Guid organisation, Guid programme, CancellationToken stop)
    {
        try
        {
            if (await Read(organisation, programme, stop) is not { } history) return null;
            if (history.State.Certification.Current is not { } issued) return new(new CertificateVerdict.NotIssued(), null, null);
            var chronicle = history.UpTo(issued);
            var definition = await DefinitionOf(chronicle, history.PositionOf(issued), stop);
            var certificate = Certificate.From(programme, chronicle, definition, CertificateParameters.Of(issued));
            return certificate.ContentHash == issued.ContentHash
                ? new(new CertificateVerdict.Identical(), issued, certificate)
                : new(new CertificateVerdict.Different(issued.ContentHash, certificate.ContentHash, certificate.Text), issued, certificate);
        }
        catch (LedgerBrokenException broken)
        {
            return new(new CertificateVerdict.LedgerBroken(broken.Position, broken.Fault), null, null);
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
        if (history.State.Certification.Issued.Find(c => c.Id == certificate) is not { } issued) return null;
        var chronicle = history.UpTo(issued);
        var definition = await DefinitionOf(chronicle, history.PositionOf(issued), stop);
        var made = Certificate.From(programme, chronicle, definition, CertificateParameters.Of(issued));
        return (issued, CertificateSources.Of(made, chronicle, definition));
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
