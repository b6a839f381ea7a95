using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Projections;
using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A curator's term ended or will end on a known day, and with it the delegations that the curator granted, and the keys that are
/// for nothing else; or an auditor was released.</summary>
/// <param name="Cause">The event that caused the message.</param>
/// <param name="Auditor">The auditor who was released; null for a curator.</param>
public sealed record EndOffice(Guid Organisation, Guid Programme, Guid Cause, Guid? Auditor = null);

/// <summary>Revokes delegations of persons who are in office neither today nor later, and the keys of the curator whose term ended last,
/// or of the auditor who was released. Repeated on the day when the next curator begins.</summary>
public sealed class EndOfficeHandler(ProgrammeEngine programmes, ProgrammeQueries rows, PeopleEngine people,
    OrganisationEngine organisations, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(EndOffice message, IMessageContext bus, CancellationToken stop)
    {
        if (message.Auditor is { } auditor)
        {
            // Auditors of a closed programme go on reading it.
            if (!await Audits(message.Organisation, auditor, stop))
                await EndKeys(message, auditor, Role.Auditor, KeyRevocation.AuditorReleased, stop);
            return;
        }

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

        // A voided appointment leaves no term: an appointment by mistake ends nobody's key.
        var begun = state.Preparation.Curators.FindAll(term => term.From <= today);
        if (begun.FindLast(term => term.Person != begun[^1].Person) is { } ended
            && !await IsCurator(message.Organisation, ended.Person, today, stop))
            await EndKeys(message, ended.Person, Role.Curator, KeyRevocation.OfficeEnded, stop);
        if (state.Preparation.Curators.Find(term => term.From > today) is { } next)
            await bus.ScheduleAsync(message, await commands.BeginningOf(message.Organisation, next.From, stop));
    }

    // Keys that are for nothing else.
    private async Task EndKeys(EndOffice message, Guid person, Role role, KeyRevocation ground, CancellationToken stop)
    {
        if (await organisations.Find(message.Organisation, stop) is not { } organisation) return;
        foreach (var key in organisation.KeysOf(person).Where(k => k.Roles is [var only] && only == role))
        {
            var context = await commands.Command(message.Organisation, message.Cause, $"key {key.Key}", stop) with
            {
                SideWrites = [AccessKeys.Revocation(key.Key, message.Organisation)],
            };
            var command = new OrganisationCommand.RevokeKey(key.Key, null, ground);
            AutomaticCommands.Demand(await organisations.Decide(message.Organisation, command, context, stop), context);
        }
    }

    private async Task<bool> Audits(Guid organisation, Guid person, CancellationToken stop)
    {
        await foreach (var id in rows.Every(organisation, stop))
        {
            if (await programmes.Find(organisation, id, stop) is { State.Preparation.Auditors: var auditors } && auditors.Contains(person))
                return true;
        }

        return false;
    }

    // Also somebody appointed from a later day: the key is used to prepare.
    private async Task<bool> IsCurator(Guid organisation, Guid person, DateOnly today, CancellationToken stop)
    {
        if (await people.Find(organisation, person, stop) is not { } known) return false;
        foreach (var id in known.Registry.Joined.Where(j => j.Participation == Participation.Officer).Select(j => j.Programme))
        {
            if (await programmes.Find(organisation, id, stop) is { State: { Closed: false } state } && InOffice(state, person, today))
                return true;
        }

        return false;
    }

    private static bool InOffice(Programme state, Guid person, DateOnly today) =>
        state.Preparation.CuratorOn(today)?.Person == person
        || state.Preparation.Curators.Exists(term => term.From > today && term.Person == person);
}
