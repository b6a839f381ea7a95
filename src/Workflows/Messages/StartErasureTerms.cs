using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A programme was cancelled: the purpose for which its participants' data were processed has ended.</summary>
/// <param name="Cause">The event that caused the message.</param>
public sealed record StartErasureTerms(Guid Organisation, Guid Programme, Guid Cause);

/// <summary>Opens an erasure case for each participant who is in no other open programme, so that the statutory term is met
/// (152-FZ, article 21). The officer assesses each case, and may refuse it if there is a ground to keep the data.</summary>
public sealed class StartErasureTermsHandler(
    PeopleEngine people, ProgrammeEngine programmes, PrivacyTerms terms, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(StartErasureTerms message, CancellationToken stop)
    {
        var programme = await programmes.Find(message.Organisation, message.Programme, stop);
        // The cancellation may have been voided meanwhile.
        if (programme is not { State: { Status: ProgrammeStatus.Cancelled } state }) return;
        foreach (var id in state.Participants.Standings.Keys.Order())
        {
            if (await people.Find(message.Organisation, id, stop) is not { } person) continue;
            if (!await TakesPartElsewhere(message.Organisation, person, stop)) await Open(message, id, stop);
        }
    }

    private async Task<bool> TakesPartElsewhere(Guid organisation, Person person, CancellationToken stop)
    {
        foreach (var id in person.Registry.Programmes)
        {
            if (await programmes.Find(organisation, id, stop) is { State.Closed: false }) return true;
        }

        return false;
    }

    private async Task Open(StartErasureTerms message, Guid person, CancellationToken stop)
    {
        var context = await commands.Command(message.Organisation, message.Cause, $"erasure {person}", stop);
        var (term, today) = (terms.Of(ErasureGround.PurposeAchieved), context.Issued.AsOf);
        var command = new ErasureCommand.RequestErasure(
            commands.NewId(context, "erasure"), ErasureGround.PurposeAchieved, today, terms.DueOn(term, today), term.Code);
        AutomaticCommands.Demand(await people.Decide(person, command, context, stop), context);
    }
}
