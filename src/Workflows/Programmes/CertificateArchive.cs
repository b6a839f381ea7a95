using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Programmes;

/// <summary>Composes certificates from history. Of a certificate only its hash and parameters are stored.</summary>
public sealed class CertificateArchive(LedgerReader ledger, DefinitionLibrary definitions)
{
    /// <summary>Completes the command with the certificate's content up to the version that the decision is based on.</summary>
    public async Task<CertificationCommand.IssueCertificate> Compose(
        Guid programme, Programme state, CertificationCommand.IssueCertificate command, DateOnly asOf, CancellationToken stop)
    {
        if (state.Version == 0) return command;
        var parameters = new CertificateParameters(
            command.Id, command.Number, command.Date, asOf, command.Conclusions, command.Signatory, command.SignatoryPosition,
            command.Replaces);
        var chronicle = await History(programme, state.Version, stop);
        var certificate = Certificate.From(programme, chronicle, await definitions.Get(chronicle.State.Definition!, stop), parameters);
        return command with { UpToVersion = state.Version, Format = Certificate.Format, ContentHash = certificate.ContentHash };
    }

    /// <summary>The hash of an issued certificate, recomputed from history.</summary>
    public async Task<string> Recompute(Guid programme, CertificationEvent.CertificateIssued issued, CancellationToken stop) =>
        (await Compute(programme, issued, stop)).ContentHash;

    /// <summary>An issued certificate, recomputed from history.</summary>
    internal async Task<Certificate> Compute(Guid programme, CertificationEvent.CertificateIssued issued, CancellationToken stop)
    {
        var chronicle = await History(programme, issued.UpToVersion, stop);
        return Certificate.From(programme, chronicle, await definitions.Get(chronicle.State.Definition!, stop),
            CertificateParameters.Of(issued));
    }

    // Entries 1 to a version of a programme; each leaf is recomputed.
    private async Task<Chronicle> History(Guid programme, int upTo, CancellationToken stop)
    {
        var stored = await ledger.Stream(StreamNames.Programme(programme), 0, upTo, stop);
        var history = new HistoryEntry[stored.Count];
        for (var i = 0; i < history.Length; i++)
        {
            var (entry, leaf) = stored[i];
            if (entry.Version != i + 1) throw new LedgerBrokenException(entry.Position, LedgerFaults.VersionGap);
            if (entry.Leaf() != leaf) throw new LedgerBrokenException(entry.Position, LedgerFaults.LeafDiffers);
            history[i] = new(EventMetadata.Of(entry), entry.Type, (ProgrammeEvent)EventCodec.Read(entry.Type, entry.Body), leaf.ToString());
        }

        return history.Length == upTo
            ? Chronicle.Of(history)
            : throw new LedgerBrokenException(stored.Count == 0 ? 0 : stored[^1].Entry.Position, LedgerFaults.VersionGap);
    }
}
