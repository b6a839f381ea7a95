using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;

namespace MentorshipFlow.Api.People;

/// <summary>Законные представители: registered persons who sign for a minor.</summary>
internal sealed class Representatives : UseCase
{
    /// <param name="Person">Id of the representative, who must be registered too.</param>
    public sealed record Link(Guid Person, RepresentativeKind Kind) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecidePerson<Link>("/representatives", new("People", "linkRepresentative", "Link a representative",
            "An adult of the register who signs for this person.", Takes.Work)
        {
            Example = new Link(Guid.Parse("0193b2f0-1111-7222-8333-444455556667"), RepresentativeKind.Parent),
        }, (_, r) => new RegistryCommand.LinkRepresentative(r.Person, r.Kind));

        routes.DecidePerson<ReasonRequest>("/representatives/{representative}/release",
            new("People", "unlinkRepresentative", "Unlink a representative", "What the representative signed stays signed.", Takes.Work)
        {
            Example = ReasonRequest.Mistake,
        }, async (incoming, r) => new RegistryCommand.UnlinkRepresentative(incoming.Id("representative"),
            await incoming.SealAbout(incoming.Id("person"), r.Reason)));
    }
}
