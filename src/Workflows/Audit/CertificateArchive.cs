using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Composes certificates from history for decisions. Nothing of a certificate is stored but its hash and parameters.</summary>
public sealed class CertificateArchive(LedgerReader ledger, DefinitionLibrary definitions)
{
    /// <summary>Completes the command with what its certificate will say, up to the version the decision is made on.</summary>
    public async Task<CertificationCommand.IssueCertificate> Compose(
        Guid programme, Programme state, CertificationCommand.IssueCertificate command, DateOnly asOf, CancellationToken stop)
    {
        if (state.Version == 0) return command;
        var parameters = new CertificateParameters(
            command.Id, command.Number, command.Date, asOf, command.Conclusions, command.Signatory, command.SignatoryPosition, command.Replaces);
        var certificate = Certificate.From(programme, await History(programme, state.Version, stop), await definitions.Get(state.Definition!, stop), parameters);
        return command with { UpToVersion = state.Version, Format = certificate.Format, ContentHash = certificate.ContentHash };
    }

    /// <summary>The hash of an issued certificate, computed anew.</summary>
    public async Task<string> Recompute(Guid programme, CertificationEvent.CertificateIssued issued, CancellationToken stop) =>
        (await Compute(programme, issued, stop)).ContentHash;

    /// <summary>Entries 1 to <paramref name="upTo"/> of a programme, each leaf recomputed.</summary>
    /// <exception cref="LedgerBrokenException">A leaf is not that of its entry, or a version is missing.</exception>
    public async Task<IReadOnlyList<HistoryEntry>> History(Guid programme, int upTo, CancellationToken stop)
    {
        var stored = await ledger.Stream(StreamNames.Programme(programme), 0, upTo, stop);
        var history = new HistoryEntry[stored.Count];
        for (var i = 0; i < history.Length; i++)
        {
            var (entry, leaf) = stored[i];
            if (entry.Version != i + 1 || entry.Leaf() != leaf) throw new LedgerBrokenException(entry.Position, entry.Version != i + 1 ? LedgerFaults.VersionGap : LedgerFaults.LeafDiffers);
            history[i] = new(Heads.Of(entry), entry.Type, EventCodec.Read(entry.Type, entry.Body), leaf.ToString());
        }

        return history.Length == upTo ? history : throw new LedgerBrokenException(stored.Count == 0 ? 0 : stored[^1].Entry.Position, LedgerFaults.VersionGap);
    }

    /// <summary>An issued certificate, computed anew from history.</summary>
    internal async Task<Certificate> Compute(Guid programme, CertificationEvent.CertificateIssued issued, CancellationToken stop)
    {
        var history = await History(programme, issued.UpToVersion, stop);
        var state = history.Aggregate(Programme.Empty, (p, e) => p.Evolve((ProgrammeEvent)e.Event, e.Head));
        return Made(programme, issued, history, await definitions.Get(state.Definition!, stop));
    }

    // In its own format; one that this program does not know is shown in today's, and differs.
    internal static Certificate Made(Guid programme, CertificationEvent.CertificateIssued issued, IReadOnlyList<HistoryEntry> history, Definition definition) =>
        (CertificateFormats.Find(issued.Format) ?? CertificateFormats.Current).From(programme, history, definition, CertificateParameters.Of(issued));
}
