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
        PreparationCommand.ApproveRoadmap c => Approve(state, c, issued, definition),
        PreparationCommand.RescheduleItem c =>
            OfItem(state, c.Item) is var (item, refusal) && item is null ? refusal! : Reschedule(state, item!, c, issued, definition),
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

    private static Decision Approve(Programme state, PreparationCommand.ApproveRoadmap c, Issued issued, Definition definition)
    {
        if (c.Document is { } document && !state.Documents.IsInForce(document))
            return new Refusal(Reason.DocumentNotInForce, "document-not-in-force", document.ToString());

        if (c.Items.Count > MostItems) return new Refusal(Reason.ValueOutOfRange, "roadmap-too-long", $"{MostItems}");
        var (year, shown) = (state.Charter!.SchoolYear, definition.For(state.Charter.OrganisationTitle));
        var planned = c.Items
            .SelectMany(i => Period(i, issued) is null ? RecurringItems.Each(i, shown.Item(i.Item), year) : [i])
            .Take(MostItems + 1).ToList();
        if (planned.Count > MostItems) return new Refusal(Reason.ValueOutOfRange, "roadmap-too-long", $"{MostItems}");
        var items = new List<RoadmapItem>(planned.Count);
        var faults = new List<Missing>();
        foreach (var one in planned)
        {
            var lacking = Lacking(one, definition).ToList();
            if (!ValueFormat.IsItemNumber(one.Item) || items.Exists(i => i.Item == one.Item))
                faults.Add(new("item-code-invalid-or-repeated", one.Item));
            else if (lacking.Count > 0) faults.AddRange(lacking);
            else if (Officers.Fault(one, c.Standings) is { } unfit) faults.Add(unfit);
            else if (Period(one, issued) is { } refusal) faults.AddRange(refusal.Missing);
            else items.Add(Item(one, definition));
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

    private static Refusal? Period(PlannedItem item, Issued issued) =>
        Dates.OfPeriod(item.PlannedFrom, item.PlannedTo, item.Item, issued.AsOf);

    // A school uses the wording of the definition or its own (M39); the school's own items need stage, activity and wording.
    private static IEnumerable<Missing> Lacking(PlannedItem own, Definition definition)
    {
        if (definition.Item(own.Item) is not null) yield break;
        var staged = own.Stage is >= 1 and <= 7;
        if (!staged) yield return new("item-without-stage", own.Item);
        if (!ValueFormat.IsCode(own.Activity)) yield return new("item-without-activity", own.Item);
        else if (staged && definition.Stages.FirstOrDefault(s => s.Activities.Any(a => a.Code == own.Activity)) is { } stage
            && stage.Number != own.Stage) yield return new("item-activity-of-other-stage", own.Item);
        if (own.Content is null) yield return new("item-without-content", own.Item);
    }

    private static RoadmapItem Item(PlannedItem planned, Definition definition)
    {
        var known = definition.Item(planned.Item);
        return new(planned.Item, known?.Stage ?? planned.Stage!.Value, known?.Activity ?? planned.Activity!, planned.Content,
            planned.Planned, planned.PlannedFrom, planned.PlannedTo, planned.Position, planned.Responsible,
            planned.Documented ?? known?.Documented ?? false, planned.Result);
    }

    private static Decision Reschedule(
        Programme state, ItemState item, PreparationCommand.RescheduleItem c, Issued issued, Definition definition) =>
        item.Status != ItemStatus.Open ? Settled(c.Item)
        : Dates.OfPeriod(c.PlannedFrom, c.PlannedTo, c.Item, issued.AsOf) is { } refusal ? refusal
        : (c.PlannedFrom, c.PlannedTo) == (item.Plan.PlannedFrom, item.Plan.PlannedTo) ? Reason.NothingChanges
        : new PreparationEvent.RoadmapItemRescheduled(c.Item, c.PlannedFrom, c.PlannedTo, c.Reason,
            [.. Warnings(state, definition, c.Item, c.PlannedFrom, c.PlannedTo)]);

    // Over a fact that settled it, a person may still complete an item with documents of their own.
    private static Decision Complete(Programme state, ItemState item, PreparationCommand.CompleteItem c, Issued issued) =>
        item.Status != ItemStatus.Open && item.ByFact is null ? Settled(c.Item)
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
