using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Дорожная карта (M84 to M176).</summary>
internal sealed class Roadmap : UseCase
{
    /// <summary>One planned item. Stage, activity and wording come from the definition unless the item is the school's own.</summary>
    /// <param name="Item">Code of an item of the definition, or the school's own code.</param>
    /// <param name="Planned">The date as the school wrote it.</param>
    /// <param name="Position">The responsible person's position.</param>
    /// <param name="Responsible">The responsible person's id.</param>
    /// <param name="Result">The expected result or document in the school's words.</param>
    /// <param name="Recurs">For what is done in each month, quarter, half-year or year: it becomes an item for each.</param>
    public sealed record ItemRequest(
        string Item, int? Stage = null, string? Activity = null, InstitutionalText? Content = null, InstitutionalText? Planned = null,
        DateOnly? PlannedFrom = null,
        DateOnly? PlannedTo = null, InstitutionalText? Position = null, Guid? Responsible = null, bool? Documented = null,
        InstitutionalText? Result = null, Recurrence? Recurs = null);

    /// <param name="Document">The registered road map, if any.</param>
    public sealed record Approval(IReadOnlyList<ItemRequest> Items, Guid? Document = null) : Dated;

    public sealed record Completion(IReadOnlyList<Guid>? Evidence = null) : Dated;

    public sealed record Rescheduling(PrivateText Reason, DateOnly? PlannedFrom = null, DateOnly? PlannedTo = null) : Dated;

    /// <param name="Etag">The tag for If-Match of rescheduling or reopening the item.</param>
    /// <param name="Overdue">Whether it is open although its planned end is before the as-of date.</param>
    /// <param name="Title">The wording of the item: the school's own, or that of the definition with the organisation's name.</param>
    /// <param name="Annulled">Annulled documents that it rests on, or rested on before it was reopened; another completion with documents
    /// in force replaces them.</param>
    /// <param name="ByFact">The recorded fact that settled it; absent if a person did.</param>
    public sealed record ItemAnswer(string Etag, RoadmapItem Plan, Wording Title, ItemStatus Status, bool Overdue, DateOnly? SettledOn,
        Guid? SettledBy, IReadOnlyList<Guid> Evidence, IReadOnlyList<CitedDocument> Annulled, Guid? ByFact);

    public sealed record Answer(int Version, Guid? Document, DateOnly AsOf, int Open, int Overdue, IReadOnlyList<ItemAnswer> Items);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Approval>("/roadmap", About("approveRoadmap", "Approve the road map",
            "First or next version, made on what If-Match saw: it takes the place of the whole. " +
            "What was done under the same code is kept.") with
        {
            Match = ProgrammeRoutes.Whole, Example = new Approval([.. Enumerable.Range(1, 7)
                .Select(n => new ItemRequest($"{n}.1.1", Planned: new("Сентябрь"), PlannedTo: new(2021, 9, 30),
                Position: new("Куратор")))]),
        }, (_, r) => new PreparationCommand.ApproveRoadmap(r.Document, [.. r.Items.Select(Planned)]), (id, _) =>
            $"/api/programmes/{id}/roadmap");

        routes.ReadProgramme("/roadmap", About("readRoadmap", "The road map",
            "With what is overdue on a day: a deadline passing is no event, it is computed.") with
        {
            Roles = Takes.Reading, Answer = typeof(Answer),
            Query = [new("asOf", "The day; today when absent.", "2022-01-15", typeof(DateOnly))],
        }, Show);

        routes.ReadProgramme("/roadmap/items/{item}", About("readRoadmapItem", "One item of the road map",
            "The ETag is what If-Match must name to reschedule or reopen it.") with
        {
            Roles = Takes.Reading, Answer = typeof(ItemAnswer), Tagged = true,
        }, ShowItem);

        routes.Decide<Completion>("/roadmap/items/{item}/completion",
            About("completeItem", "Complete an item", "When it was done is effectiveOn. Documented items name registered documents.")
            with { Example = new Completion([]), Batch = new("completeItems", "Complete many items with one evidence") },
            (incoming, r) => new PreparationCommand.CompleteItem(incoming.Code("item"), r.Evidence ?? []));

        routes.Decide<Rescheduling>("/roadmap/items/{item}/rescheduling",
            About("rescheduleItem", "Reschedule an item", "With the reason. The new dates take the place of those that If-Match saw.") with
        {
            Match = ItemSeen, Example = new Rescheduling(new("Зал занят."), new(2021, 10, 1), new(2021, 10, 31)),
        }, async (incoming, r) => new PreparationCommand.RescheduleItem(incoming.Code("item"), r.PlannedFrom, r.PlannedTo,
            await incoming.Seal(r.Reason)));

        routes.Decide<ReasonRequest>("/roadmap/items/{item}/not-applicable",
            About("markItemNotApplicable", "Mark an item as not applicable", "With the reason.")
            with
        {
            Example = new ReasonRequest(new("Форма не используется.")),
            Batch = new("markItemsNotApplicable", "Mark many items as not applicable"),
        },
            async (incoming, r) => new PreparationCommand.MarkItemNotApplicable(incoming.Code("item"), await incoming.Seal(r.Reason)));

        routes.Decide<ReasonRequest>("/roadmap/items/{item}/reopening",
            About("reopenItem", "Reopen an item", "It was settled by mistake, or is to be done again.")
            with { Match = ItemSeen, Example = ReasonRequest.Mistake },
            async (incoming, r) => new PreparationCommand.ReopenItem(incoming.Code("item"), await incoming.Seal(r.Reason)));
    }

    /// <summary>An item of the road map as a resource: plan and settlement.</summary>
    private static Seen<Programme> ItemSeen { get; } = new(
        "item", "/api/programmes/{programme}/roadmap/items/{item}",
        (address, state) => state.Preparation.Roadmap?.Items.GetValueOrDefault($"{address["item"]}") is { } item ? Tagged(item) : null);

    private static Tagged Tagged(ItemState item) => new("roadmap item", item);

    private static Operation About(string name, string summary, string description) =>
        new("Road map", name, summary, description, Takes.Work);

    private static PlannedItem Planned(ItemRequest r) =>
        new(r.Item, r.Stage, r.Activity, r.Content, r.Planned, r.PlannedFrom, r.PlannedTo, r.Position, r.Responsible, r.Documented,
            r.Result, r.Recurs);

    private static ItemAnswer Of(ItemState i, ProgrammeFound found, DateOnly asOf) => new(
        Tagged(i).Tag, i.Plan, i.Plan.Title(found.Definition), i.Status, i.OverdueOn(asOf), i.SettledOn, i.SettledBy, i.Evidence,
        CitedDocument.Of(found.State.Documents, i.Named.Where(d => !found.State.Documents.Stands(d)).Order()), i.ByFact);

    private static IResult ShowItem(HttpContext http, ProgrammeFound found)
    {
        if (found.State.Preparation.Roadmap?.Items.GetValueOrDefault($"{http.GetRouteValue("item")}") is not { } item)
            return Problems.NotFound;
        var answer = Of(item, found, Caller.Of(http).Today);
        return Answers.Seen(http, answer.Etag, Answers.Json(answer));
    }

    private static IResult Show(HttpContext http, ProgrammeFound found)
    {
        var asked = new Asked(http);
        var asOf = asked.Day("asOf") ?? Caller.Of(http).Today;
        if (asked.Problem is { } problem) return problem;
        if (found.State.Preparation.Roadmap is not { } roadmap) return Problems.NotFound;
        var order = found.Definition.Stages.SelectMany(s => s.Items).Select((item, i) => (item.Code, i))
            .ToDictionary(p => p.Code, p => p.i);
        var items = roadmap.Items.Values
            .OrderBy(i => i.Plan.Stage).ThenBy(i => order.GetValueOrDefault(i.Plan.Item, int.MaxValue))
                .ThenBy(i => i.Plan.Item, StringComparer.Ordinal)
            .Select(i => Of(i, found, asOf)).ToList();
        return Answers.Json(new Answer(
            roadmap.Version, roadmap.Document, asOf, items.Count(i => i.Status == ItemStatus.Open), items.Count(i => i.Overdue), items));
    }
}
