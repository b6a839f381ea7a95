using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>A programme's whole stream, proven and then folded anew.</summary>
internal sealed class ProvenHistory
{
    private readonly List<HistoryEntry> entries = [];

    private ProvenHistory()
    {
    }

    /// <summary>The state after the last entry.</summary>
    public Programme State { get; private set; } = Programme.Empty;

    /// <summary>Reads and folds.</summary>
    /// <exception cref="LedgerBrokenException">An entry that this program could not have written there.</exception>
    public static ProvenHistory Of(IReadOnlyList<Entry> proven)
    {
        var history = new ProvenHistory();
        foreach (var entry in proven) history.Add(entry);
        return history;
    }

    /// <summary>The history that an issued certificate was made from.</summary>
    /// <exception cref="LedgerBrokenException">The certificate names more entries than there are before it.</exception>
    public Chronicle UpTo(CertificationEvent.CertificateIssued issued) => issued.UpToVersion >= 1
        && issued.UpToVersion < Issuing(issued).Head.Version
        ? Chronicle.Of(entries[..issued.UpToVersion])
        : throw new LedgerBrokenException(PositionOf(issued), BundleFaults.FoldImpossible);

    /// <summary>The position of the entry that issued a certificate.</summary>
    public long PositionOf(CertificationEvent.CertificateIssued issued) => Issuing(issued).Head.Position;

    private HistoryEntry Issuing(CertificationEvent.CertificateIssued issued) => entries.Find(e => ReferenceEquals(e.Event, issued));

    private void Add(Entry entry)
    {
        if (!EntryHistory.TryReadEvent(entry, out var read) || read is not ProgrammeEvent @event)
            throw new LedgerBrokenException(entry.Position, BundleFaults.EventUnreadable);
        var head = EventMetadata.Of(entry);
        try
        {
            State = State.Evolve(@event, head);
            if (State.Definition is null) throw new InvalidOperationException("A stream begins with its draft.");
        }
        catch (Exception)
        {
            // A fold may fail on an impossible entry with any exception; for an auditor this is a finding.
            throw new LedgerBrokenException(entry.Position, BundleFaults.FoldImpossible);
        }

        entries.Add(new(head, entry.Type, @event, $"{entry.Leaf()}"));
    }
}
