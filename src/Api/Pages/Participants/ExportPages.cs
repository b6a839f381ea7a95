using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;

namespace MentorshipFlow.Api.Pages.Participants;

/// <summary>A base as a file: the reading of what it contains is recorded first.</summary>
internal sealed class ExportPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes/{programme}/participants/export", async visit =>
        {
            visit.Require("exportMentees");
            return PageRoutes.Html<ExportView>(visit, ("Programme", await ProgrammeHead.Of(visit)),
                ("Mentors", visit.Http.Request.Query["base"] == "mentors"));
        });
        routes.Form("/programmes/{programme}/participants/export", Take);
    }

    private static async Task<IResult> Take(Visit visit, IFormCollection form)
    {
        var head = await ProgrammeHead.Of(visit);
        var mentors = form["base"] == "mentors";
        JsonObject body = new() { ["format"] = form["format"].ToString() };
        if (form["fields"].Count > 0)
        {
            body["fields"] = new JsonArray([.. form["fields"].Select(f => (JsonNode)f!)]);
            body["purpose"] = form["purpose"].ToString();
        }

        if (form["reason"].ToString() is { Length: > 0 } reason) body["reason"] = reason;
        var reply = await visit.Ask(new Call(mentors ? "exportMentors" : "exportMentees", Visit.Values([("programme", head.Id)]))
        {
            Body = body.ToJsonString(), Key = Visit.NewKey,
        });
        return reply.Succeeded
            ? Results.File(reply.Bytes, reply.ContentType,
                $"{(mentors ? "mentors" : "mentees")}.{(form["format"] == "csv" ? "csv" : "xlsx")}")
            : PageRoutes.Html<ExportView>(visit, reply.Status, ("Programme", head), ("Mentors", mentors), ("Refusal", reply.Problem));
    }
}
