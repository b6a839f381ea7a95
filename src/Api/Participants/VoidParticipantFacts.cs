using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Voids facts that were recorded by mistake; the correct facts are recorded as new ones.</summary>
internal sealed class VoidParticipantFacts : UseCase
{
    /// <param name="Person">The person of the fact; absent if it is not about one person.</param>
    public sealed record Voiding(PrivateText Reason, Guid? Person = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes) => routes.Decide<Voiding>(
        "/participants/facts/{fact}/void",
        new("Participants", "voidParticipantFact", "Void a fact about participants",
            "A request, information, measurement, interview, training, terms, withdrawal; an expert, materials, a plan, a session, an " +
            "informing event, a shortage, a proposed pair.", Takes.Work)
        {
            Example = new Voiding(new("Записано по ошибке."), Samples.Person),
        },
        async (incoming, r) => new ParticipantCommand.VoidParticipantFact(
            r.Person, incoming.Id("fact"), r.Person is { } person ? await incoming.SealAbout(person, r.Reason)
                : await incoming.Seal(r.Reason)));
}
