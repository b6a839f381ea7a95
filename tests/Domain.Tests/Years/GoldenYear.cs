using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;

namespace MentorshipFlow.Domain.Tests.Years;

/// <summary>A year as its file tells it: the entries, read and folded as the product reads and folds a bundle's.</summary>
internal sealed class GoldenYear(string ndjson)
{
    private static readonly Definition[] Known = [TargetModel.Shipped, TargetModel.WithPeople];

    public IReadOnlyList<Entry> Lines { get; } = Ndjson.Read(ndjson);

    public Programme State => Chronicle.Of(Entries(Lines.Count)).State;

    /// <summary>The state after the first lines.</summary>
    public Programme StateAt(int lines) => Chronicle.Of(Entries(lines)).State;

    /// <summary>The certificate in force at the end.</summary>
    public CertificationEvent.CertificateIssued Issued => State.Certification.Current!;

    public Certificate Full => From(Certificate.From);

    public Certificate Public => From(Certificate.PublicFrom);

    private Certificate From(Func<Guid, Chronicle, Definition, CertificateParameters, Certificate> certificate)
    {
        var chronicle = Chronicle.Of(Entries(Issued.UpToVersion));
        return certificate(Guid.Parse(Lines[0].Stream["programme-".Length..]), chronicle,
            Known.Single(d => d.Reference == chronicle.State.Definition), CertificateParameters.Of(Issued));
    }

    private IReadOnlyList<HistoryEntry> Entries(int count) =>
    [
        .. Lines.Take(count).Select(e => new HistoryEntry(
            EntryHistory.RecordedOf(e)!.Value, e.Type, (ProgrammeEvent)EventCodec.Read(e.Type, e.Body), $"{e.Leaf()}")),
    ];
}
