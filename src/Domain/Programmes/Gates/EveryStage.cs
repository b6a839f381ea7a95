using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Rules used by the gates of several stages: documents in force and road map items.</summary>
public static class EveryStage
{
    /// <summary>A document of the kind <c>document</c> is in force, with every part listed in <c>requires</c>: number, date, signatory,
    /// file.</summary>
    public static Finding DocumentInForce(RuleContext context)
    {
        var kind = context.Criterion.Value("document");
        var required = context.Criterion.Values("requires");
        var candidates =
            context.Programme.Documents.InForceOfKind(kind).Select(d => (Document: d, Lacks: Lacking(d, required).ToList())).ToList();
        if (candidates.Count == 0) return Finding.Of(Absent(context.Programme.Documents, kind), []);
        var best = candidates.MinBy(c => c.Lacks.Count);
        return Finding.Of(best.Lacks.Select(part => new Missing($"document-without-{part}", kind)),
            [$"document:{best.Document.Registered.Id}"], $"file {best.Document.File?.Sha256 ?? "-"}");
    }

    /// <summary>Every road map item of the stage is completed or not applicable, and none names an annulled document.</summary>
    public static Finding ItemsSettled(RuleContext context)
    {
        var items = ItemsOf(context).ToList();
        return items.Count == 0
            ? Finding.Of([new("stage-without-items", $"{context.Stage}")], [])
            : Finding.Of(
                items.Where(i => i.Status == ItemStatus.Open).Select(i => new Missing("item-open", i.Plan.Item))
                    .Concat(Grounds.Gone(context.Programme.Documents, items)),
                items.Where(i => i.Status != ItemStatus.Open).Select(i => $"item:{i.Plan.Item}"),
                [$"roadmap {context.Programme.Preparation.Roadmap!.Version}", .. items.Select(ItemWords.Full)]);
    }

    /// <summary>Every completed item of the stage that needs documents has only valid ones: in force, or superseded by one in
    /// force.</summary>
    public static Finding ItemsDocumented(RuleContext context)
    {
        var documents = context.Programme.Documents;
        var documented = ItemsOf(context).Where(i => i.Plan.Documented && i.Status == ItemStatus.Completed).ToList();
        return Finding.Of(
            documented.Where(i => i.Evidence.IsEmpty).Select(i => new Missing("item-without-document", i.Plan.Item))
                .Concat(Grounds.Gone(documents, documented)),
            documented.SelectMany(i => i.Evidence).Where(documents.Stands).Distinct().Order().Select(d => $"document:{d}"),
            documented.SelectMany(i => i.Evidence).Distinct().Order()
                .Select(d => (Old: d, By: documents.Documents.GetValueOrDefault(d)?.SupersededBy))
                .Where(d => d.By is not null).Select(d => $"superseded {d.Old} {d.By}"));
    }

    /// <summary>The named <c>items</c> are completed.</summary>
    public static Finding ItemsDone(RuleContext context)
    {
        var items = context.Programme.Preparation.Roadmap?.Items;
        var asked = context.Criterion.Values("items")
            .ToLookup(code => items is not null && items.TryGetValue(code, out var item) && item.Status == ItemStatus.Completed);
        return Finding.Of(
            asked[false].Select(code => new Missing("item-open", code)), asked[true].Select(code => $"item:{code}"),
            asked[true].Select(code => ItemWords.Full(items![code])));
    }

    private static IEnumerable<ItemState> ItemsOf(RuleContext context) => Grounds.OfItems(context.Programme, context.Stage);

    private static List<Missing> Absent(DocumentsRoom documents, string kind)
    {
        var registered = documents.Documents.Values.Where(d => d.Registered.Kind == kind).Select(d => (Guid?)d.Registered.Id);
        return Grounds.Gone(documents, registered).ToList() is { Count: > 0 } annulled ? annulled : [new("document-not-registered", kind)];
    }

    private static IEnumerable<string> Lacking(RegisteredDocument document, IReadOnlyList<string> required)
    {
        var registered = document.Registered;
        if (required.Contains("number") && registered.Number is null) yield return "number";
        if (required.Contains("date") && registered.Date is null) yield return "date";
        if (required.Contains("signatory") && registered.Signatory is null && registered.SignatoryPosition is null)
            yield return "signatory";
        if (required.Contains("file") && document.File is null) yield return "file";
    }
}
