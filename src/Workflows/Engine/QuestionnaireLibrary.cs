using System.Collections.Concurrent;
using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>A questionnaire was refused: the same version with other bytes, a version out of turn, or faults in its text.</summary>
public sealed class QuestionnaireRefusedException(string message, IReadOnlyList<DefinitionFault> faults) : Exception(message)
{
    /// <summary>Each fault with its place; empty when the bytes differ from what was published, or the version is out of turn.</summary>
    public IReadOnlyList<DefinitionFault> Faults { get; } = faults;
}

/// <summary>The questionnaires on the ledger: those that ship with the program for everybody, and each organisation's own; pinned by their hash.</summary>
public sealed class QuestionnaireLibrary(LedgerReader ledger, BatchWriter writer, TimeProvider clock)
{
    private const string Folder = "Questionnaires/";

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
    public static IEnumerable<string> Shipped => typeof(QuestionnaireLibrary).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && !n.EndsWith(".schema.json", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(n =>
        {
            using var reader = new StreamReader(typeof(QuestionnaireLibrary).Assembly.GetManifestResourceStream(n)!);
            return reader.ReadToEnd();
        });

    /// <summary>Publishes every shipped version that is not on the ledger yet.</summary>
    /// <exception cref="QuestionnaireRefusedException">A published version has other bytes here.</exception>
    /// <exception cref="NotDecidedException">The database did not answer, or the ledger is forked; the next start tries again.</exception>
    public async Task PublishShipped(CancellationToken stop)
    {
        foreach (var text in Shipped) await Publish(text, stop);
    }

    /// <summary>Reads and checks a questionnaire from any JSON text of its shape.</summary>
    /// <exception cref="QuestionnaireRefusedException">The text has faults.</exception>
    public static Questionnaire Read(string json)
    {
        if (!CanonicalJson.TryCanonicalise(json, out var canonical, out var fault))
        {
            throw new QuestionnaireRefusedException("The questionnaire is not JSON of our kind.", [new("", DefinitionFaultCodes.NotJson, fault)]);
        }

        return QuestionnaireReader.Read(canonical, Hash.Of(Encoding.UTF8.GetBytes(canonical)).ToString()) switch
        {
            QuestionnaireReading.Accepted accepted => accepted.Questionnaire,
            QuestionnaireReading.Refused refused => throw new QuestionnaireRefusedException(string.Join("; ", refused.Faults.Select(f => $"{f.Place}: {f.Code}")), refused.Faults),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task Publish(string json, CancellationToken stop)
    {
        var owner = DefinitionLibrary.Everybody;
        var questionnaire = Read(json);
        var (code, version) = (questionnaire.Code, questionnaire.Version);
        while (true)
        {
            var published = await Published(owner, stop);
            List<Questionnaire> versions = [.. published.Where(q => q.Code == code)];
            if (versions.Find(q => q.Version == version) is { } same)
            {
                if (same.Sha256 != questionnaire.Sha256) throw new QuestionnaireRefusedException($"{code} {version} is published with other bytes: {same.Sha256}.", []);
                return;
            }

            if (version != versions.Count + 1) throw new QuestionnaireRefusedException($"{code} {version} does not follow version {versions.Count}.", []);
            var (type, body) = EventCodec.Write(new QuestionnaireEvent.QuestionnairePublished(code, version, questionnaire.Sha256, questionnaire.Text));
            var now = clock.GetUtcNow();
            // A space keeps the command apart from every idempotency key.
            var result = await writer.Append(new(
                owner.ToString(), $"publish questionnaire {code} {version}", questionnaire.Sha256, null, null,
                [new StreamAppend(StreamNames.Questionnaires(owner), published.Count, [new ProposedEvent(Guid.CreateVersion7(now), type, body, "system", "system", null, Dates.Text(DateOnly.FromDateTime(now.UtcDateTime)))])],
                []));
            if (result is not (AppendResult.Appended or AppendResult.CommandKnown or AppendResult.StreamMoved)) throw new NotDecidedException($"publish {code} {version}", result.GetType().Name);
        }
    }
}
