using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.Sources;

/// <summary>The ways to assign events to a topic.</summary>
internal static class Feeds
{
    /// <summary>Events of a type, without a key.</summary>
    public static Feed On<T>()
        where T : ProgrammeEvent => new(typeof(T), (_, _) => []);

    /// <summary>Events of a type by one key.</summary>
    public static Feed On<T>(Func<T, object> key)
        where T : ProgrammeEvent => new(typeof(T), (entry, _) => [$"{key((T)entry.Event)}"]);

    /// <summary>Events of a type by any number of keys.</summary>
    public static Feed On<T>(Func<T, SourceIndex, IEnumerable<string>?> keys)
        where T : ProgrammeEvent => new(typeof(T), (entry, index) => keys((T)entry.Event, index));

    /// <summary>A fact of preparation, with its voids and corrections. A fact without a key does not belong to the topic.</summary>
    public static IReadOnlyList<Feed> OfFact<T>(Func<T, object?> key)
        where T : Fact
    {
        return [On<T>((e, _) => Keys(e)), On<PreparationEvent.FactVoided>((e, index) => Keys(index.Chronicle.Fact(e.Fact)))];

        IEnumerable<string>? Keys(Fact? fact) => fact is T found && key(found) is { } named ? [$"{named}"] : null;
    }

    /// <summary>A fact about a participant, with the event that voids it.</summary>
    public static IReadOnlyList<Feed> OfParticipantFact<T>(Func<T, SourceIndex, IEnumerable<string>?> keys)
        where T : ParticipantEvent =>
    [
        On(keys),
        On<ParticipantEvent.ParticipantFactVoided>((e, index) =>
            index.Chronicle.ParticipantFact(e.Fact) is T fact ? keys(fact, index) : null),
    ];

    /// <summary>Present and former mentees of the programme: application, base, removal.</summary>
    public static IReadOnlyList<Feed> OfMentees(Func<Participant, SourceIndex, IEnumerable<string>> keys) =>
    [
        On<ParticipantEvent.MenteeApplied>((e, c) => keys(c.Of(e.Person), c)),
        On<ParticipantEvent.MenteeAddedToBase>((e, c) => keys(c.Of(e.Person), c)),
        On<ParticipantEvent.MenteeRemovedFromBase>((e, c) => keys(c.Of(e.Person), c)),
    ];

    /// <summary>Present and former mentors of the programme: application, base, removal.</summary>
    public static IReadOnlyList<Feed> OfMentors(Func<Participant, SourceIndex, IEnumerable<string>> keys) =>
    [
        On<ParticipantEvent.MentorApplied>((e, c) => keys(c.Of(e.Person), c)),
        On<ParticipantEvent.MentorAddedToBase>((e, c) => keys(c.Of(e.Person), c)),
        On<ParticipantEvent.MentorRemovedFromBase>((e, c) => keys(c.Of(e.Person), c)),
    ];

    /// <summary>Reports about a person's standing; an application brings the first one.</summary>
    public static IReadOnlyList<Feed> OfStandings(Func<Participant, IEnumerable<string>?> keys) =>
    [
        On<ParticipantEvent.PersonStandingRecorded>((e, c) => keys(c.Of(e.Person))),
        On<ParticipantEvent.MenteeApplied>((e, c) => keys(c.Of(e.Person))),
        On<ParticipantEvent.MentorApplied>((e, c) => keys(c.Of(e.Person))),
    ];
}
