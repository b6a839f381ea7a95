using System.Text.Json;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>Refuses events that would bring the name of a registered person into the ledger, or into a text of the organisation, which an
/// erasure of the person does not destroy, unless the writer has confirmed it.</summary>
public sealed class NamesInEvents(NameWatch names)
{
    private const int MostNamed = 100;

    /// <summary>The refusal; null when nobody is named, or only persons whom the writer confirmed.</summary>
    public async ValueTask<Refusal?> Refuse(CommandContext context, IReadOnlyList<ProposedEvent> proposed, CancellationToken stop)
    {
        List<PlacedText> texts = [];
        foreach (var e in proposed)
        {
            if (context.OwnTexts.Count == 0 && !JsonTexts.MayName(e.Body)) continue;
            texts.AddRange(JsonTexts.Of(e.Body, Own).Select(t => new PlacedText($"{e.Type}{t.Pointer}", t.Text)));
        }

        if (texts.Count == 0) return null;
        var named = (await names.In(context.Organisation, texts, stop)).Where(n => !context.Named.Contains(n.Person)).ToList();
        return named.Count == 0 ? null
            : new(Reason.PersonNamed, [.. named.Take(MostNamed).Select(n => new Missing("person-named", $"{n.Place} {n.Person}"))]);

        string? Own(JsonElement reference) => reference.TryGetProperty("ref", out var id) && id.ValueKind == JsonValueKind.String
            && id.TryGetGuid(out var text) ? context.OwnTexts.GetValueOrDefault(text) : null;
    }
}
