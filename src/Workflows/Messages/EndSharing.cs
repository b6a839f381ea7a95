using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A person's consents, permission or presence changed, or a day began: a mentor who works for other schools may have to
/// stop.</summary>
/// <param name="Cause">The event that caused the message; of a day, the offer.</param>
/// <param name="Day">The day that began; null for an event.</param>
public sealed record EndSharing(Guid Organisation, Guid Person, Guid Cause, DateOnly? Day = null);

/// <summary>Ends the offers of the mentor and the work elsewhere, unless everything that they need is still there.</summary>
public sealed class EndSharingHandler(
    OrganisationEngine organisations, PeopleEngine people, ProgrammeEngine programmes, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(EndSharing message, CancellationToken stop)
    {
        if (await organisations.Find(message.Organisation, stop) is not { } school) return;
        if (!school.Sharing.Mentors.Contains(message.Person)) return;
        if (await Why(message, school.Sharing, stop) is not { } why) return;
        var context = await commands.Command(message.Organisation, message.Cause, $"sharing {message.Day}", stop);
        AutomaticCommands.Demand(
            await organisations.Decide(message.Organisation, new SharingCommand.EndOffersOf(message.Person, why), context, stop), context);
    }

    private async Task<SharingEnd?> Why(EndSharing message, SharingRoom sharing, CancellationToken stop)
    {
        if (await people.Find(message.Organisation, message.Person, stop) is not { Standing: var standing }) return SharingEnd.DataErased;
        if (standing.Erased) return SharingEnd.DataErased;
        if (standing.Left) return SharingEnd.LeftOrganisation;
        var today = await commands.Today(message.Organisation, stop);
        foreach (var programme in sharing.ProgrammesOf(message.Person))
        {
            if (await programmes.Find(message.Organisation, programme, stop) is not { State.Participants: var room }
                || !OrganisationEngine.Permits(room.Mentors.GetValueOrDefault(message.Person))
                || !room.Consenting(standing, ConsentPurpose.Sharing, today).Any())
                return SharingEnd.ConsentEnded;
        }

        return null;
    }
}
