using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Доверенности: a person lets an integrator act on their behalf.</summary>
internal sealed class Delegations : UseCase
{
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Grant(Guid Integrator, DateOnly From, DateOnly? Until = null, Guid? Id = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Grant>(
            "/delegations",
            new("Programmes", "grantDelegation", "Let an integrator act on one's behalf",
                "Only the person can. It holds for this programme.", Takes.Persons)
            {
                Example = new Grant(Guid.Parse("0193b2f0-1111-7222-8333-444455556667"), new(2021, 9, 1)),
            },
            (incoming, r) => new CharterCommand.GrantDelegation(r.Id ?? incoming.NewId("delegation"), r.Integrator, r.From, r.Until),
            (id, _) => $"/api/programmes/{id}");

        routes.Decide<ReasonRequest>(
            "/delegations/{delegation}/revocation",
            new("Programmes", "revokeDelegation", "Take a delegation back", "By the person who granted it, or by the head.",
                Takes.Persons) { Example = ReasonRequest.Mistake },
            async (incoming, r) => new CharterCommand.RevokeDelegation(incoming.Id("delegation"), await incoming.Seal(r.Reason)));
    }
}
