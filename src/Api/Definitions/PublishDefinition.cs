using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Definitions;

/// <summary>Definitions are data: checked with the place of each fault, published once, never changed.</summary>
internal static class PublishDefinition
{
    public sealed record Checked(bool Valid, DefinitionReference? Definition, IReadOnlyList<DefinitionFault> Faults);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Take("/api/definitions/check", About("checkDefinition", "Check a definition", "Every fault with its place (JSON pointer); nothing is stored.") with
        {
            Roles = Takes.Everybody, Answer = typeof(Checked),
        }, async http => await Read(http) switch
        {
            ({ } definition, _) => Answers.Json(new Checked(true, definition.Reference, [])),
            (_, { Changed: IReadOnlyList<DefinitionFault> faults }) => Answers.Json(new Checked(false, null, faults)),
            (_, var problem) => problem!,
        });

        routes.Take("/api/definitions", About("publishDefinition", "Publish a version of a definition", "The next version of its code. Publishing the same bytes again changes nothing; other bytes are refused.") with
        {
            Answer = typeof(DefinitionReference), Success = StatusCodes.Status201Created,
        }, Publish);
    }

    private static async Task<IResult> Publish(HttpContext http)
    {
        var (definition, problem) = await Read(http);
        if (definition is null) return problem!;
        try
        {
            var published = await http.RequestServices.GetRequiredService<DefinitionLibrary>().Publish(definition.Text, http.RequestAborted);
            http.Response.Headers.Location = $"/api/definitions/{published.Code}/{published.Version}";
            http.Response.Headers.ETag = EntityTag.Of(published.Sha256);
            return Answers.Json(published.Reference, StatusCodes.Status201Created);
        }
        catch (DefinitionRefusedException refused)
        {
            return new Problem(StatusCodes.Status409Conflict, ProblemCodes.DefinitionInvalid, [new("definition-fault", "/version")]) { Detail = refused.Message };
        }
    }

    private static async Task<(Definition?, Problem?)> Read(HttpContext http)
    {
        var body = await JsonBody.Read<JsonObject>(http.Request, http.RequestAborted);
        if (body.Problem is not null) return (null, body.Problem);
        try
        {
            return (DefinitionLibrary.Read(body.Canonical.Length == 0 ? "{}" : body.Canonical), null);
        }
        catch (DefinitionRefusedException refused)
        {
            return (null, new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.DefinitionInvalid, [.. refused.Faults.Select(f => new Missing("definition-fault", f.Place))])
            {
                Changed = refused.Faults,
            });
        }
    }

    private static Operation About(string name, string summary, string description) =>
        new("Definitions", name, summary, description, Takes.Operator) { Request = typeof(JsonObject), Example = new JsonObject { ["code"] = "target-model", ["version"] = 2 } };
}
