using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;

namespace MentorshipFlow.Api.People;

/// <summary>Ограничение обработки: it applies at once and erases nothing.</summary>
internal sealed class Restrictions : UseCase
{
    public sealed record Lift(RestrictionGround Ground, PrivateText Reason) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecidePerson<Plain>("/restriction", new("Consents", "restrictProcessing", "Restrict processing",
            "On the person's demand, or by who answers for privacy.", Takes.Work),
            (_, _) => new ConsentCommand.RestrictProcessing());

        routes.DecidePerson<Lift>("/restriction/lift", new("Consents", "liftRestriction", "Lift a restriction",
            "By the head. Where a new consent is the reason, recording it lifts the restriction by itself.", Takes.Head)
        {
            Example = new Lift(RestrictionGround.Demand, new("Требование отозвано.")),
        }, async (incoming, r) => new ConsentCommand.LiftRestriction(r.Ground, await incoming.SealAbout(incoming.Id("person"), r.Reason)));
    }
}
