using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A school asked for a mentor of another one, or the other one answered; the other side must hear of it.</summary>
/// <param name="From">The school whose event it is.</param>
/// <param name="To">The school that must hear of it.</param>
/// <param name="Cause">The event that caused the message.</param>
public sealed record TellSchool(Guid From, Guid To, Guid Request, Guid Cause);

/// <summary>Tells one school where a request stands at the other. A mentor who is handed over is registered with the details of the other
/// school's vault and applies in the programme; one whose work ended leaves the bases of mentors.</summary>
public sealed class TellSchoolHandler(
    OrganisationEngine organisations, PeopleEngine people, ProgrammeEngine programmes, PersonVault vault, AccessJournals journals,
    AutomaticCommands commands)
{
    // The other school gets what the register has.
    private static readonly DisclosedField[] HandedOver =
    [
        DisclosedField.FullName, DisclosedField.BirthDate, DisclosedField.Contacts, DisclosedField.Work, DisclosedField.Representative,
        DisclosedField.Other,
    ];

    /// <summary>The code of the hand-over in the access journal.</summary>
    public const string Export = "shared-mentor";

    /// <summary>Handles one message.</summary>
    public async Task Handle(TellSchool message, CancellationToken stop)
    {
        if (await organisations.Find(message.From, stop) is not { } from || await organisations.Find(message.To, stop) is null) return;
        if (from.Sharing.Asked.TryGetValue(message.Request, out var asked) && asked.Asked.School == message.To)
            await Ask(message, asked.Asked, stop);
        else if (from.Sharing.Received.TryGetValue(message.Request, out var received) && received.Received.School == message.To)
            await Answer(message, received, stop);
    }

    private async Task Ask(TellSchool message, SharingEvent.SharedMentorAskedFor asked, CancellationToken stop)
    {
        var heard = await Decide(message, message.To,
            new SharingCommand.ReceiveRequest(asked.Request, asked.Offer, message.From, asked.Programme), "request", stop);
        // The offer ended before the request came.
        if (heard is Outcome<Organisation>.Refused { Refusal.Reason: Reason.Unknown })
            await Decide(message, message.From, new SharingCommand.HearDeclined(asked.Request), "declined", stop);
    }

    private async Task Answer(TellSchool message, ReceivedRequest received, CancellationToken stop)
    {
        switch (received.Status)
        {
            case MentorRequestStatus.Accepted:
                await HandOver(message, received, stop);
                break;
            case MentorRequestStatus.Declined:
                await Decide(message, message.To, new SharingCommand.HearDeclined(message.Request), "declined", stop);
                break;
            case MentorRequestStatus.Ended:
                await Decide(message, message.To, new SharingCommand.HearEnded(message.Request, received.Why!.Value), "ended", stop);
                await Leave(message, received.Why.Value, stop);
                break;
        }
    }

    private async Task HandOver(TellSchool message, ReceivedRequest received, CancellationToken stop)
    {
        if (await people.Find(message.From, received.Mentor, stop) is not { Registry.Registered: { } registered }) return;
        if (!await Journalled(message, received.Mentor, stop)) return;
        if (!(await vault.Open(message.From, [received.Mentor], stop)).TryGetValue(received.Mentor, out var opened)) return;
        var context = await commands.Command(message.To, message.Cause, $"person {message.Request}", stop);
        var (id, draft, details) = (commands.NewId(context, "person"), vault.Draft(message.To), opened.Details);
        var band = details.Born is { } born ? AgeBands.Of(born, context.Issued.EffectiveOn) : registered.AgeBand;
        var command = new RegistryCommand.RegisterPerson(
            id, message.To, new(registered.Kinds, Contour.External, registered.Grade, registered.Experience, NewHire: false), band,
            draft.Register(id, details), details.Fields());
        var outcome = await people.Register(command, details, namesake: false, context with { SideWrites = draft.Rows }, stop);
        AutomaticCommands.Demand(outcome, context);
        // Somebody whom this school knows already, such as a parent.
        if (outcome is Outcome<Person>.Refused { Refusal: { Reason: Reason.PersonAlreadyRegistered } known })
            id = Guid.Parse(known.Missing[0].Where);
        var heard = await Decide(message, message.To, new SharingCommand.ReceiveMentor(message.Request, id), "received", stop);
        if (heard is not Outcome<Organisation>.Done) return;
        await Apply(message, received, id, stop);
        // The work may have ended meanwhile, and that message found no application yet.
        if ((await organisations.Find(message.To, stop))?.Sharing.Asked.GetValueOrDefault(message.Request) is
            { Status: MentorRequestStatus.Ended, Why: { } why }) await Leave(message, why, stop);
    }

    // As for every other reading, the entry comes first. A restricted person is handed over to nobody.
    private async Task<bool> Journalled(TellSchool message, Guid mentor, CancellationToken stop)
    {
        var context = await commands.Command(message.From, message.Cause, $"hand-over {message.Request}", stop);
        var outcome = await journals.Record(
            new AccessEvent.ExportMade(Export, [mentor], HandedOver, AccessPurpose.Exchange, null), context, stop);
        AutomaticCommands.Demand(outcome, context);
        return outcome is Outcome<AccessJournal>.Done;
    }

    private async Task Apply(TellSchool message, ReceivedRequest received, Guid person, CancellationToken stop)
    {
        if (await programmes.Find(message.To, received.Received.Programme, stop) is not { State.Closed: false } found
            || await people.Find(message.To, person, stop) is not { } mentor) return;
        var profile = received.Offer.Profile;
        // The other programme may have other forms, or the mentor fits them only in their own school.
        string[] forms = [.. profile.Forms.Where(f => found.Definition.Form(f) is { } form
            && !Eligibility.OfMentor(mentor.Standing, form).Any())];
        var context = await commands.Command(message.To, message.Cause, $"mentor {message.Request}", stop);
        AutomaticCommands.Demand(await programmes.Decide(found.Id, new MentorCommand.ApplyAsMentor(person, null, new(
            profile.Competences, profile.Interests, profile.PreferredAgeFrom, profile.PreferredAgeTo, profile.MinutesPerWeek,
            profile.Capacity, forms, profile.Subject, null)), context, stop), context);
    }

    private async Task Leave(TellSchool message, SharingEnd why, CancellationToken stop)
    {
        if ((await organisations.Find(message.To, stop))?.Sharing.Asked.GetValueOrDefault(message.Request)?.Person is not { } person
            || await people.Find(message.To, person, stop) is not { } mentor) return;
        foreach (var id in mentor.Registry.Programmes)
        {
            if (await programmes.Find(message.To, id, stop) is not { State: { Closed: false } state }
                || state.Participants.Mentors.GetValueOrDefault(person) is not { Removed: null }) continue;
            var context = await commands.Command(message.To, message.Cause, $"mentor {id}", stop);
            var reason = why == SharingEnd.ConsentEnded ? RemovalReason.ConsentWithdrawn : RemovalReason.Other;
            AutomaticCommands.Demand(
                await programmes.Decide(id, new MentorCommand.RemoveMentor(person, reason, null), context, stop), context);
        }
    }

    private async Task<Outcome<Organisation>> Decide(
        TellSchool message, Guid organisation, OrganisationCommand command, string what, CancellationToken stop)
    {
        var context = await commands.Command(organisation, message.Cause, $"{what} {message.Request}", stop);
        var outcome = await organisations.Decide(organisation, command, context, stop);
        AutomaticCommands.Demand(outcome, context);
        return outcome;
    }
}
