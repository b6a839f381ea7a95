using System.Text.Json.Nodes;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Definitions;

/// <summary>Publishes definitions: they are data, checked with the place of each fault, published once, and never changed.</summary>
internal sealed class PublishDefinition(PublishingEngine publishing) : UseCase
{
    public sealed record Checked(bool Valid, DefinitionReference? Definition, IReadOnlyList<DefinitionFault> Faults);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Take("/api/definitions/check", About("checkDefinition", "Check a definition",
            "Every fault with its place (JSON pointer); nothing is stored.") with
        {
            Roles = Takes.Everybody, Answer = typeof(Checked),
        }, async http => await Checkable(http) switch
        {
            ({ } definition, _) => Answers.Json(new Checked(true, definition.Reference, [])),
            (_, { Changed: IReadOnlyList<DefinitionFault> faults }) => Answers.Json(new Checked(false, null, faults)),
            (_, var problem) => problem!,
        });

        routes.DecidingOnDocument("/api/definitions", About("publishDefinition", "Publish a version of a definition",
            "The next version of its code. Publishing the same bytes again changes nothing; other bytes are refused. The example is only "
            + "the beginning of one: a whole definition is what `GET /api/definitions/{code}/{version}` answers.") with
        {
            Answer = typeof(DefinitionReference), Success = StatusCodes.Status201Created,
        }, Publish);
    }

    private async Task<IResult> Publish(Incoming incoming, string text)
    {
        var (definition, problem) = Read(text);
        if (definition is null) return problem!;
        var outcome = await publishing.Publish(definition, incoming.Context(DefinitionLibrary.Everybody), incoming.Stop);
        var answer = await PublicationAnswer.Of(
            incoming, outcome, ProblemCodes.DefinitionInvalid, "definition-fault",
            $"/api/definitions/{definition.Code}/{definition.Version}", definition.Reference);
        return answer is Problem ? answer : Answers.Seen(incoming.Http, definition.Sha256, answer);
    }

    private static async Task<(Definition?, Problem?)> Checkable(HttpContext http)
    {
        var body = await JsonBody.Read<JsonObject>(http.Request, http.RequestAborted);
        return body.Problem is { } problem ? (null, problem) : Read(body.Canonical.Length == 0 ? "{}" : body.Canonical);
    }

    private static (Definition?, Problem?) Read(string text)
    {
        try
        {
            return (DefinitionLibrary.Read(text), null);
        }
        catch (PublicationRefusedException refused)
        {
            return (null, new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.DefinitionInvalid,
                [.. refused.Faults.Select(f => new Missing("definition-fault", f.Place))])
            {
                Changed = refused.Faults,
            });
        }
    }

    private static Operation About(string name, string summary, string description) =>
        new("Definitions", name, summary, description, Takes.Operator) { Request = typeof(JsonObject),
            Example = new JsonObject { ["code"] = "target-model", ["version"] = 2 } };
}
