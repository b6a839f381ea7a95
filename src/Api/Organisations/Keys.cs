using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Organisations;

/// <summary>API keys: each belongs to one person or one integrator, is stored hashed, and is shown once.</summary>
internal sealed class Keys(OrganisationEngine organisations, AccessKeys keys, Invitations invitations, PublicAddress address) : UseCase
{
    /// <param name="Person">Random id of the person; absent if <paramref name="Integrator"/> is given.</param>
    /// <param name="Invitation">Whether the answer shows an invitation to an account instead of the key.</param>
    public record Issue(IReadOnlyList<Role> Roles, Guid? Person = null, Guid? Integrator = null, bool Invitation = false) : Dated;

    /// <param name="HeadsKeysLost">By the operator: the head's keys are lost, and this decision revokes them.</param>
    public sealed record IssueOf(
        IReadOnlyList<Role> Roles, Guid? Person = null, Guid? Integrator = null, bool Invitation = false, bool HeadsKeysLost = false)
        : Issue(Roles, Person, Integrator, Invitation);

    /// <param name="Invited">The latest invitation that was issued with the key; absent without one.</param>
    public sealed record Answer(Guid Id, Guid? Person, Guid? Integrator, IReadOnlyList<Role> Roles, InvitationState? Invited = null);

    public override void Map(IEndpointRouteBuilder routes)
    {
        var example = new Issue([Role.Curator], Guid.Parse("0193b2f0-1111-7222-8333-444455556666"));

        routes.DecideOrganisation<Issue>("/api/keys", About("issueKey", "Issue a key",
            "Of the head's own organisation. The answer shows the key once, or an invitation to an account, which works once. " +
            "It ends with its holder's departure or erasure; a curator's also when the term ends, an auditor's when the auditor is " +
            "released, if it is for nothing else.") with { Example = example },
            incoming => incoming.Caller.Organisation, (incoming, r) => Build(incoming, incoming.Caller.Organisation, r), (_, _) =>
                "/api/keys");

        routes.DecideOrganisation<IssueOf>("/api/organisations/{organisation}/keys",
            About("issueKeyOf", "Issue a key of an organisation",
            "By the operator, until a head has a key in force; afterwards the head issues them. If the head's keys are lost, " +
            "headsKeysLost revokes them in the same decision, and whoever still holds one is told so. " +
            "By the head of the successor of a reorganised one, or of that one's successor.") with
        {
            Roles = [Role.Operator, Role.Head], Example = new IssueOf(example.Roles, example.Person),
        }, incoming => incoming.Id("organisation"), OfAnother, (_, _) => "/api/keys");

        routes.DecideOrganisation<Revocation>("/api/keys/{key}/revocation",
            About("revokeKey", "Revoke a key", "It opens nothing any more, at once here and within a second on other nodes.") with
        {
            Roles = [Role.Head, Role.Operator], Example = new Revocation(new("Ключ утрачен.")),
        }, incoming => incoming.Caller.Organisation, async (incoming, r) =>
        {
            // Accepts the id in any UUID format, including that in the key itself, because a lost key must be revoked quickly.
            if (!Guid.TryParse(incoming.Code("key"), out var key)) return Problems.NotFound;
            incoming.SideWrite(AccessKeys.Revocation(key, incoming.Caller.Organisation));
            return new OrganisationCommand.RevokeKey(key, await incoming.Seal(r.Reason));
        });

        routes.Read("/api/keys", About("listKeys", "Keys in force",
            "Of one's own organisation, in the order of their ids; secrets are not stored.") with
        {
            Roles = [Role.Head, Role.Operator], Answer = typeof(Paged<Answer>), Query = Page.Query,
        }, List);
    }

    public sealed record Revocation(PrivateText Reason) : Dated;

    private async Task<IResult> List(HttpContext http)
    {
        if (await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted) is not { } organisation) return Problems.NotFound;
        var invited = await invitations.OfKeys(Caller.Of(http).Organisation, http.RequestAborted);
        return Page.Answer(http, organisation.Keys.Values.Select(k => new Answer(k.Key, k.Person, k.Integrator, k.Roles,
            invited.GetValueOrDefault(k.Key))), k => k.Id);
    }

    private async Task<Built<OrganisationCommand>> OfAnother(Incoming incoming, IssueOf r)
    {
        var id = incoming.Id("organisation");
        if (incoming.Issued.By.Role != Role.Operator)
        {
            if (r.HeadsKeysLost) return Problems.Field("/headsKeysLost", $"Said by the operator only.");
            return (await organisations.Successions(id, incoming.Stop)).Any(r => r.Event.Successor == incoming.Caller.Organisation)
                ? Build(incoming, id, r) : Problems.NotFound;
        }

        return Build(incoming, id, r, byOperator: true, r.HeadsKeysLost);
    }

    private Built<OrganisationCommand> Build(Incoming incoming, Guid organisation, Issue r, bool byOperator = false,
        bool headsKeysLost = false)
    {
        var key = keys.Make();
        // The row is only written if the rules accept the command; its check constraint agrees with them.
        incoming.SideWrite(keys.Row(key, organisation, r.Person, r.Integrator));
        if (!r.Invitation) incoming.NewSecret = key.Text;
        else if (r.Person is not { } person) return Problems.Field("/invitation", $"For a person only: an integrator is a program.");
        else incoming.NewInvitation = Invited(incoming, key.Id, organisation, person);
        return new OrganisationCommand.IssueKey(key.Id, r.Person, r.Integrator, r.Roles)
        {
            ByOperator = byOperator, HeadsKeysLost = headsKeysLost,
        };
    }

    // Nobody sees the text of the key: the account acts with it.
    private Invited Invited(Incoming incoming, Guid key, Guid organisation, Guid person)
    {
        var made = invitations.Make(key);
        incoming.SideWrite(invitations.Row(made, organisation, person, incoming.Caller.Identity.Person));
        return new(address.Of(incoming.Http.Request, $"/invite/{made.Text}"), made.Code, made.Until);
    }

    private static Operation About(string name, string summary, string description) => new("Keys", name, summary, description, Takes.Head);
}
