using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Definitions;

/// <summary>What is published.</summary>
internal sealed class ReadDefinitions(DefinitionLibrary definitions) : UseCase
{
    public sealed record Version(DefinitionReference Definition, Wording Title);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/definitions/{code}", new("Definitions", "listDefinitionVersions", "Published versions of a definition",
            "In order.", Takes.Everybody) { Answer = typeof(Paged<Version>) }, async http =>
            await Published(http) is { Count: > 0 } versions
                ? Answers.Json(new Paged<Version>([.. versions.Select(d => new Version(d.Reference, d.Title))])) : Problems.NotFound);

        routes.Read("/api/definitions/{code}/{version}", new("Definitions", "readDefinition", "A definition's text",
            "The very bytes whose SHA-256 is the ETag: RFC 8785 JSON.", Takes.Everybody) { Answer = typeof(JsonObject),
            Further = [StatusCodes.Status304NotModified] }, async http =>
        {
            if (!int.TryParse(http.GetRouteValue("version")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                || (await Published(http)).FirstOrDefault(d => d.Version == version) is not { } definition)
            {
                return Problems.NotFound;
            }

            return Answers.Tagged(http, definition.Sha256, Results.Bytes(Encoding.UTF8.GetBytes(definition.Text), "application/json"));
        });
    }

    private Task<IReadOnlyList<Definition>> Published(HttpContext http) =>
        definitions.Published(http.GetRouteValue("code")!.ToString()!, http.RequestAborted);
}
