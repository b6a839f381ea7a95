using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.People;

/// <summary>
/// Connects programmes with persons. An application is decided on the programme's stream and also appended to the person's stream, at the
/// version that the decision has read, so that no other decision comes in between.
/// </summary>
public sealed class Enrolment(StreamFold<Person> people, TimeProvider clock)
{
    /// <summary>The person's current standing; null when this organisation has no person with this id.</summary>
    public async Task<PersonStatus?> Standing(Guid organisation, Guid person, CancellationToken stop) =>
        await people.Current(StreamNames.Person(person), stop) is { Registry.Registered: { } registered } found
            && registered.Organisation == organisation ? found.Standing : null;

    /// <summary>The current standings of a programme's participants.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonStatus>> Standings(IEnumerable<Guid> persons, CancellationToken stop)
    {
        var streams = persons.ToDictionary(p => p, StreamNames.Person);
        var states = await people.Current(streams.Values, stop);
        return streams.ToDictionary(s => s.Key, s => states[s.Value].Standing);
    }

    /// <summary>
    /// The side writes of a programme's new events: an application is also appended to the person's stream; a reopened programme demands
    /// that the standings it knows are still current.
    /// </summary>
    /// <param name="after">The programme after these events.</param>
    public ValueTask<SideWrites> Beside(Guid programme, Programme after, IReadOnlyList<DomainEvent> decided, CommandContext context,
        CancellationToken stop) =>
        decided.Any(e => e is CharterEvent.ClosingVoided) ? Unmoved(after, stop) : Joining(programme, decided, context, stop);

    // If a standing has changed since, demanding the old version makes the append fail, and the decision is made anew.
    private async ValueTask<SideWrites> Unmoved(Programme after, CancellationToken stop)
    {
        List<StreamAppend> unmoved = [];
        foreach (var (person, now) in await Standings(after.Participants.Standings.Keys, stop))
        {
            var told = after.Participants.Standings[person];
            unmoved.Add(StreamAppend.Unmoved(StreamNames.Person(person), told.SaysTheSameAs(now) ? now.Version : told.Version));
        }

        return SideWrites.Of(unmoved);
    }

    private async ValueTask<SideWrites> Joining(Guid programme, IReadOnlyList<DomainEvent> decided, CommandContext context,
        CancellationToken stop)
    {
        List<StreamAppend> appends = [];
        foreach (var joining in decided.Select(Application).OfType<(Guid Person, PersonStatus Standing, Participation As)>()
            .GroupBy(a => a.Person))
        {
            var person = await people.Current(StreamNames.Person(joining.Key), stop);
            DomainEvent[] joined = [.. joining.Select(a => new RegistryEvent.ProgrammeJoined(programme, a.As))
                .Where(j => !person.Registry.Joined.Contains(j))];
            // Changes of a person who joined before are appended to this stream.
            if (joined.Length == 0) continue;
            var after = joined.Aggregate(person, (state, e) => state.Evolve((PersonEvent)e));
            appends.Add(new(StreamNames.Person(joining.Key), joining.First().Standing.Version, context.Propose(joined, clock), after));
        }

        return SideWrites.Of(appends);
    }

    private static (Guid Person, PersonStatus Standing, Participation As)? Application(DomainEvent e) => e switch
    {
        ParticipantEvent.MenteeApplied a => (a.Person, a.Standing, Participation.Mentee),
        ParticipantEvent.MentorApplied a => (a.Person, a.Standing, Participation.Mentor),
        _ => null,
    };
}
