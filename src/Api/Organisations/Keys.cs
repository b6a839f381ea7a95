using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Organisations;

/// <summary>API keys: each of one person or one integrator, stored hashed, shown once.</summary>
internal static class Keys
{
    /// <param name="Person">Random id of the person; or <paramref name="Integrator"/>.</param>
    public sealed record Issue(IReadOnlyList<Role> Roles, Guid? Person = null, Guid? Integrator = null) : Dated;

    public sealed record Answer(Guid Id, Guid? Person, Guid? Integrator, IReadOnlyList<Role> Roles);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var example = new Issue([Role.Curator], Guid.Parse("0193b2f0-1111-7222-8333-444455556666"));

        routes.DecideOrganisation<Issue>("/api/keys", About("issueKey", "Issue a key", "Of the head's own organisation. The answer shows the key once.") with { Example = example },
            incoming => incoming.Caller.Organisation, (incoming, r) => Build(incoming, incoming.Caller.Organisation, r), _ => "/api/keys");

        routes.DecideOrganisation<Issue>("/api/organisations/{organisation}/keys", About("issueKeyOf", "Issue a key of an organisation", "By the operator: an organisation's first key, or after all were lost.") with
        {
            Roles = Takes.Operator, Example = example,
        }, incoming => incoming.Id("organisation"), (incoming, r) => Build(incoming, incoming.Id("organisation"), r), _ => "/api/keys");

        routes.DecideOrganisation<Revocation>("/api/keys/{key}/revocation", About("revokeKey", "Revoke a key", "It opens nothing any more, at once here and within a second on other nodes.") with
        {
            Roles = [Role.Head, Role.Operator], Example = new Revocation(new("Ключ утрачен.")),
        }, incoming => incoming.Caller.Organisation, async (incoming, r) =>
        {
            // As it stands in a list, or as it stands in the key itself: whoever lost one is in a hurry.
            if (!Guid.TryParse(incoming.Code("key"), out var key)) return (null, null, Problems.NotFound);
            incoming.Beside(AccessKeys.Revocation(key, incoming.Caller.Organisation));
            return (new OrganisationCommand.RevokeKey(key, await incoming.Seal(r.Reason)), null, null);
        });

        routes.Read("/api/keys", About("listKeys", "Keys in force", "Of one's own organisation, in the order of their ids; secrets are not stored.") with
        {
            Roles = [Role.Head, Role.Operator], Answer = typeof(Paged<Answer>), Query = Page.Query,
        }, List);
    }

    public sealed record Revocation(PrivateText Reason) : Dated;

    private static async Task<IResult> List(HttpContext http)
    {
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return problem!;
        if (await http.RequestServices.GetRequiredService<OrganisationEngine>().Find(Caller.Of(http).Organisation, http.RequestAborted) is not { } organisation) return Problems.NotFound;
        return Answers.Json(page.Answer(http, page.Cut(organisation.Keys.Values.Select(k => new Answer(k.Key, k.Person, k.Integrator, k.Roles)), k => k.Id), k => k.Id));
    }

    private static Task<(OrganisationCommand?, string?, Problem?)> Build(Incoming incoming, Guid organisation, Issue r)
    {
        var key = incoming.Http.RequestServices.GetRequiredService<AccessKeys>().Make();
        // What the rules refuse never reaches the table; its own check agrees with them.
        incoming.Beside(AccessKeys.Row(key, organisation, r.Person, r.Integrator, r.Roles));
        return Task.FromResult(((OrganisationCommand?)new OrganisationCommand.IssueKey(key.Id, r.Person, r.Integrator, r.Roles), (string?)key.Text, (Problem?)null));
    }

    private static Operation About(string name, string summary, string description) => new("Keys", name, summary, description, Takes.Head);
}
