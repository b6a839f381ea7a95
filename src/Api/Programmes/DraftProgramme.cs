using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Завести программу: creates a draft, before there is a curator (F8).</summary>
internal sealed class DraftProgramme(ProgrammeDecisions decisions, OrganisationEngine organisations, DefinitionLibrary definitions)
    : UseCase
{
    /// <param name="DefinitionVersion">The latest published one when absent.</param>
    public sealed record Request(
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal, string DefinitionCode = "target-model",
        int? DefinitionVersion = null,
        SecondApproverPolicy SecondApprover = SecondApproverPolicy.WhenSelfApproved) : Dated;

    public override void Map(IEndpointRouteBuilder routes) => routes.Decide<Request, Programme, ProgrammeCommand>(
        "/api/programmes",
        new Operation("Programmes", "draftProgramme", "Draft a programme",
            "Makes a programme of the key's organisation. It is a draft until a curator is appointed.", Takes.Work)
        {
            Answer = typeof(DecisionAnswer),
            Example = new Request("2021/2022", new("Внедрение целевой модели наставничества"), new("Раскрытие личности наставляемого"),
                DefinitionVersion: 1),
        },
        decisions, incoming => incoming.NewId("programme"), Build, (id, _) => $"/api/programmes/{id}");

    private async Task<Built<ProgrammeCommand>> Build(Incoming incoming, Request request)
    {
        // As for changing the policy: only the head may decide that self-approval needs no second approver.
        if (request.SecondApprover == SecondApproverPolicy.Never && incoming.Issued.By.Role != Role.Head)
            return Refusals.Of(Reason.WrongPerson, "role-required", "head");
        var organisation = await organisations.Find(incoming.Caller.Organisation, incoming.Stop);
        // Later programmes are the successor's own.
        if (await organisations.Successions(incoming.Caller.Organisation, incoming.Stop) is [.., { Event.Successor: var successor }])
            return Refusals.Of(Reason.OrganisationReorganised, "organisation-reorganised", $"{successor}");
        var versions = await definitions.Published(request.DefinitionCode, incoming.Stop);
        var definition = request.DefinitionVersion is { } version ? versions.FirstOrDefault(d => d.Version == version)
            : versions is [.., var latest] ? latest : null;
        if (definition is null)
            return Refusals.Of(Reason.Unknown, "definition-unknown", $"{request.DefinitionCode} {request.DefinitionVersion}".Trim());
        return new CharterCommand.DraftProgramme(
            incoming.Caller.Organisation, organisation!.Created!.Title, organisation.Created.Kind, definition.Reference,
            request.SchoolYear, request.Title, request.Goal, request.SecondApprover, organisation.Sandbox is not null);
    }
}
