using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Завести программу: a draft, before there is a curator (F8).</summary>
internal static class DraftProgramme
{
    /// <param name="DefinitionVersion">The latest published one when absent.</param>
    public sealed record Request(
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal, string DefinitionCode = "target-model", int? DefinitionVersion = null,
        SecondApproverPolicy SecondApprover = SecondApproverPolicy.WhenSelfApproved) : Dated;

    public static void Map(IEndpointRouteBuilder routes) => routes.Take(
        "/api/programmes",
        new Operation("Programmes", "draftProgramme", "Draft a programme", "Makes a programme of the key's organisation. It is a draft until a curator is appointed.", Takes.Work)
        {
            Deciding = true, Request = typeof(Request), Answer = typeof(DecisionAnswer), Success = StatusCodes.Status201Created,
            Example = new Request("2021/2022", new("Внедрение целевой модели наставничества"), new("Раскрытие личности наставляемого"), DefinitionVersion: 1),
        },
        http => ProgrammeDecisions.Handle<Request>(http, MustMatch.Nothing, incoming => incoming.NewId("programme"), Build, (id, _) => $"/api/programmes/{id}"));

    private static async Task<Built> Build(Incoming incoming, Request request)
    {
        // As where the rule is changed: that nobody countersigns what somebody approves for himself is the head's to say.
        if (request.SecondApprover == SecondApproverPolicy.Never && incoming.Issued.By.Role != Role.Head) return Refusals.Of(new(Reason.WrongPerson, "role-required", "head"), []);
        var services = incoming.Http.RequestServices;
        var organisation = await services.GetRequiredService<OrganisationEngine>().Find(incoming.Caller.Organisation, incoming.Stop);
        var versions = await services.GetRequiredService<DefinitionLibrary>().Published(request.DefinitionCode, incoming.Stop);
        var definition = request.DefinitionVersion is { } version ? versions.FirstOrDefault(d => d.Version == version) : versions is [.., var latest] ? latest : null;
        if (definition is null) return Refusals.Of(new(Reason.Unknown, "definition-unknown", $"{request.DefinitionCode} {request.DefinitionVersion}".Trim()), []);
        return new CharterCommand.DraftProgramme(
            incoming.Caller.Organisation, organisation!.Created!.Title, organisation.Created.Kind, definition.Reference, request.SchoolYear, request.Title, request.Goal, request.SecondApprover);
    }
}
