using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Включение в базу наставляемых и исключение (M116, M117).</summary>
internal sealed class MenteesInAndOut : UseCase
{
    /// <param name="Text">About the person; sealed in the vault under the person's key.</param>
    public sealed record Removal(RemovalReason Reason, PrivateText? Text = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Plain>("/mentees/{person}/base", About("addMenteeToBase", "Add to the base of mentees",
            "With a consent that counts today and at least one request.") with
            { Batch = new("addMenteesToBase", "Add many to the base of mentees") },
            (incoming, _) => new MenteeCommand.AddMenteeToBase(incoming.Id("person")));

        routes.Decide<Removal>("/mentees/{person}/removal", About("removeMentee", "Remove a mentee",
            "From the base, or close the application; with a reason.") with { Example = new Removal(RemovalReason.OwnWish) },
            async (incoming, r) => new MenteeCommand.RemoveMentee(incoming.Id("person"), r.Reason,
                await incoming.SealAbout(incoming.Id("person"), r.Text)));
    }

    private static Operation About(string name, string summary, string description) =>
        new("Mentees", name, summary, description, Takes.Work);
}
