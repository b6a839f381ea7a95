using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Заявки наставляемых (M109).</summary>
internal sealed class MenteeApplications : UseCase
{
    /// <param name="Person">Id of a registered person.</param>
    public sealed record Application(Guid Person) : Dated;

    public override void Map(IEndpointRouteBuilder routes) => routes.Decide<Application>(
        "/mentees",
        new("Mentees", "applyAsMentee", "Take a mentee's application",
            "Of a registered person who may take part. From now on the programme is told what changes about the person. " +
            "After gate 2 it is a late join.",
            Takes.Work)
        {
            Example = new Application(Samples.Person),
        },
        (_, r) => new MenteeCommand.ApplyAsMentee(r.Person, null), (id, events) =>
            $"/api/programmes/{id}/mentees/{events.OfType<ParticipantEvent.MenteeApplied>().Single().Person}");
}

/// <summary>Ids for examples.</summary>
internal static class Samples
{
    public static Guid Person { get; } = Guid.Parse("0193b2f0-1111-7222-8333-444455556666");

    public static Guid Document { get; } = Guid.Parse("0193b2f0-1111-7222-8333-444455557777");
}
