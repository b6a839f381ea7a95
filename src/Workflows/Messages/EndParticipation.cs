using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A person left the organisation or withdrew the consent to take part; registers of open programmes must change.</summary>
/// <param name="Cause">The event that caused the message.</param>
public sealed record EndParticipation(Guid Organisation, Guid Person, Guid Cause);

/// <summary>Removes the person from the registers of mentees and mentors, and revokes the delegations of somebody who has left, unless the
/// departure or withdrawal was voided meanwhile.</summary>
public sealed class EndParticipationHandler(
    PeopleEngine people, ProgrammeEngine programmes, GrantedDelegations granted, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(EndParticipation message, CancellationToken stop)
    {
        if (await people.Find(message.Organisation, message.Person, stop) is not { } person || Why(person) is not { } reason) return;
        foreach (var id in person.Registry.Programmes)
        {
            if (await programmes.Find(message.Organisation, id, stop) is not { State: { Closed: false } state }) continue;
            if (state.Participants.Mentees.TryGetValue(message.Person, out var mentee) && mentee.Removed is null)
                await Decide(message, id, $"mentee {id}", new MenteeCommand.RemoveMentee(message.Person, reason, null), stop);
            if (state.Participants.Mentors.TryGetValue(message.Person, out var mentor) && mentor.Removed is null)
                await Decide(message, id, $"mentor {id}", new MentorCommand.RemoveMentor(message.Person, reason, null), stop);
        }

        if (reason != RemovalReason.LeftOrganisation) return;
        foreach (var (programme, delegation) in await granted.Of(message.Organisation, message.Person, stop))
        {
            if (delegation.Person != message.Person) continue;
            await Decide(message, programme, $"delegation {delegation.Id}", new CharterCommand.RevokeDelegation(delegation.Id, null), stop);
        }
    }

    private static RemovalReason? Why(Person person) =>
        person.Registry.LeftOn is not null ? RemovalReason.LeftOrganisation
        : person.Consents.Restrictions.Contains(RestrictionGround.Withdrawal) ? RemovalReason.ConsentWithdrawn
        : null;

    private async Task Decide(EndParticipation message, Guid programme, string what, ProgrammeCommand command, CancellationToken stop)
    {
        var context = await commands.Command(message.Organisation, message.Cause, what, stop);
        AutomaticCommands.Demand(await programmes.Decide(programme, command, context, stop), context);
    }
}
