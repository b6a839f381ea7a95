using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.People;

/// <summary>
/// Connects programmes with persons. An application or an office is decided on the programme's stream and also appended to the person's
/// stream, at the version that the decision has read, so that no other decision comes in between.
/// </summary>
public sealed class Enrolment(StreamFold<Person> people, TimeProvider clock)
{
    /// <summary>The person's current standing; null when this organisation has no person with this id.</summary>
    public async Task<PersonStatus?> Standing(Guid organisation, Guid person, CancellationToken stop) =>
        (await Registered(organisation, [person], stop)).GetValueOrDefault(person)?.Standing;

    /// <summary>The current standings of some persons, without those that this organisation does not have.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonStatus>> Standings(Guid organisation, IEnumerable<Guid> persons,
        CancellationToken stop) => (await Registered(organisation, persons, stop)).ToDictionary(p => p.Key, p => p.Value.Standing);

    /// <summary>Those of some persons who have left the organisation, with the day.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateOnly>> Gone(Guid organisation, IEnumerable<Guid> persons, CancellationToken stop) =>
        (await Registered(organisation, persons, stop)).Where(p => p.Value.GoneOn is not null)
            .ToDictionary(p => p.Key, p => p.Value.GoneOn!.Value);

    /// <summary>
    /// The side writes of a programme's new events: an application or an office is also appended to the person's stream; a reopened
    /// programme demands that what it knows of its persons is still current.
    /// </summary>
    /// <param name="after">The programme after these events.</param>
    public ValueTask<SideWrites> Beside(Guid programme, Programme after, IReadOnlyList<DomainEvent> decided, CommandContext context,
        CancellationToken stop) =>
        decided.Any(e => e is CharterEvent.ClosingVoided) ? Unmoved(after, context.Organisation, stop)
            : Joining(programme, decided, context, stop);

    // If a person has changed since, demanding the old version makes the append fail, and the decision is made anew.
    private async ValueTask<SideWrites> Unmoved(Programme after, Guid organisation, CancellationToken stop)
    {
        var (standings, gone) = (after.Participants.Standings, after.Preparation.Gone);
        var now = await Registered(organisation, standings.Keys.Concat(after.Officers).Distinct(), stop);
        return SideWrites.Of([.. now.Select(p => StreamAppend.Unmoved(StreamNames.Person(p.Key),
            (standings.TryGetValue(p.Key, out var told) && !told.SaysTheSameAs(p.Value.Standing))
                || (after.Officers.Contains(p.Key) && gone.ContainsKey(p.Key) != p.Value.GoneOn is not null)
                ? Another(p.Value) : p.Value.Version))]);
    }

    private async ValueTask<SideWrites> Joining(Guid programme, IReadOnlyList<DomainEvent> decided, CommandContext context,
        CancellationToken stop)
    {
        List<StreamAppend> appends = [];
        var joins = decided.SelectMany(Joins).GroupBy(j => j.Person).ToList();
        if (joins.Count == 0) return SideWrites.Of(appends);
        var known = await Registered(context.Organisation, joins.Select(j => j.Key), stop);
        foreach (var joining in joins)
        {
            // Somebody whom the register does not have can only be the author of a delegation.
            if (!known.TryGetValue(joining.Key, out var person)) continue;
            DomainEvent[] joined = [.. joining.Select(a => new RegistryEvent.ProgrammeJoined(programme, a.As)).Distinct()
                .Where(j => !person.Registry.Joined.Contains(j))];
            // Changes of a person who joined before are appended to this stream.
            if (joined.Length == 0) continue;
            var read = joining.Select(j => j.Standing?.Version).FirstOrDefault(v => v is not null)
                ?? (person.GoneOn is null ? person.Version : Another(person));
            var after = joined.Aggregate(person, (state, e) => state.Evolve((PersonEvent)e, context.Issued.EffectiveOn));
            appends.Add(new(StreamNames.Person(joining.Key), read, context.Propose(joined, clock), after));
        }

        return SideWrites.Of(appends);
    }

    private static int Another(Person person) => person.Version - 1;

    private static IEnumerable<(Guid Person, PersonStatus? Standing, Participation As)> Joins(DomainEvent e) => e switch
    {
        ParticipantEvent.MenteeApplied a => [(a.Person, a.Standing, Participation.Mentee)],
        ParticipantEvent.MentorApplied a => [(a.Person, a.Standing, Participation.Mentor)],
        PreparationEvent.CuratorAppointed a => [(a.Person, null, Participation.Officer)],
        PreparationEvent.CuratorReplaced a => [(a.Person, null, Participation.Officer)],
        PreparationEvent.RoadmapApproved a =>
            [.. a.Items.Select(i => i.Responsible).OfType<Guid>().Distinct()
                .Select(p => (p, (PersonStatus?)null, Participation.Officer))],
        CharterEvent.DelegationGranted a => [(a.Person, null, Participation.Officer)],
        _ => [],
    };

    private async Task<IReadOnlyDictionary<Guid, Person>> Registered(Guid organisation, IEnumerable<Guid> persons, CancellationToken stop)
    {
        var streams = persons.ToDictionary(p => p, StreamNames.Person);
        var states = await people.Current(streams.Values, stop);
        return streams.Select(s => KeyValuePair.Create(s.Key, states[s.Value]))
            .Where(p => p.Value.Registry.Registered is { } registered && registered.Organisation == organisation)
            .ToDictionary();
    }
}
