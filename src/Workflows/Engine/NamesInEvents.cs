using System.Text.Json;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>Refuses events that would bring the name of a registered person into the ledger, or into a text of the organisation, which an
/// erasure of the person does not destroy, unless the writer has confirmed it.</summary>
public sealed class NamesInEvents(NameWatch names)
{
    private const int MostNamed = 100;

    /// <summary>The texts in events that may name somebody.</summary>
    public WatchedTexts Texts(CommandContext context, IReadOnlyList<ProposedEvent> proposed)
    {
        List<PlacedText> texts = [];
        foreach (var e in proposed)
        {
            if (context.OwnTexts.Count == 0 && !JsonTexts.MayName(e.Body)) continue;
            texts.AddRange(JsonTexts.Of(e.Body, Own).Select(t => new PlacedText($"{e.Type}{t.Pointer}", t.Text)));
        }

        return names.Read(context.Organisation, texts);

        string? Own(JsonElement reference) => reference.TryGetProperty("ref", out var id) && id.ValueKind == JsonValueKind.String
            && id.TryGetGuid(out var text) ? context.OwnTexts.GetValueOrDefault(text) : null;
    }

    /// <summary>The refusal; null when nobody is named, or only persons whom the writer confirmed.</summary>
    public async Task<Refusal?> Refuse(CommandContext context, WatchedTexts texts, CancellationToken stop)
    {
        var named = (await names.In(texts, stop)).Where(n => !context.Named.Contains(n.Person)).ToList();
        return named.Count == 0 ? null
            : new(Reason.PersonNamed, [.. named.Take(MostNamed).Select(n => new Missing("person-named", $"{n.Place} {n.Person}"))]);
    }
}
