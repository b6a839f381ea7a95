using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A person left the organisation or withdrew the consent to take part; registers of open programmes must change.</summary>
/// <param name="Cause">The event that caused the message.</param>
public sealed record EndParticipation(Guid Organisation, Guid Person, Guid Cause);

/// <summary>Removes the person from the registers of mentees and mentors, unless the departure or withdrawal was voided meanwhile.
/// </summary>
public sealed class EndParticipationHandler(PeopleEngine people, ProgrammeEngine programmes, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(EndParticipation message, CancellationToken stop)
    {
        if (await people.Find(message.Organisation, message.Person, stop) is not { } person || Why(person) is not { } reason) return;
        foreach (var id in person.Registry.Programmes)
        {
            if (await programmes.Find(message.Organisation, id, stop) is not { State: { Closed: false } state }) continue;
            if (state.Participants.Mentees.TryGetValue(message.Person, out var mentee) && mentee.Removed is null)
                await Remove(message, id, "mentee", new MenteeCommand.RemoveMentee(message.Person, reason, null), stop);
            if (state.Participants.Mentors.TryGetValue(message.Person, out var mentor) && mentor.Removed is null)
                await Remove(message, id, "mentor", new MentorCommand.RemoveMentor(message.Person, reason, null), stop);
        }
    }

    private static RemovalReason? Why(Person person) =>
        person.Registry.LeftOn is not null ? RemovalReason.LeftOrganisation
        : person.Consents.Restrictions.Contains(RestrictionGround.Withdrawal) ? RemovalReason.ConsentWithdrawn
        : null;

    private async Task Remove(EndParticipation message, Guid programme, string role, ProgrammeCommand command, CancellationToken stop)
    {
        var context = await commands.Command(message.Organisation, message.Cause, $"{role} {programme}", stop);
        AutomaticCommands.Demand(await programmes.Decide(programme, command, context, stop), context);
    }
}
