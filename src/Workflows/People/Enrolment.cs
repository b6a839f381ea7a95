using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.People;

/// <summary>
/// The way from a programme to its persons: an application is decided on the programme's stream and stands on the person's too, on the very
/// version that the decision has read, so that nothing can come between the two.
/// </summary>
public sealed class Enrolment(StreamFold<Person> people, TimeProvider clock)
{
    /// <summary>How a person stands now; null when nobody is registered in this organisation under this id.</summary>
    public async Task<PersonStatus?> Standing(Guid organisation, Guid person, CancellationToken stop) =>
        await people.Current(StreamNames.Person(person), stop) is { Registry.Registered: { } registered } found
            && registered.Organisation == organisation ? found.Standing : null;

    /// <summary>How a programme's participants stand now.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonStatus>> Standings(IEnumerable<Guid> persons, CancellationToken stop)
    {
        var streams = persons.ToDictionary(p => p, StreamNames.Person);
        var states = await people.Current(streams.Values, stop);
        return streams.ToDictionary(s => s.Key, s => states[s.Value].Standing);
    }

    /// <summary>
    /// What a programme's new events ask of the persons' streams: an application stands there too, and of whom a programme that goes on was
    /// told must not have moved.
    /// </summary>
    /// <param name="after">The programme after these events.</param>
    public ValueTask<SideWrites> Beside(Guid programme, Programme after, IReadOnlyList<DomainEvent> decided, CommandContext context,
        CancellationToken stop) =>
        decided.Any(e => e is CharterEvent.ClosingVoided) ? Unmoved(after, stop) : Joining(programme, decided, context, stop);

    // Told under an older version, and the standing is another since: that version is demanded, and the decision is made anew.
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
            // Who joined before is told of every change on this programme's own stream.
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
