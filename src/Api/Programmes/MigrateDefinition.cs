using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Перейти на другую версию определения; undone by migrating back.</summary>
internal sealed class MigrateDefinition(ProgrammeEngine programmes, DefinitionLibrary definitions) : UseCase
{
    /// <param name="Version">A published version of the programme's definition.</param>
    public sealed record Request(int Version, PrivateText Reason) : Dated;

    /// <param name="AffectedStages">Approved stages that would need reconfirmation.</param>
    public sealed record Preview(DefinitionReference From, DefinitionReference To, IReadOnlyList<DefinitionDifference> Differences,
        IReadOnlyList<int> AffectedStages);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Request>(
            "/definition-migration",
            new("Programmes", "migrateDefinition", "Go on under another version of the definition",
                "Lists what changes with GET first; undone by migrating back.", Takes.HeadOrCurator)
            {
                Match = ProgrammeRoutes.Whole, Example = new Request(1, new("Новая редакция региональных актов.")),
            },
            async (incoming, r) => await Find(incoming.Http, r.Version) switch
            {
                (null, _) => Problems.NotFound,
                (_, null) => Unknown(r.Version),
                (_, var to) => new CharterCommand.MigrateDefinition(to, await incoming.Seal(r.Reason)),
            });

        routes.Read(
            "/api/programmes/{programme}/definition-migration",
            new("Programmes", "previewMigration", "What a migration would change",
                "Everything that differs between the two versions, and the approvals that would need reconfirmation.", Takes.Reading)
            {
                Answer = typeof(Preview), Query = [new("version", "The version to go to.", "2", typeof(int))],
                Further = [StatusCodes.Status422UnprocessableEntity],
            },
            Show);
    }

    private async Task<IResult> Show(HttpContext http)
    {
        var asked = new Asked(http);
        if (asked.Required("version", 0, int.MaxValue) is not { } number) return asked.Problem!;
        var version = (int)number;
        if (await Find(http, version) is not ({ } found, var to)) return Problems.NotFound;
        return to is null
            ? Unknown(version)
            : Answers.Json(new Preview(found.Definition.Reference, to.Reference, DefinitionDifference.Between(found.Definition, to),
                CharterDecider.AffectedStages(found.State, found.Definition, to)));
    }

    private async Task<(ProgrammeFound? Found, Definition? To)> Find(HttpContext http, int version)
    {
        var found = await programmes.Find(Caller.Of(http).Organisation, http.Id("programme") ?? Guid.Empty, http.RequestAborted);
        if (found is null) return (null, null);
        var versions = await definitions.Published(found.Definition.Code, http.RequestAborted);
        return (found, versions.FirstOrDefault(d => d.Version == version)?.For(found.State.Charter!.OrganisationTitle));
    }

    private static Problem Unknown(int version) => Refusals.Of(Reason.Unknown, "definition-unknown", $"{version}");
}
