using System.Globalization;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Documents;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Preparation;
using Microsoft.Extensions.Primitives;

namespace MentorshipFlow.Api.Pages.Roadmap;

/// <summary>The road map as pages show it.</summary>
public sealed record ShownRoadmap(int Version, Guid? Document, DateOnly AsOf, int Open, int Overdue, IReadOnlyList<ShownItem> Items);

/// <summary>An item of it.</summary>
public sealed record ShownItem(ShownPlan Plan, Wording Title, ItemStatus Status, bool Overdue, DateOnly? SettledOn, Guid? SettledBy,
    IReadOnlyList<Guid> Evidence, IReadOnlyList<CitedPaper> Annulled, Guid? ByFact)
{
    /// <summary>The shape of its state.</summary>
    public string Mark => Overdue ? "late" : Status switch
    {
        ItemStatus.Completed => "done",
        ItemStatus.NotApplicable => "none",
        _ => "not-started",
    };

    /// <summary>Its state as filters name it.</summary>
    public string State => Overdue ? "overdue" : Kebab.Of($"{Status}");

    /// <summary>When it is due, in the words of the plan where it has no days.</summary>
    public string Due => (Plan.PlannedFrom, Plan.PlannedTo) switch
    {
        ({ } from, { } to) when from != to => $"{Typo.Day(from)} – {Typo.Day(to)}",
        (_, { } to) => PageWords.Say("map.until", Typo.Day(to)),
        ({ } from, null) => PageWords.Say("map.from", Typo.Day(from)),
        _ => Plan.Planned ?? "",
    };
}

/// <summary>The plan of an item.</summary>
public sealed record ShownPlan(string Item, int Stage, string Activity, string? Planned, DateOnly? PlannedFrom, DateOnly? PlannedTo,
    string? Position, Guid? Responsible, bool Documented, string? Result);

/// <summary>The filters of the road map, as they stand in the address.</summary>
public sealed record RoadmapFilter(string State, string Who, DateOnly? AsOf, string Day)
{
    /// <summary>From the query.</summary>
    public static RoadmapFilter Of(Visit visit)
    {
        var query = visit.Http.Request.Query;
        var day = query["asOf"].ToString().Trim();
        return new(query["state"].ToString(), query["who"].ToString(), WrittenDay.Read(day, visit.Today), day);
    }

    /// <summary>Whether an item passes.</summary>
    public bool Takes(ShownItem item) => (State is "" or "all" || item.State == State || (State == "open" && item.Overdue))
        && (Who.Length == 0 || item.Plan.Position == Who || $"{item.Plan.Responsible}" == Who);
}

/// <summary>The result for one of several items.</summary>
public sealed record ItemResult(string Of, bool Done, IReadOnlyList<RecordedPlace> Events, ProblemBody? Problem);

/// <summary>Where an event was recorded.</summary>
public sealed record RecordedPlace(long? Position);

/// <summary>One decision about several items.</summary>
/// <param name="Verb"><c>complete</c> or <c>not-applicable</c>.</param>
/// <param name="Refusal">Why nothing was tried.</param>
/// <param name="Results">What became of each; null before it was tried.</param>
public sealed record SeveralItems(string Verb, IReadOnlyList<string> Items, string Key, string Back, string Day, string Reason,
    IReadOnlyList<string> Evidence, ProblemBody? Refusal, IReadOnlyList<ItemResult>? Results, string? Fault)
{
    /// <summary>The operation that does it.</summary>
    public string Operation => Verb == "complete" ? "completeItems" : "markItemsNotApplicable";
}

/// <summary>«Дорожная карта»: its items by stage, what is due, and the decisions about them.</summary>
internal sealed class RoadmapPages : UseCase
{
    private sealed record AllResults(IReadOnlyList<ItemResult> Results);

    private const string At = "/programmes/{programme}/roadmap";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page(At, Show);
        routes.Page($"{At}/items/{{item}}", ShowItem);
        routes.Page($"{At}/several", visit => Several(visit, Chosen(visit, visit.Http.Request.Query, Visit.NewKey)));
        routes.Form($"{At}/several", DecideSeveral);
        routes.Page($"{At}/reading", RoadmapReading.Ask);
        routes.Form($"{At}/reading", RoadmapReading.Read);
        routes.Form($"{At}/reading/approval", RoadmapReading.Approve);
    }

    private static async Task<IResult> Show(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var filter = RoadmapFilter.Of(visit);
        var reply = await visit.Ask("readRoadmap", ("programme", head.Id), ("asOf", filter.AsOf));
        if (reply.Status == StatusCodes.Status404NotFound) return PageRoutes.Html<NoRoadmapView>(visit, ("Programme", head));
        if (!reply.Succeeded) throw new PageRefusedException(reply.Status, reply.Problem);
        var roadmap = reply.As<ShownRoadmap>();
        return PageRoutes.Html<RoadmapView>(visit, ("Programme", head), ("Roadmap", roadmap), ("Filter", filter),
            ("Names", await visit.Names(roadmap.Items.Select(i => i.Plan.Responsible))), ("Papers", await Papers(visit, head.Id)));
    }

    private static async Task<IResult> ShowItem(Visit visit)
    {
        var item = await visit.Read<ShownItem>("readRoadmapItem", ("programme", visit.Http.GetRouteValue("programme")),
            ("item", visit.Http.GetRouteValue("item")));
        var head = await ProgrammeHead.Of(visit);
        return PageRoutes.Html<ItemView>(visit, ("Programme", head), ("Item", item),
            ("Names", await visit.Names([item.Plan.Responsible, item.SettledBy])), ("Papers", await Papers(visit, head.Id)));
    }

    /// <summary>The register's documents as people cite them, those in force first.</summary>
    public static async Task<IReadOnlyList<ShownDocument>> Papers(Visit visit, object programme) =>
        [.. (await visit.All<ShownDocument>("listDocuments", ("programme", programme))).OrderByDescending(d => d.InForce)];

    private static SeveralItems Chosen(Visit visit, IEnumerable<KeyValuePair<string, StringValues>> given, string key)
    {
        var values = given.ToDictionary(g => g.Key, g => g.Value);
        return new(values.GetValueOrDefault("do") == "not-applicable" ? "not-applicable" : "complete",
            [.. values.GetValueOrDefault("item").OfType<string>().Where(i => i.Length > 0).Distinct()], key,
            PageRoutes.Local(values.GetValueOrDefault(PageRoutes.Back), $"/programmes/{visit.Http.GetRouteValue("programme")}/roadmap"),
            $"{values.GetValueOrDefault("effectiveOn")}".Trim(), $"{values.GetValueOrDefault("reason")}".Trim(),
            [.. values.GetValueOrDefault("evidence").OfType<string>().Where(e => e.Length > 0)], null, null, null);
    }

    private static async Task<IResult> Several(Visit visit, SeveralItems several)
    {
        if (!visit.May(several.Operation)) await visit.Demand(several.Operation, ("programme", visit.Http.GetRouteValue("programme")));
        var head = await ProgrammeHead.Of(visit);
        var roadmap = await visit.Read<ShownRoadmap>("readRoadmap", ("programme", head.Id));
        var status = several.Refusal?.Status
            ?? (several.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
        return PageRoutes.Html<SeveralView>(visit, status, ("Programme", head), ("Several", several),
            ("Items", roadmap.Items.Where(i => several.Items.Contains(i.Plan.Item)).ToList()),
            ("Papers", await Papers(visit, head.Id)));
    }

    private static async Task<IResult> DecideSeveral(Visit visit, IFormCollection form)
    {
        var several = Chosen(visit, form, form["decision"].ToString());
        if (several.Items.Count == 0) return await Several(visit, several with { Fault = PageWords.Say("map.none-chosen") });
        JsonObject request = [];
        if (several.Day.Length > 0)
        {
            if (WrittenDay.Read(several.Day, visit.Today) is not { } day)
                return await Several(visit, several with { Fault = PageWords.Say("fault.day", several.Day) });
            request["effectiveOn"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (several.Verb == "complete") request["evidence"] = new JsonArray([.. several.Evidence.Select(e => JsonValue.Create(e))]);
        else if (several.Reason.Length > 0) request["reason"] = several.Reason;
        else return await Several(visit, several with { Fault = PageWords.Say("map.reason-needed") });
        JsonObject body = new()
        {
            ["items"] = new JsonArray([.. several.Items.Select(i => new JsonObject { ["of"] = i })]), ["request"] = request,
        };
        var reply = await visit.Ask(new Call(several.Operation, Visit.Values([("programme", visit.Http.GetRouteValue("programme"))]))
        {
            Body = body.ToJsonString(), Key = several.Key,
        });
        return await Several(visit, reply.Succeeded ? several with { Results = reply.As<AllResults>().Results }
            : several with { Refusal = reply.Problem });
    }
}
