using System.Collections.Concurrent;
using MentorshipFlow.Ledger;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// The questionnaires on the ledger: those that ship with the program for everybody, and each organisation's own; pinned by their hash.
/// </summary>
public sealed class QuestionnaireLibrary(LedgerReader ledger)
{
    private readonly ConcurrentDictionary<(Guid Organisation, QuestionnaireReference Reference), Questionnaire> known = new();

    /// <summary>The questionnaire behind a reference, an organisation's own or one that ships; null when it has none.</summary>
    public async ValueTask<Questionnaire?> Find(Guid organisation, QuestionnaireReference reference, CancellationToken stop)
    {
        foreach (var owner in (Guid[])[organisation, DefinitionLibrary.Everybody])
        {
            if (known.TryGetValue((owner, reference), out var kept)) return kept;
            if ((await Published(owner, stop)).FirstOrDefault(q => q.Reference == reference) is { } found) return found;
        }

        return null;
    }

    /// <summary>Everything that an organisation has published, in order; of <see cref="DefinitionLibrary.Everybody"/> what ships.</summary>
    public async Task<IReadOnlyList<Questionnaire>> Published(Guid organisation, CancellationToken stop)
    {
        List<Questionnaire> questionnaires = [];
        foreach (var stored in await ledger.Stream(StreamNames.Questionnaires(organisation), 0, int.MaxValue, stop))
        {
            var published = (QuestionnaireEvent.QuestionnairePublished)EventCodec.Read(stored.Entry.Type, stored.Entry.Body);
            var key = (organisation, new QuestionnaireReference(published.Code, published.Version, published.Sha256));
            questionnaires.Add(known.TryGetValue(key, out var kept) ? kept : known[key] = Read(published.Text));
        }

        return questionnaires;
    }

    /// <summary>The versions that ship with the program, as text.</summary>
    public static IEnumerable<string> Shipped => PublishedText.Shipped("Questionnaires");

    /// <summary>Reads and checks a questionnaire from any JSON text of its shape.</summary>
    /// <exception cref="PublicationRefusedException">The text has faults.</exception>
    public static Questionnaire Read(string json) =>
        PublishedText.Read(json, QuestionnaireReader.Read);
}
