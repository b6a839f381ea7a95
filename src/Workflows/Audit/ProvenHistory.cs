using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>A programme's whole stream after it was proven: what its entries mean, folded anew.</summary>
internal sealed class ProvenHistory
{
    private readonly Guid programme;
    private readonly List<HistoryEntry> entries = [];

    // What the programme was pinned to after each version.
    private readonly List<DefinitionReference> pinned = [];

    private ProvenHistory(Guid programme) => this.programme = programme;

    /// <summary>The state after the last entry.</summary>
    public Programme State { get; private set; } = Programme.Empty;

    /// <summary>Reads and folds.</summary>
    /// <exception cref="LedgerBrokenException">An entry is nothing that this program could have written there.</exception>
    public static ProvenHistory Of(Guid programme, IReadOnlyList<Entry> proven)
    {
        var history = new ProvenHistory(programme);
        foreach (var entry in proven) history.Add(entry);
        return history;
    }

    /// <summary>The entries that an issued certificate was made from.</summary>
    public IReadOnlyList<HistoryEntry> UpTo(CertificationEvent.CertificateIssued issued) => entries[..issued.UpToVersion];

    /// <summary>The definition that the programme was pinned to when the certificate was made.</summary>
    /// <exception cref="LedgerBrokenException">The certificate names a history that is not in front of it.</exception>
    public DefinitionReference DefinitionAt(CertificationEvent.CertificateIssued issued) =>
        issued.UpToVersion >= 1 && issued.UpToVersion < Issuing(issued).Head.Version ? pinned[issued.UpToVersion - 1] : throw new LedgerBrokenException(PositionOf(issued), BundleFaults.FoldImpossible);

    /// <summary>The position of the entry that issued a certificate.</summary>
    public long PositionOf(CertificationEvent.CertificateIssued issued) => Issuing(issued).Head.Position;

    /// <summary>The certificate, made anew.</summary>
    public Certificate Certificate(CertificationEvent.CertificateIssued issued, Definition definition) => CertificateArchive.Made(programme, issued, UpTo(issued), definition);

    private HistoryEntry Issuing(CertificationEvent.CertificateIssued issued) => entries.Find(e => ReferenceEquals(e.Event, issued));

    private void Add(Entry entry)
    {
        if (!EntryHistory.TryReadEvent(entry, out var read) || read is not ProgrammeEvent @event) throw new LedgerBrokenException(entry.Position, BundleFaults.EventUnreadable);
        var head = Heads.Of(entry);
        try
        {
            State = State.Evolve(@event, head);
            pinned.Add(State.Definition ?? throw new InvalidOperationException("A stream begins with its draft."));
        }
        catch (Exception)
        {
            // The fold stops at what cannot be with whatever exception comes first; for an auditor it is a finding.
            throw new LedgerBrokenException(entry.Position, BundleFaults.FoldImpossible);
        }

        entries.Add(new(head, entry.Type, @event, $"{entry.Leaf()}"));
    }
}
