using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Audit.BundleFaults;

namespace MentorshipFlow.Audit;

/// <summary>Checks the content of a bundle's entries: events, definitions, fold and certificates. Signatures and proofs are verified
/// elsewhere.</summary>
internal sealed class BundleHistory(Bundle bundle)
{
    private const string DefinitionPrefix = "definition-";

    private readonly List<(Entry Entry, DomainEvent Event)> history = [];

    // Versions whose proposal of pairs history does not give again.
    private readonly List<int> differing = [];

    // The programme's definition after each version.
    private readonly List<DefinitionReference?> pinned = [];

    private CertificationRoom certification = CertificationRoom.Empty;

    /// <summary>The programme's id, from the stream's name.</summary>
    public Guid Programme => ProgrammeId(bundle.Stream) ?? Guid.Empty;

    /// <summary>The certificates and their status, in the order of issue. Valid only for a history without a fault.</summary>
    public IReadOnlyList<RebuiltCopy> Rebuilt => [.. certification.Issued.Select(issued => new RebuiltCopy(
        issued.Id,
        certification.InForce == issued.Id ? CertificateStanding.InForce
        : certification.Issued.Exists(later => later.Replaces == issued.Id) ? CertificateStanding.Replaced
        : CertificateStanding.Annulled))];

    /// <summary>The first fault in the order of <see cref="BundleFaults"/>.</summary>
    public BundleVerdict.Broken? Fault(CertificateText certificateText) =>
        Events() ?? Definitions() ?? Fold() ?? Proposals() ?? Signatures() ?? Certificates(certificateText);

    private BundleVerdict.Broken? Events()
    {
        if (ProgrammeId(bundle.Stream) is null) return new(EventUnreadable, bundle.Stream);
        foreach (var entry in bundle.Entries.Select(proven => proven.Entry))
        {
            if (EntryHistory.RecordedOf(entry) is null || !EntryHistory.TryReadEvent(entry, out var @event) || !IsWhole(@event))
                return new(EventUnreadable, $"version {entry.Version}");
            history.Add((entry, @event));
        }

        return null;
    }

    // The codec reads an absent member as null; the members used below must be there.
    private static bool IsWhole(DomainEvent @event) => @event switch
    {
        CharterEvent.ProgrammeDrafted e => e.Definition is { Code: not null, Sha256: not null },
        CharterEvent.DefinitionMigrated e => e is { From: { Code: not null, Sha256: not null }, To: { Code: not null, Sha256: not null } },
        ProgrammeEvent => true,
        _ => false,
    };

    private BundleVerdict.Broken? Definitions()
    {
        var needed = history.SelectMany(h => References(h.Event)).Distinct().ToList();
        var published = bundle.Definitions.Select(proven => Published(proven.Entry)).ToList();
        foreach (var reference in needed)
        {
            var name = $"definition {reference.Code}/{reference.Version}";
            if (published.Find(p => p?.Code == reference.Code && p.Version == reference.Version) is not { } found)
                return new(DefinitionMissing, name);
            if (found.Sha256 != reference.Sha256 || Digest(found.Text) != reference.Sha256) return new(DefinitionDiffers, name);
        }

        var foreign = published.FindIndex(p => p is null || !needed.Contains(new(p.Code, p.Version, p.Sha256)));
        return foreign < 0 ? null : new(DefinitionForeign, $"position {bundle.Definitions[foreign].Entry.Position}");
    }

    private BundleVerdict.Broken? Fold()
    {
        var state = Programmes.Programme.Empty;
        foreach (var (entry, @event) in history)
        {
            // Only the first entry of a stream is a draft.
            if (@event is CharterEvent.ProgrammeDrafted != (entry.Version == 1)) return Impossible(entry);
            try
            {
                var recorded = EntryHistory.RecordedOf(entry)!.Value;
                if (@event is MatchingEvent.MatchProposalComputed proposal
                    && (DefinitionAt(entry.Version - 1) is not { } definition
                    || !ProposalVerification.IsRecomputed(state, proposal, recorded.EffectiveOn, definition)))
                    differing.Add(entry.Version);
                state = state.Evolve((ProgrammeEvent)@event, recorded);
            }
            catch (Exception)
            {
                // The fold of impossible events may throw any exception; here it is a finding.
                return Impossible(entry);
            }

            pinned.Add(state.Definition);
        }

        certification = state.Certification;
        return null;
    }

    private BundleVerdict.Broken? Proposals() => differing is [var version, ..] ? new(ProposalDiffers, $"version {version}") : null;

    private BundleVerdict.Broken? Signatures() =>
        DecisionSignatures.FirstWrong(history, gaps: false) is { } entry ? new(DecisionSignatureWrong, $"version {entry.Version}") : null;

    private BundleVerdict.Broken? Certificates(CertificateText certificateText)
    {
        var issued = history.Where(h => h.Event is CertificationEvent.CertificateIssued)
            .Select(h => (h.Entry.Version, Event: (CertificationEvent.CertificateIssued)h.Event)).ToList();
        foreach (var (version, parameters) in issued)
            if (bundle.Certificates.FirstOrDefault(c => c.Id == parameters.Id) is { } copy
                && !IsRebuilt(copy.Text, version, parameters, certificateText))
                return new(CertificateDiffers, $"certificate {copy.Id}");

        foreach (var (at, copy) in bundle.Certificates.Index())
            if (!issued.Exists(i => i.Event.Id == copy.Id) || bundle.Certificates.Take(at).Any(c => c.Id == copy.Id))
                return new(CertificateForeign, $"certificate {copy.Id}");

        foreach (var (at, (_, parameters)) in issued.Index())
            if (at >= bundle.Certificates.Count || bundle.Certificates[at].Id != parameters.Id)
                return new(CertificateMissing, $"certificate {parameters.Id}");
        return null;
    }

    private bool IsRebuilt(string text, int version, CertificationEvent.CertificateIssued parameters, CertificateText certificateText)
    {
        var upTo = parameters.UpToVersion;
        if (Digest(text) != parameters.ContentHash || upTo < 1 || upTo >= version) return false;
        try
        {
            return certificateText(Programme, history[..upTo], DefinitionAt(upTo), parameters) == text;
        }
        catch (Exception)
        {
            // Parameters from which no certificate can be built count as a difference.
            return false;
        }
    }

    private Definition? DefinitionAt(int version)
    {
        var entry = bundle.Definitions.Select(proven => Published(proven.Entry)!)
            .First(p => new DefinitionReference(p.Code, p.Version, p.Sha256) == pinned[version - 1]);
        return DefinitionReader.Read(entry.Text, entry.Sha256, Rules.Known) is Reading<Definition>.Accepted accepted
            ? accepted.Value
            : null;
    }

    private static DefinitionEvent.DefinitionPublished? Published(Entry entry) =>
        EntryHistory.TryReadEvent(entry, out var @event)
        && @event is DefinitionEvent.DefinitionPublished { Code: not null, Sha256: not null, Text: not null } published
        && entry.Stream == DefinitionPrefix + published.Code
            ? published
            : null;

    private static IEnumerable<DefinitionReference> References(DomainEvent @event) => @event switch
    {
        CharterEvent.ProgrammeDrafted e => [e.Definition],
        CharterEvent.DefinitionMigrated e => [e.From, e.To],
        _ => [],
    };

    private static Guid? ProgrammeId(string stream) =>
        stream.StartsWith(Bundle.StreamPrefix, StringComparison.Ordinal)
            && Guid.TryParseExact(stream[Bundle.StreamPrefix.Length..], "D", out var id)
            ? id
            : null;

    private static string Digest(string text) => Hash.Of(Encoding.UTF8.GetBytes(text)).ToString();

    private static BundleVerdict.Broken Impossible(Entry entry) => new(FoldImpossible, $"version {entry.Version}");
}
