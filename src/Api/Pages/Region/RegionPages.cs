using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;

namespace MentorshipFlow.Api.Pages.Region;

/// <summary>The page of a regional centre: figures of the schools that named it, without names and small numbers,
/// and the materials that it gives them.</summary>
internal sealed class RegionPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/region", async visit =>
    {
        var asked = visit.Http.Request.Query["asOf"].ToString();
        var day = asked.Length > 0 ? Words.WrittenDay.Read(asked, visit.Today) : null;
        return PageRoutes.Html<RegionView>(
            visit, ("Answer", (await visit.Demand("regionalIndicators", ("asOf", day))).Json), ("Asked", asked),
            ("Wrong", asked.Length > 0 && day is null), ("Given", await visit.All<JsonElement>("listMaterials")));
    });
}
