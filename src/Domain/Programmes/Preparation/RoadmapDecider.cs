using System.Diagnostics;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Rules of the road map: approve, reschedule, complete, not applicable, reopen (M84 to M176, F2 to F6).</summary>
public static class RoadmapDecider
{
    private const int MostItems = 1000;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, PreparationCommand command, Issued issued, Definition definition) => command switch
    {
        PreparationCommand.ApproveRoadmap c => Approve(state, c, definition),
        PreparationCommand.RescheduleItem c =>
            OfItem(state, c.Item) is var (item, refusal) && item is null ? refusal! : Reschedule(state, item!, c, definition),
        PreparationCommand.CompleteItem c =>
            OfItem(state, c.Item) is var (item, refusal) && item is null ? refusal! : Complete(state, item!, c, issued),
        PreparationCommand.MarkItemNotApplicable c => OfItem(state, c.Item) is var (item, refusal) && item is null ? refusal!
            : item!.Status != ItemStatus.Open ? Settled(c.Item)
            : Dates.OfFact(issued.EffectiveOn, issued.AsOf) is { } future ? future
            : new PreparationEvent.RoadmapItemNotApplicable(c.Item, c.Reason),
        PreparationCommand.ReopenItem c => OfItem(state, c.Item) is var (item, refusal) && item is null ? refusal!
            : item!.Status == ItemStatus.Open ? new Refusal(Reason.ItemNotSettled, "item-open", c.Item)
            : new PreparationEvent.RoadmapItemReopened(c.Item, c.Reason),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision Approve(Programme state, PreparationCommand.ApproveRoadmap c, Definition definition)
    {
        if (c.Document is { } document && !state.Documents.IsInForce(document))
            return new Refusal(Reason.DocumentNotInForce, "document-not-in-force", document.ToString());

        if (c.Items.Count > MostItems) return new Refusal(Reason.ValueOutOfRange, "roadmap-too-long", $"{MostItems}");
        var items = new List<RoadmapItem>(c.Items.Count);
        var faults = new List<Missing>();
        foreach (var planned in c.Items)
        {
            if (!ValueFormat.IsCode(planned.Item) || items.Exists(i => i.Item == planned.Item))
                faults.Add(new("item-code-invalid-or-repeated", planned.Item));
            else if (Item(planned, definition) is not { } item) faults.Add(new("item-incomplete", planned.Item));
            else if (Dates.OfPeriod(item.PlannedFrom, item.PlannedTo, item.Item) is { } refusal) faults.AddRange(refusal.Missing);
            else items.Add(item);
        }

        faults.AddRange(Enumerable.Range(1, 7).Where(n => !items.Exists(i => i.Stage == n))
            .Select(n => new Missing("stage-without-items", $"{n}")));
        if (faults.Count > 0) return new Refusal(Reason.RoadmapIncomplete, faults);
        if (items.FirstOrDefault(i => i.Responsible is { } person && state.Preparation.Auditors.Contains(person)) is { } audited)
            return new Refusal(Reason.AuditorNotIndependent, "auditor-not-independent", audited.Item);

        var warnings =
            items.SelectMany(i => Warnings(state, definition, i.Item, i.PlannedFrom, i.PlannedTo)).Concat(Dropped(state, items)).ToList();
        return new PreparationEvent.RoadmapApproved((state.Preparation.Roadmap?.Version ?? 0) + 1, c.Document, items, warnings);
    }

    // A school uses the wording of the definition or its own (M39); the school's own items need stage, activity and wording.
    private static RoadmapItem? Item(PlannedItem planned, Definition definition)
    {
        var known = definition.Item(planned.Item);
        var stage = known is null ? planned.Stage : known.Stage;
        var activity = known is null ? planned.Activity : known.Activity;
        return stage is >= 1 and <= 7 && ValueFormat.IsCode(activity) && (known ?? (object?)planned.Content) is not null
            ? new RoadmapItem(planned.Item, stage.Value, activity!, planned.Content, planned.Planned, planned.PlannedFrom,
                planned.PlannedTo,
                planned.Position, planned.Responsible, planned.Documented ?? known?.Documented ?? false)
            : null;
    }

    private static Decision Reschedule(Programme state, ItemState item, PreparationCommand.RescheduleItem c, Definition definition) =>
        item.Status != ItemStatus.Open ? Settled(c.Item)
        : Dates.OfPeriod(c.PlannedFrom, c.PlannedTo, c.Item) is { } refusal ? refusal
        : (c.PlannedFrom, c.PlannedTo) == (item.Plan.PlannedFrom, item.Plan.PlannedTo) ? Reason.NothingChanges
        : new PreparationEvent.RoadmapItemRescheduled(c.Item, c.PlannedFrom, c.PlannedTo, c.Reason,
            [.. Warnings(state, definition, c.Item, c.PlannedFrom, c.PlannedTo)]);

    private static Decision Complete(Programme state, ItemState item, PreparationCommand.CompleteItem c, Issued issued) =>
        item.Status != ItemStatus.Open ? Settled(c.Item)
        : Dates.OfFact(issued.EffectiveOn, issued.AsOf) is { } refusal ? refusal
        : item.Plan.Documented && c.Evidence.Count == 0 ? new Refusal(Reason.EvidenceRequired, "evidence-required", c.Item)
        : c.Evidence.Where(d => !state.Documents.IsInForce(d)).Select(d => new Missing("document-not-in-force", d.ToString()))
            .ToList() is { Count: > 0 } missing
            ? new Refusal(Reason.DocumentNotInForce, missing)
        : new PreparationEvent.RoadmapItemCompleted(c.Item, [.. c.Evidence.Distinct()]);

    private static (ItemState? Item, Refusal? Refusal) OfItem(Programme state, string code) =>
        state.Preparation.Roadmap is not { } roadmap ? (null, new Refusal(Reason.RoadmapNotApproved))
        : roadmap.Items.TryGetValue(code, out var item) ? (item, null)
        : (null, new Refusal(Reason.Unknown, "item-unknown", code));

    private static Refusal Settled(string item) => new(Reason.ItemAlreadySettled, "item-settled", item);

    // A new version may omit completed items; they stay in history, and a warning is recorded.
    private static IEnumerable<Warning> Dropped(Programme state, List<RoadmapItem> items) =>
        state.Preparation.Roadmap is not { } before ? [] : before.Items.Values
            .Where(i => i.Status == ItemStatus.Completed && !items.Exists(kept => kept.Item == i.Plan.Item))
            .Select(i => new Warning("completed-item-dropped", i.Plan.Item))
            .OrderBy(w => w.Where, StringComparer.Ordinal);

    // «Декабрь 2022» in a plan for 2021/2022 is accepted and flagged (F5).
    private static IEnumerable<Warning> Warnings(Programme state, Definition definition, string item, DateOnly? from, DateOnly? to)
    {
        var (year, month) = (state.Charter!.SchoolYear, definition.Parameters.SchoolYearStartMonth);
        if (from is { } f && !SchoolYear.Contains(year, month, f) || to is { } t && !SchoolYear.Contains(year, month, t))
            yield return new("planned-outside-school-year", item);
    }
}
