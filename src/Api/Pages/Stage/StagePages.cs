using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Programmes;

namespace MentorshipFlow.Api.Pages.Stage;

/// <summary>A stage with its gate as a checklist: what holds it and how to mend it, and the decisions that are open.</summary>
internal sealed class StagePages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/programmes/{programme}/stages/{stage}", async visit =>
    {
        var reply = await visit.Demand("readStage", ("programme", visit.Http.GetRouteValue("programme")),
            ("stage", visit.Http.GetRouteValue("stage")));
        var stage = reply.As<StageAnswer>();
        var head = await ProgrammeHead.Of(visit);
        var documents = await Documents(visit, head.Id);
        var names = await MissingNames.Of(visit, head.Id, stage.Criteria.SelectMany(c => c.Missing), stage.SubmittedBy,
            stage.Countersigned?.By, stage.Approval?.Approver);
        return PageRoutes.Html<StageView>(
            visit, ("Programme", head), ("Stage", stage), ("Texts", reply.Texts), ("Key", Visit.NewKey),
            ("Documents", documents), ("Signs", (await Signing.Keys(visit)).Count > 0),
            ("Missing", names));
    });

    private static async Task<IReadOnlyDictionary<Guid, string>> Documents(Visit visit, Guid programme) =>
        (await visit.All<System.Text.Json.JsonElement>("listDocuments", ("programme", programme)))
            .Select(d => d.GetProperty("registered"))
            .ToDictionary(r => r.GetProperty("id").GetGuid(), r => r.GetProperty("title").GetString()!
                + (r.TryGetProperty("number", out var number) ? $" {new InstitutionalText(number.GetString()!).Numbered}" : ""));
}
