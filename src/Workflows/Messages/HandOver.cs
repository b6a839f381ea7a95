using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>An organisation was reorganised or renamed, or that was voided.</summary>
/// <param name="Reorganisation">Its id.</param>
/// <param name="Successor">The organisation that goes on.</param>
/// <param name="Cause">The event that caused the message.</param>
public sealed record HandOver(Guid Organisation, Guid Reorganisation, Guid Successor, Guid Cause);

/// <summary>Tells the successor and every open programme of the reorganisation. A message that comes after the reorganisation was
/// voided takes back what another one has told.</summary>
public sealed class HandOverHandler(
    OrganisationEngine organisations, ProgrammeEngine programmes, ProgrammeQueries rows, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(HandOver message, CancellationToken stop)
    {
        // A void that is recorded meanwhile is told too.
        bool? told = null;
        while (await organisations.Find(message.Organisation, stop) is { Reorganisations: var room }
            && room.Find(message.Reorganisation) is var found && told != found is not null)
        {
            told = found is not null;
            if (message.Successor != message.Organisation) await TellSuccessor(message, found, stop);
            CharterCommand command = found is { Event: var e }
                ? new CharterCommand.TransferProgramme(new(e.Id, e.Kind, e.Successor, e.SuccessorTitle, e.Ground, e.On, e.ConsentsUntil))
                : new CharterCommand.VoidTransfer(message.Reorganisation, room.Voided[message.Reorganisation]);
            await foreach (var programme in rows.Open(message.Organisation, stop))
            {
                var context = await commands.Command(message.Organisation, message.Cause, $"{What(found)} {programme}", stop);
                AutomaticCommands.Demand(await programmes.Decide(programme, command, context, stop), context);
            }
        }
    }

    // Two commands of one event, each with an id of its own.
    private static string What(Reorganisation? found) => found is null ? "return" : "transfer";

    private async Task TellSuccessor(HandOver message, Reorganisation? found, CancellationToken stop)
    {
        var context = await commands.Command(message.Successor, message.Cause, $"{What(found)} {message.Organisation}", stop);
        ReorganisationCommand command = found is { Event: var e }
            ? new ReorganisationCommand.TakePredecessor(new(e.Id, message.Organisation, found.Title, e.Kind))
            : new ReorganisationCommand.ReleasePredecessor(message.Reorganisation);
        AutomaticCommands.Demand(await organisations.Decide(message.Successor, command, context, stop), context);
    }
}
