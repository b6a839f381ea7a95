using MentorshipFlow.Definitions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Api.Programmes;

/// <summary>The items that are overdue on a day in all programmes of an organisation.</summary>
internal sealed class OverdueItems(ProgrammeQueries queries, ProgrammeEngine engine) : UseCase
{
    /// <param name="Items">Open items whose planned end is before the day, the longest overdue first.</param>
    public sealed record OfProgramme(
        Guid Id, string Title, string SchoolYear, ProgrammeStatus Status, int Version, IReadOnlyList<OverdueItem> Items);

    /// <param name="Title">The wording of the item: the school's own, or that of the definition with the organisation's name.</param>
    public sealed record OverdueItem(RoadmapItem Plan, Wording Title);

    public sealed record Answer(DateOnly AsOf, IReadOnlyList<OfProgramme> Items);

    public override void Map(IEndpointRouteBuilder routes) =>
        routes.Read("/api/programmes/overdue", new("Road map", "listOverdueItems", "What is overdue on a day",
            "The organisation's programmes with overdue items, in the order of their ids; completed and cancelled ones have none. A page " +
            "has at most limit programmes, and may have fewer although there is a next one.", Takes.Reading)
        {
            Answer = typeof(Answer), Query = [new("asOf", "The day; today when absent.", "2022-01-15", typeof(DateOnly)), .. Page.Query],
        }, List);

    private async Task<IResult> List(HttpContext http)
    {
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return problem!;
        var (asked, caller) = (new Asked(http), Caller.Of(http));
        var asOf = asked.Day("asOf") ?? caller.Today;
        if (asked.Problem is { } wrong) return wrong;
        // The list says where to look; the folds, which may be newer, say what is overdue.
        var rows = await queries.Overdue(caller.Organisation, page.After, asOf, page.Limit + 1, http.RequestAborted);
        var ids = page.Of(http, [.. rows.Select(row => row.Id)], id => id).Items;
        var programmes = await engine.Find(caller.Organisation, ids, http.RequestAborted);
        return Answers.Json(new Answer(asOf, [.. programmes.Select(found => Of(found, asOf)).Where(p => p.Items.Count > 0)]));
    }

    private static OfProgramme Of(ProgrammeFound found, DateOnly asOf)
    {
        var state = found.State;
        return new(found.Id, state.Charter!.Title.Value, state.Charter.SchoolYear, state.Status, state.Version,
            state.Closed ? [] :
            [
                .. (state.Preparation.Roadmap?.Items.Values ?? []).Where(i => i.OverdueOn(asOf)).Select(i => i.Plan)
                    .OrderBy(plan => plan.PlannedTo).ThenBy(plan => plan.Item, StringComparer.Ordinal)
                    .Select(plan => new OverdueItem(plan, plan.Title(found.Definition))),
            ]);
    }
}
