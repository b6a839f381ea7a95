using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>Reads entries of a programme's stream as events with their metadata.</summary>
public static class EntryHistory
{
    private const string PersonPrefix = "person-";

    /// <summary>
    /// The columns of an entry that the fold needs; null without an effective date, which every entry of a programme has. The deciding
    /// person is the actor or the person on whose behalf an integrator acted.
    /// </summary>
    public static Recorded? RecordedOf(Entry entry) =>
        DateOnly.TryParseExact(entry.EffectiveOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Recorded(
                entry.Version, entry.Position, entry.EventId, entry.Actor, entry.Role, Person(entry.Actor) ?? Person(entry.OnBehalfOf), day,
                entry.RecordedAt)
            : null;

    /// <summary>Reads the entry's event; false if no version of this program could have written it. Never throws.</summary>
    public static bool TryReadEvent(Entry entry, [NotNullWhen(true)] out DomainEvent? @event)
    {
        try
        {
            // A body "null" is not an event.
            @event = EventCodec.Read(entry.Type, entry.Body);
        }
        catch (UnknownEventException)
        {
            @event = null;
        }

        return @event is not null;
    }

    // An actor has a prefix with its kind; the person behind an integrator may have it or not.
    private static Guid? Person(string? text) =>
        text is not null
            && Guid.TryParseExact(text.StartsWith(PersonPrefix, StringComparison.Ordinal) ? text[PersonPrefix.Length..] : text, "D",
                out var id)
            ? id
            : null;
}
