using System.Collections.Concurrent;
using MentorshipFlow.Ledger;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>The questionnaires on the ledger: shipped ones and those of organisations. References pin their hash.</summary>
public sealed class QuestionnaireLibrary(LedgerReader ledger)
{
    private readonly ConcurrentDictionary<(Guid Organisation, QuestionnaireReference Reference), Questionnaire> known = new();

    /// <summary>The questionnaire of a reference, the organisation's own or a shipped one; null when there is none.</summary>
    public async ValueTask<Questionnaire?> Find(Guid organisation, QuestionnaireReference reference, CancellationToken stop)
    {
        foreach (var owner in (Guid[])[organisation, DefinitionLibrary.Everybody])
        {
            if (known.TryGetValue((owner, reference), out var kept)) return kept;
            if ((await Published(owner, stop)).FirstOrDefault(q => q.Reference == reference) is { } found) return found;
        }

        return null;
    }

    /// <summary>The published questionnaires of an organisation; shipped ones under <see cref="DefinitionLibrary.Everybody"/>.</summary>
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

    /// <summary>Parses and checks a questionnaire from any JSON text of the schema.</summary>
    /// <exception cref="PublicationRefusedException">The text has faults.</exception>
    public static Questionnaire Read(string json) =>
        PublishedText.Read(json, QuestionnaireReader.Read);
}
