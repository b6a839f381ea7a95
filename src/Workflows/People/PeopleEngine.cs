using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.People;

/// <summary>Decides commands about persons. A change of standing is also appended to every open programme that the person joined, all or
/// nothing, so that a gate reads only its own stream; who leaves also loses all keys. A conflict on any of these streams repeats the whole
/// decision.</summary>
public sealed class PeopleEngine(
    StreamEngine<Person> engine, StreamFold<Person> people, StreamFold<Programme> programmes, StreamFold<OrganisationPrivacy> privacy,
    StreamFold<Organisation> organisations, DocumentRegisters documents, PersonVault vault, AccessKeys keys, TimeProvider clock)
{
    /// <summary>The fold of a person's stream.</summary>
    public static Folding<Person> Folding { get; } = new(Person.Empty,
        (state, e, recorded) => state.Evolve((PersonEvent)e, recorded.EffectiveOn), state => state.Version);

    /// <summary>The person as they are now; null when this organisation has none with this id.</summary>
    public async Task<Person?> Find(Guid organisation, Guid person, CancellationToken stop) =>
        await people.Current(StreamNames.Person(person), stop) is { Registry.Registered: { } registered } found
            && registered.Organisation == organisation ? found : null;

    /// <summary>A person's age band on a day, from the birth date or year in the vault; the registered one if neither is known. Null when
    /// this organisation has no person with this id.</summary>
    public async Task<AgeBand?> BandOn(Guid organisation, Guid person, DateOnly day, CancellationToken stop) =>
        await Find(organisation, person, stop) is not { } found ? null
        : (await vault.Open(organisation, [person], stop)).TryGetValue(person, out var opened) && opened.Details.Born is { } born
            ? AgeBands.Of(born, day)
        : found.Registry.Registered!.AgeBand;

    /// <summary>The answer of a command that was carried out already; null when it was not.</summary>
    public Task<Outcome<Person>?> Repeated(Guid person, CommandContext context, CancellationToken stop) =>
        engine.Repeated(StreamNames.Person(person), context, stop);

    /// <summary>Decides one command.</summary>
    public Task<Outcome<Person>> Decide(Guid person, PersonCommand command, CommandContext context, CancellationToken stop) =>
        Decide(person, context, async token => await Completed(person, command, context, token), stop);

    /// <summary>
    /// Registers a person, unless the organisation has somebody with the same name and birth date, or possibly the same where only a year
    /// is known.
    /// </summary>
    /// <param name="details">The details to compare; they are not kept here.</param>
    /// <param name="namesake">Somebody has checked that this is another person.</param>
    public async Task<Outcome<Person>> Register(RegistryCommand.RegisterPerson command, PersonDetails details, bool namesake,
        CommandContext context, CancellationToken stop)
    {
        async ValueTask<(PersonCommand Command, StreamAppend? RestsOn)> Compared(CancellationToken token) => (
            namesake || details.Born is null ? command : command with { Same = (await vault.Same(context.Organisation, [details],
                token))[0].Persons.Except([command.Id]).FirstOrDefault() is var same && same != default ? same : null }, null);

        var outcome = await Decide(command.Id, context, Compared, stop);
        // Two requests register the same person at once: the index refuses one, and deciding again names the other's person.
        return outcome is Outcome<Person>.Refused { Refusal.Reason: Reason.PersonAlreadyRegistered, State.Version: 0 }
            ? await Decide(command.Id, context, Compared, stop) : outcome;
    }

    private async Task<Outcome<Person>> Decide(Guid person, CommandContext context,
        Func<CancellationToken, ValueTask<(PersonCommand Command, StreamAppend? RestsOn)>> command, CancellationToken stop)
    {
        var (before, restsOn) = (Person.Empty, (StreamAppend?)null);
        var outcome = await engine.Decide(
            StreamNames.Person(person), context,
            async (state, token) =>
            {
                before = state;
                if (state.Registry.Registered is { } registered && registered.Organisation != context.Organisation)
                    return Reason.PersonNotFound;
                if (context.Precondition?.Invoke(state) is { } unfit) return unfit;
                var organisation = await privacy.Current(StreamNames.Privacy(context.Organisation), token);
                (var completed, restsOn) = await command(token);
                return PersonDecider.Decide(state, completed, context.Issued, organisation);
            },
            state => state, stop,
            async (after, _, token) => Demanding(await Told(person, before, after, context, token), restsOn));
        if (outcome is Outcome<Person>.Done { State.GoneOn: not null }) keys.ForgetPerson(person);
        return outcome;
    }

    private async ValueTask<(PersonCommand Command, StreamAppend? RestsOn)> Completed(Guid person, PersonCommand command,
        CommandContext context, CancellationToken stop)
    {
        switch (command)
        {
            case RegistryCommand.LinkRepresentative c:
                var day = context.Issued.EffectiveOn;
                return (c with
                {
                    RepresentativeBand = await BandOn(context.Organisation, c.Representative, day, stop),
                    PersonBand = await BandOn(context.Organisation, person, day, stop),
                }, null);
            case ConsentCommand.RefuseConsent c:
                return (c with { AgeBand = await BandOn(context.Organisation, person, context.Issued.EffectiveOn, stop) }, null);
            case ConsentCommand.IssueConsentLink c:
                return (c with { AgeBand = await BandOn(context.Organisation, person, context.Issued.EffectiveOn, stop) }, null);
            case ConsentCommand.AnswerConsentLink c:
                return (c with { AgeBand = await BandOn(context.Organisation, person, context.Issued.EffectiveOn, stop) }, null);
            case ConsentCommand.WithdrawThroughLink c:
                return (c with { AgeBand = await BandOn(context.Organisation, person, context.Issued.EffectiveOn, stop) }, null);
            case ConsentCommand.WithdrawConsent c:
                return (c with { AgeBand = await BandOn(context.Organisation, person, c.ReceivedOn, stop) }, null);
            case ConsentCommand.GiveConsent { Document: { } document } c:
                var register = await documents.InForce(context.Organisation, document, stop);
                return (c with { DocumentInForce = register is not null }, register);
            default:
                return (command, null);
        }
    }

    // The document was read before the programmes. If both are one stream, demand the earlier version.
    private static SideWrites Demanding(SideWrites told, StreamAppend? restsOn) =>
        restsOn is null ? told
        : told.Streams.Any(a => a.Stream == restsOn.Stream) ? told with
        {
            Streams = [.. told.Streams.Select(a => a.Stream == restsOn.Stream ? a with { Expected = restsOn.Expected } : a)],
        }
        : told with { Streams = [.. told.Streams, restsOn] };

    private async ValueTask<SideWrites> Told(Guid person, Person before, Person after, CommandContext context, CancellationToken stop)
    {
        List<StreamAppend> appends = [];
        if (before.Registry.Registered is null) return SideWrites.Of(appends);
        foreach (var programme in after.Registry.Programmes)
        {
            var told = Told(person, before, after, programme);
            if (told.Count == 0) continue;
            var stream = StreamNames.Programme(programme);
            var state = await programmes.Current(stream, stop);
            var consequent = Departures.With(state, told, context.Issued.EffectiveOn);
            // A closed programme is updated only if its closing is voided, so demand that this does not happen in between.
            appends.Add(state.Closed
                ? StreamAppend.Unmoved(stream, state.Version)
                : new(stream, state.Version, context.Propose(consequent, clock),
                    consequent.Aggregate(state, (s, e) => s.Evolve((ProgrammeEvent)e, context.Foreseen(s.Version + 1)))));
        }

        return before.GoneOn is null && after.GoneOn is not null
            ? await WithoutKeys(person, after, appends, context, stop)
            : SideWrites.Of(appends);
    }

    private static List<ProgrammeEvent> Told(Guid person, Person before, Person after, Guid programme)
    {
        List<ProgrammeEvent> told = [];
        if (after.Registry.IsIn(programme, officer: false) && !before.Standing.SaysTheSameAs(after.Standing))
            told.Add(new ParticipantEvent.PersonStandingRecorded(person, after.Standing));
        if (!after.Registry.IsIn(programme, officer: true)) return told;
        if (before.GoneOn is null && after.GoneOn is { } on) told.Add(new PreparationEvent.OfficerLeft(person, on));
        if (before.GoneOn is not null && after.GoneOn is null) told.Add(new PreparationEvent.OfficerReturned(person));
        return told;
    }

    // The keys of somebody who is no longer here end in the same transaction. They do not come back with the person.
    private async ValueTask<SideWrites> WithoutKeys(Guid person, Person after, List<StreamAppend> appends, CommandContext context,
        CancellationToken stop)
    {
        var stream = StreamNames.Organisation(context.Organisation);
        var organisation = await organisations.Current(stream, stop);
        var ground = after.Erasure.Whole is null ? KeyRevocation.HolderLeft : KeyRevocation.HolderErased;
        DomainEvent[] revoked =
            [.. organisation.KeysOf(person).Select(k => new OrganisationEvent.AccessKeyRevoked(k.Key, ground, null))];
        if (revoked.Length > 0) appends.Add(new(stream, organisation.Version, context.Propose(revoked, clock)));
        return new(appends, [
            AccessKeys.RevocationOfPerson(person, context.Organisation), Accounts.Removal(person, context.Organisation),
        ]);
    }
}
