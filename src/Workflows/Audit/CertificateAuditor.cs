using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>A certificate rebuilt from history, beside what was issued.</summary>
public sealed record RebuiltCertificate(CertificateVerdict Verdict, CertificationEvent.CertificateIssued? Issued, Certificate? Certificate);

/// <summary>
/// Rebuilds certificates for whoever must not be deceived: no decide, no view, no kept fold, no clock, no write. Every entry that is read, the
/// issuing one and the definition's among them, is proven (<see cref="EntryProofs"/>) before it is folded.
/// </summary>
public sealed class CertificateAuditor(LedgerReader ledger, EntryProofs proofs)
{
    /// <summary>The certificate in force; null when this organisation has no such programme.</summary>
    public async Task<RebuiltCertificate?> Rebuild(Guid organisation, Guid programme, CancellationToken stop)
    {
        try
        {
            if (await Read(organisation, programme, stop) is not { } history) return null;
            if (history.State.Certification.Current is not { } issued) return new(new CertificateVerdict.NotIssued(), null, null);
            var certificate = history.Certificate(issued, await DefinitionOf(history, issued, stop));
            return certificate.ContentHash == issued.ContentHash
                ? new(new CertificateVerdict.Identical(), issued, certificate)
                : new(new CertificateVerdict.Different(issued.ContentHash, certificate.ContentHash, certificate.Text), issued, certificate);
        }
        catch (LedgerBrokenException broken)
        {
            return new(new CertificateVerdict.LedgerBroken(broken.Position, broken.Fault), null, null);
        }
    }

    /// <summary>The events behind every figure of an issued certificate, in force or not; null when this organisation has none with this id.</summary>
    /// <exception cref="LedgerBrokenException">History is not what was recorded.</exception>
    public async Task<(CertificationEvent.CertificateIssued Issued, CertificateSources Sources)?> Sources(Guid organisation, Guid programme, Guid certificate, CancellationToken stop)
    {
        if (await Read(organisation, programme, stop) is not { } history || history.State.Certification.Issued.Find(c => c.Id == certificate) is not { } issued) return null;
        var definition = await DefinitionOf(history, issued, stop);
        return (issued, CertificateSources.Of(history.Certificate(issued, definition), history.UpTo(issued), definition));
    }

    private async Task<ProvenHistory?> Read(Guid organisation, Guid programme, CancellationToken stop) =>
        await proofs.DemandAll(organisation, programme, stop) is { } entries ? ProvenHistory.Of(programme, entries) : null;

    // Version n of a definition is entry n of its stream.
    private async Task<Definition> DefinitionOf(ProvenHistory history, CertificationEvent.CertificateIssued issued, CancellationToken stop)
    {
        var reference = history.DefinitionAt(issued);
        var entries = await proofs.Demand(await ledger.Stream(StreamNames.Definition(reference.Code), reference.Version - 1, reference.Version, stop), reference.Version - 1, stop);
        if (entries.Count == 0) throw new LedgerBrokenException(history.PositionOf(issued), BundleFaults.DefinitionMissing);
        try
        {
            if (EventCodec.Read(entries[0].Type, entries[0].Body) is DefinitionEvent.DefinitionPublished published && DefinitionLibrary.ReadPublished(published.Text) is var definition && definition.Reference == reference) return definition;
        }
        catch (Exception unreadable) when (unreadable is UnknownEventException or DefinitionRefusedException)
        {
            throw new LedgerBrokenException(entries[0].Position, BundleFaults.EventUnreadable);
        }

        throw new LedgerBrokenException(entries[0].Position, BundleFaults.DefinitionDiffers);
    }
}
