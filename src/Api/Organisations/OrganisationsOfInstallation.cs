using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Organisations;

/// <summary>Organisations: the operator creates them, and each reads only itself.</summary>
internal sealed class OrganisationsOfInstallation(OrganisationEngine organisations, TimeProvider clock) : UseCase
{
    /// <param name="TimeZone">IANA name; it determines today's date.</param>
    public sealed record Creation(InstitutionalText Title, OrganisationKind Kind, string TimeZone) : Dated;

    /// <summary>The corrected title, kind and time zone.</summary>
    /// <param name="TimeZone">IANA name; it determines today's date.</param>
    public sealed record Correction(InstitutionalText Title, OrganisationKind Kind, string TimeZone, PrivateText Reason) : Dated;

    /// <param name="Operator">The operator of personal data, as last recorded.</param>
    /// <param name="SignInPolicy">Whether its accounts need a second factor.</param>
    /// <param name="Region">The region that it named last.</param>
    /// <param name="Reorganisations">Its mergers, accessions and renamings, in order.</param>
    /// <param name="Predecessors">The organisations whose successor it is.</param>
    /// <param name="SandboxUntil">The last day of a sandbox, where nothing is real; absent for a real organisation.</param>
    public sealed record Answer(Guid Id, InstitutionalText Title, OrganisationKind Kind, string TimeZone, DateOnly Today,
        OrganisationEvent.OperatorDescribed? Operator, SignInPolicy SignInPolicy, OrganisationEvent.RegionNamed? Region,
        DateOnly? SandboxUntil,
        IReadOnlyList<ReorganisationEvent.OrganisationReorganised> Reorganisations,
        IReadOnlyList<ReorganisationEvent.PredecessorTaken> Predecessors);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecideOrganisation<Creation>(
            "/api/organisations",
            new("Organisations", "createOrganisation", "Create an organisation", "By the operator, who then issues its first key.",
                Takes.Operator)
            {
                Example = new Creation(new("Школа «Роща»"), OrganisationKind.School, "Europe/Moscow"),
            },
            incoming => incoming.NewId("organisation"),
            (incoming, r) => IsTimeZone(r.TimeZone)
                ? new OrganisationCommand.CreateOrganisation(incoming.NewId("organisation"), r.Title, r.Kind, r.TimeZone)
                : (Built<OrganisationCommand>)NoTimeZone,
            (id, _) => $"/api/organisations/{id}/keys");

        routes.DecideOrganisation<Correction>(
            "/api/organisations/{organisation}/correction",
            new("Organisations", "correctOrganisation", "Correct an organisation",
                "Title, kind and time zone as they should have been. The kind stays while keys are in force whose roles are for it alone.",
                Takes.Operator)
            {
                Match = OrganisationDecisions.Any, Example = new Correction(new("Школа «Роща»"), OrganisationKind.School,
                    "Europe/Moscow", new("Опечатка.")),
            },
            incoming => incoming.Id("organisation"),
            async (incoming, r) => IsTimeZone(r.TimeZone)
                ? new OrganisationCommand.CorrectOrganisation(r.Title, r.Kind, r.TimeZone, await incoming.Seal(r.Reason))
                : NoTimeZone);

        routes.Read("/api/organisation", About("readOrganisation", "One's own organisation",
            "With the day that it is there. The ETag is what If-Match must name to change what it shows.", Takes.Everybody),
            http => Show(http, Caller.Of(http).Organisation));

        routes.Read("/api/organisations/{organisation}", About("readOrganisationById", "An organisation of the installation",
            "The ETag is what If-Match must name to correct it.", Takes.Operator),
            http => Show(http, http.Id("organisation") ?? Guid.Empty));
    }

    private static Operation About(string name, string summary, string description, IReadOnlyList<Role> roles) =>
        new("Organisations", name, summary, description, roles) { Answer = typeof(Answer), Tagged = true };

    private async Task<IResult> Show(HttpContext http, Guid organisation)
    {
        if (await organisations.Find(organisation, http.RequestAborted) is not { Created: { } created } found) return Problems.NotFound;
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(
            now, await organisations.TimeZone(organisation, http.RequestAborted)).DateTime);
        return Answers.Seen(http, OrganisationDecisions.Tagged(found)!.Tag, Answers.Json(
            new Answer(created.Id, created.Title, created.Kind, created.TimeZone, today, found.Operator, found.SignInPolicy, found.Region,
                found.Sandbox?.Until, [.. found.Reorganisations.All.Select(r => r.Event)],
                [.. found.Reorganisations.Predecessors.Values.OrderBy(p => p.Reorganisation)])));
    }

    private static Problem NoTimeZone => Problems.Field("/timeZone", $"An IANA time zone, such as Europe/Moscow.");

    private static bool IsTimeZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
}
