using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Organisations;

/// <summary>Organisations: created by the operator, each seen by itself alone.</summary>
internal static class OrganisationsOfInstallation
{
    /// <param name="TimeZone">IANA name; it decides what "today" is.</param>
    public sealed record Creation(InstitutionalText Title, OrganisationKind Kind, string TimeZone) : Dated;

    public sealed record Answer(Guid Id, InstitutionalText Title, OrganisationKind Kind, string TimeZone, DateOnly Today);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.DecideOrganisation<Creation>(
            "/api/organisations",
            new("Organisations", "createOrganisation", "Create an organisation", "By the operator, who then issues its first key.", Takes.Operator)
            {
                Example = new Creation(new("МБОУ «СОШ №49»"), OrganisationKind.School, "Asia/Novokuznetsk"),
            },
            incoming => incoming.NewId("organisation"),
            (incoming, r) => Task.FromResult(TimeZoneInfo.TryFindSystemTimeZoneById(r.TimeZone, out _)
                ? ((OrganisationCommand?)new OrganisationCommand.CreateOrganisation(incoming.NewId("organisation"), r.Title, r.Kind, r.TimeZone), (string?)null, (Problem?)null)
                : (null, null, Problems.Field("/timeZone", "An IANA time zone, such as Asia/Novokuznetsk."))),
            id => $"/api/organisations/{id}/keys");

        routes.Read("/api/organisation", new("Organisations", "readOrganisation", "One's own organisation", "With the day that it is there.", Takes.Everybody) { Answer = typeof(Answer) }, async http =>
        {
            var caller = Caller.Of(http);
            return await http.RequestServices.GetRequiredService<OrganisationEngine>().Find(caller.Organisation, http.RequestAborted) is { Created: { } created }
                ? Answers.Json(new Answer(created.Id, created.Title, created.Kind, created.TimeZone, caller.Today))
                : Problems.NotFound;
        });
    }
}
