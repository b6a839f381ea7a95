using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.People;

/// <summary>Decides commands about persons. A change of standing is also appended to every open programme that the person joined, all or
/// nothing, so that a gate reads only its own stream. A conflict on any of these streams repeats the whole decision.</summary>
public sealed class PeopleEngine(
    StreamEngine<Person> engine, StreamFold<Person> people, StreamFold<Programme> programmes, StreamFold<OrganisationPrivacy> privacy,
    DocumentRegisters documents,
    PersonVault vault, TimeProvider clock)
{
    /// <summary>The fold of a person's stream.</summary>
    public static Folding<Person> Folding { get; } = new(Person.Empty, (state, e, _) => state.Evolve((PersonEvent)e),
        state => state.Version);

    /// <summary>The person as they are now; null when this organisation has none with this id.</summary>
    public async Task<Person?> Find(Guid organisation, Guid person, CancellationToken stop) =>
        await people.Current(StreamNames.Person(person), stop) is { Registry.Registered: { } registered } found
            && registered.Organisation == organisation ? found : null;

    /// <summary>The answer of a command that was carried out already; null when it was not.</summary>
    public Task<Outcome<Person>?> Repeated(Guid person, CommandContext context, CancellationToken stop) =>
        engine.Repeated(StreamNames.Person(person), context, stop);

    /// <summary>Decides one command.</summary>
    public Task<Outcome<Person>> Decide(Guid person, PersonCommand command, CommandContext context, CancellationToken stop) =>
        Decide(person, context, async token => await Completed(command, context, token), stop);

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

    private Task<Outcome<Person>> Decide(Guid person, CommandContext context,
        Func<CancellationToken, ValueTask<(PersonCommand Command, StreamAppend? RestsOn)>> command, CancellationToken stop)
    {
        var (before, restsOn) = (Person.Empty, (StreamAppend?)null);
        return engine.Decide(
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
            async (after, _, token) => SideWrites.Of(Demanding(await Told(person, before, after, context, token), restsOn)));
    }

    private async ValueTask<(PersonCommand Command, StreamAppend? RestsOn)> Completed(PersonCommand command, CommandContext context,
        CancellationToken stop)
    {
        switch (command)
        {
            case RegistryCommand.LinkRepresentative c:
                return (c with {
                    RepresentativeBand = (await Find(context.Organisation, c.Representative, stop))?.Registry.Registered!.AgeBand }, null);
            case ConsentCommand.GiveConsent { Document: { } document } c:
                var register = await documents.InForce(context.Organisation, document, stop);
                return (c with { DocumentInForce = register is not null }, register);
            default:
                return (command, null);
        }
    }

    // The document was read before the programmes. If both are one stream, demand the earlier version.
    private static List<StreamAppend> Demanding(List<StreamAppend> told, StreamAppend? restsOn)
    {
        if (restsOn is null) return told;
        var at = told.FindIndex(a => a.Stream == restsOn.Stream);
        if (at < 0) told.Add(restsOn);
        else told[at] = told[at] with { Expected = restsOn.Expected };
        return told;
    }

    private async ValueTask<List<StreamAppend>> Told(Guid person, Person before, Person after, CommandContext context,
        CancellationToken stop)
    {
        if (before.Registry.Registered is null || before.Standing.SaysTheSameAs(after.Standing)) return [];
        ProgrammeEvent told = new ParticipantEvent.PersonStandingRecorded(person, after.Standing);
        List<StreamAppend> appends = [];
        foreach (var programme in after.Registry.Programmes)
        {
            var stream = StreamNames.Programme(programme);
            var state = await programmes.Current(stream, stop);
            // A closed programme is updated only if its closing is voided, so demand that this does not happen in between.
            appends.Add(state.Closed
                ? StreamAppend.Unmoved(stream, state.Version)
                : new(stream, state.Version, context.Propose([told], clock), state.Evolve(told, context.Foreseen(state.Version + 1))));
        }

        return appends;
    }
}
