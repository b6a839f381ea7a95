using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A sandbox was opened; after its last day it is closed.</summary>
/// <param name="Organisation">The organisation that made it.</param>
/// <param name="Cause">The event that caused the message.</param>
public sealed record ExpireSandbox(Guid Organisation, Guid Sandbox, Guid Cause);

/// <summary>Closes the sandbox, unless somebody has done so. Repeated on the day after its last one.</summary>
public sealed class ExpireSandboxHandler(OrganisationEngine organisations, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(ExpireSandbox message, IMessageContext bus, CancellationToken stop)
    {
        if (await organisations.Find(message.Organisation, stop) is not { } owner
            || !owner.Sandboxes.Live.TryGetValue(message.Sandbox, out var opened)) return;
        if (await commands.Today(message.Organisation, stop) <= opened.Until)
        {
            await bus.ScheduleAsync(message, await commands.BeginningOf(message.Organisation, opened.Until.AddDays(1), stop));
            return;
        }

        var context = await commands.Command(message.Organisation, message.Cause, "expiry", stop);
        AutomaticCommands.Demand(await organisations.Decide(message.Organisation,
            new SandboxCommand.CloseSandbox(message.Sandbox, SandboxEnd.Expired), context, stop), context);
    }
}
