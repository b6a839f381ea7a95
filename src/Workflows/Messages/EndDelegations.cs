using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Programmes;
using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A curator's term ended or will end on a known day, and with it the delegations that the curator granted.</summary>
/// <param name="Cause">The event that caused the message.</param>
public sealed record EndDelegations(Guid Organisation, Guid Programme, Guid Cause);

/// <summary>Revokes delegations of persons who are in office neither today nor later. Repeated on the day when the next curator begins.
/// </summary>
public sealed class EndDelegationsHandler(ProgrammeEngine programmes, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(EndDelegations message, IMessageContext bus, CancellationToken stop)
    {
        if (await programmes.Find(message.Organisation, message.Programme, stop) is not { State: { Closed: false } state }) return;
        var today = await commands.Today(message.Organisation, stop);
        foreach (var delegation in state.Delegations.Values.Where(d => d.Role == Programme.OfCurator).OrderBy(d => d.Id))
        {
            if (InOffice(state, delegation.Person, today)) continue;
            var context = await commands.Command(message.Organisation, message.Cause, $"delegation {delegation.Id}", stop);
            AutomaticCommands.Demand(
                await programmes.Decide(message.Programme, new CharterCommand.RevokeDelegation(delegation.Id, null), context, stop),
                context);
        }

        if (state.Preparation.Curators.Find(term => term.From > today) is { } next)
            await bus.ScheduleAsync(message, await commands.BeginningOf(message.Organisation, next.From, stop));
    }

    private static bool InOffice(Programme state, Guid person, DateOnly today) =>
        state.Preparation.CuratorOn(today)?.Person == person
        || state.Preparation.Curators.Exists(term => term.From > today && term.Person == person);
}
