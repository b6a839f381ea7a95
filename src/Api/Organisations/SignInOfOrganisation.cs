using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Api.Organisations;

/// <summary>The rule of an organisation for signing in with an account, set by its head.</summary>
internal sealed class SignInOfOrganisation : UseCase
{
    public sealed record Request(SignInPolicy SignInPolicy) : Dated;

    public override void Map(IEndpointRouteBuilder routes) => routes.DecideOrganisation<Request>(
        "/api/organisation/sign-in",
        new("Organisations", "setSignInPolicy", "Set what an account needs to sign in",
            "A password alone, or a second factor too. Whoever has none yet is led to it before any other page. Keys, passkeys and a "
            + "portal are not asked for one.", Takes.Head)
        {
            Match = OrganisationDecisions.Own, Example = new Request(SignInPolicy.SecondFactor),
        },
        incoming => incoming.Caller.Organisation,
        (_, r) => new OrganisationCommand.SetSignInPolicy(r.SignInPolicy));
}
