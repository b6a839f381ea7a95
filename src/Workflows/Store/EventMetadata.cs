using JasperFx.Events;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Converts the columns of an event into the metadata for a fold.</summary>
public static class EventMetadata
{
    private const string PersonPrefix = "person-";

    /// <summary>The metadata of an entry.</summary>
    public static Recorded Of(Entry e) => new(
        e.Version, e.Position, e.EventId, e.Actor, e.Role, Person(e.Actor, e.OnBehalfOf), Date(e.EffectiveOn), e.RecordedAt);

    /// <summary>The metadata of an event that Marten read.</summary>
    public static Recorded Of(IEvent e)
    {
        var (actor, behalf, effective) = (e.UserName ?? "", e.GetHeader("behalf") as string, e.GetHeader("effective") as string);
        return new(
            (int)e.Version, e.Sequence - 1, e.Id, actor, e.GetHeader("role") as string ?? "", Person(actor, behalf), Date(effective),
            RecordedAt(e.Timestamp.UtcDateTime));
    }

    /// <summary>A time of recording as text, see <see cref="Entry.RecordedAtText"/>.</summary>
    internal static string RecordedAt(DateTime timestamp) =>
        Entry.RecordedAtText((timestamp - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The deciding person: the actor, or the person that an integrator acts for.</summary>
    internal static Guid? Person(string actor, string? onBehalfOf) =>
        Guid.TryParse(onBehalfOf, out var person) ? person
        : actor.StartsWith(PersonPrefix, StringComparison.Ordinal) && Guid.TryParse(actor.AsSpan(PersonPrefix.Length), out person) ? person
        : null;

    /// <summary>A date as the ledger writes it, yyyy-MM-dd.</summary>
    internal static DateOnly Date(string? text) =>
        text is null ? default : new DateOnly(Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2));

    private static int Digits(string text, int from, int count)
    {
        var number = 0;
        for (var i = from; i < from + count; i++) number = (number * 10) + (text[i] - '0');
        return number;
    }
}
