using MentorshipFlow.Audit;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;

namespace MentorshipFlow.Certificates;

/// <summary>The certificate's text from the entries of an exported programme, as <see cref="BundleVerifier"/> asks for it.</summary>
public static class CertificateRebuild
{
    /// <summary>See <see cref="CertificateText"/>. Without a readable definition it is the empty text, which never equals an issued
    /// one.</summary>
    public static string Text(
        Guid programme, IReadOnlyList<(Entry Entry, DomainEvent Event)> history, Definition? definition,
        CertificationEvent.CertificateIssued issued) =>
        definition is null
            ? ""
            : Certificate.From(programme, Chronicle.Of([.. history.Select(Of)]), definition, CertificateParameters.Of(issued)).Text;

    private static HistoryEntry Of((Entry Entry, DomainEvent Event) read) =>
        new(EntryHistory.RecordedOf(read.Entry)!.Value, read.Entry.Type, (ProgrammeEvent)read.Event, $"{read.Entry.Leaf()}");
}
