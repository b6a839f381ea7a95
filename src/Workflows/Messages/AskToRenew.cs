using MentorshipFlow.People;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A text of the consent to participation was published.</summary>
/// <param name="Text">Its id.</param>
/// <param name="Cause">The event that caused the message.</param>
public sealed record AskToRenew(Guid Organisation, Guid Text, Guid Cause);

/// <summary>In an organisation that went over to a successor, requests a new consent of everybody whose consent names the former
/// operator of personal data.</summary>
public sealed class AskToRenewHandler(
    OrganisationEngine organisations, ProgrammeEngine programmes, ProgrammeQueries rows, PeopleEngine people, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(AskToRenew message, CancellationToken stop)
    {
        if (await organisations.Find(message.Organisation, stop) is not { Reorganisations.All: var all }) return;
        // Not from the programmes: they may not have been told yet.
        List<ConsentRenewal> renewals = [.. all.Select(r => r.Event).Where(e => e.ConsentsUntil is not null)
            .Select(e => new ConsentRenewal(e.On, e.ConsentsUntil!.Value))];
        if (renewals.Count == 0) return;
        SortedSet<Guid> asked = [];
        await foreach (var id in rows.Open(message.Organisation, stop))
        {
            if (await programmes.Find(message.Organisation, id, stop) is not { State.Participants: var room }) continue;
            asked.UnionWith(room.Standings.Where(s => room.Knows(s.Key) && renewals.Exists(r => Lapses(s.Value, r))).Select(s => s.Key));
        }

        foreach (var person in asked)
        {
            var context = await commands.Command(message.Organisation, message.Cause, $"consent {person}", stop);
            AutomaticCommands.Demand(
                await people.Decide(person, new ConsentCommand.RequestConsent(ConsentPurpose.Participation, message.Text), context, stop),
                context);
        }
    }

    // Whoever would still consent on the next day, but only to the former operator.
    private static bool Lapses(PersonStatus standing, ConsentRenewal renewal) => standing.MayTakePart
        && standing.Counting(ConsentPurpose.Participation, renewal.Until.AddDays(1)).ToList() is { Count: > 0 } counting
        && counting.TrueForAll(c => c.ValidFrom < renewal.From);
}
