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

/// <summary>Tells the successor of the reorganisation, and every open programme of the organisation and of those whose successor it is. A
/// message that comes after the reorganisation was voided takes back what another one has told.</summary>
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
            var whose = await organisations.WithPredecessors(message.Organisation, stop);
            await Tell(message, whose, found, room, stop);
            if (message.Successor == message.Organisation) continue;
            // A successor that has one too may have been reorganised before it knew of this organisation.
            var now = (await organisations.Successions(message.Organisation, stop)).Select(r => r.Event.Id).ToHashSet();
            foreach (var next in await organisations.Successions(message.Successor, stop))
            {
                if (now.Contains(next.Event.Id) == found is not null)
                    await Tell(message, whose, found is null ? null : next, room, stop, next.Event.Id);
            }
        }
    }

    // Two commands of one event, each with an id of its own.
    private static string What(Reorganisation? found) => found is null ? "return" : "transfer";

    private async Task Tell(HandOver message, IReadOnlyList<Guid> whose, Reorganisation? found, ReorganisationsRoom room,
        CancellationToken stop, Guid? later = null)
    {
        var id = later ?? message.Reorganisation;
        CharterCommand command = found is { Event: var e }
            ? new CharterCommand.TransferProgramme(new(e.Id, e.Kind, e.Successor, e.SuccessorTitle, e.Ground, e.On, e.ConsentsUntil))
            : new CharterCommand.VoidTransfer(id, room.Voided[message.Reorganisation]);
        foreach (var organisation in whose)
        {
            await foreach (var programme in rows.Open(organisation, stop))
            {
                var context = await commands.Command(organisation, message.Cause, $"{What(found)} {id} {programme}", stop);
                AutomaticCommands.Demand(await programmes.Decide(programme, command, context, stop), context);
            }
        }
    }

    private async Task TellSuccessor(HandOver message, Reorganisation? found, CancellationToken stop)
    {
        var context = await commands.Command(message.Successor, message.Cause, $"{What(found)} {message.Organisation}", stop);
        ReorganisationCommand command = found is { Event: var e }
            ? new ReorganisationCommand.TakePredecessor(new(e.Id, message.Organisation, found.Title, e.Kind))
            : new ReorganisationCommand.ReleasePredecessor(message.Reorganisation);
        AutomaticCommands.Demand(await organisations.Decide(message.Successor, command, context, stop), context);
    }
}
