using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Definitions;

/// <summary>Reads the published definitions.</summary>
internal sealed class ReadDefinitions(DefinitionLibrary definitions) : UseCase
{
    public sealed record Version(DefinitionReference Definition, Wording Title);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/definitions/{code}", new("Definitions", "listDefinitionVersions", "Published versions of a definition",
            "In order.", Takes.Everybody) { Answer = typeof(Paged<Version>), Query = NumberedPage.Query }, async http =>
            await Published(http) is { Count: > 0 } versions
                ? NumberedPage.Answer(http, [.. versions.Select(d => new Version(d.Reference, d.Title))]) : Problems.NotFound);

        routes.Read("/api/definitions/{code}/{version}", new("Definitions", "readDefinition", "A definition's text",
            "The very bytes whose SHA-256 is the ETag: RFC 8785 JSON.", Takes.Everybody) { Answer = typeof(JsonObject),
            Further = [StatusCodes.Status304NotModified] }, async http =>
            await Find(http) is { } definition ? Text(http, definition.Text, definition.Sha256) : Problems.NotFound);

        routes.Read("/api/definitions/{code}/{version}/elsa", new("Definitions", "exportDefinitionToElsa",
            "A definition as a workflow for an Elsa server",
            "To import into Elsa 3 and publish there: a flowchart of built-in activities that shows where a programme waits and never "
            + "decides. How to set it up is in docs/elsa.md.", Takes.Everybody) { Answer = typeof(JsonObject),
            AnswerExample = Example, Further = [StatusCodes.Status304NotModified] }, async http =>
        {
            if (await Find(http) is not { } definition) return Problems.NotFound;
            var workflow = ElsaExport.Of(definition);
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{definition.Code}-{definition.Version}.elsa.json\"";
            return Text(http, workflow, Hash.Of(Encoding.UTF8.GetBytes(workflow)).ToString());
        });
    }

    private static JsonObject Example => new()
    {
        ["definitionId"] = "mentorshipflow-target-model", ["version"] = 1, ["name"] = "Целевая модель наставничества",
        ["root"] = new JsonObject { ["type"] = "Elsa.Flowchart", ["activities"] = new JsonArray(), ["connections"] = new JsonArray() },
    };

    private static IResult Text(HttpContext http, string json, string hash) =>
        Answers.Tagged(http, hash, Results.Bytes(Encoding.UTF8.GetBytes(json), "application/json"));

    private async Task<Definition?> Find(HttpContext http) =>
        int.TryParse(http.GetRouteValue("version")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (await Published(http)).FirstOrDefault(d => d.Version == version) : null;

    private Task<IReadOnlyList<Definition>> Published(HttpContext http) =>
        definitions.Published(http.GetRouteValue("code")!.ToString()!, http.RequestAborted);
}
