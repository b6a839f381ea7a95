using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Programmes.Recognition;

/// <summary>The recognition of a programme: orders, letters, the final event, competitions, publications, practices.</summary>
/// <param name="Facts">Facts that are not voided, in the order of their ids, because evaluations depend on the order.</param>
/// <param name="Seen">Ids of all facts ever recorded; an id is used only once.</param>
public sealed record RecognitionRoom(ImmutableSortedDictionary<Guid, Recognised> Facts, ImmutableHashSet<Guid> Seen)
{
    /// <summary>Nothing yet.</summary>
    public static RecognitionRoom Empty { get; } = new(ImmutableSortedDictionary<Guid, Recognised>.Empty, []);

    /// <summary>Facts of one kind, in the order of their ids.</summary>
    public IEnumerable<T> Of<T>()
        where T : Recognised => Facts.Values.OfType<T>();

    /// <summary>The room after one more event.</summary>
    public RecognitionRoom Evolve(RecognitionEvent @event) => @event switch
    {
        Recognised e => new(Facts.Add(e.Id, e), Seen.Add(e.Id)),
        RecognitionEvent.RecognitionFactVoided e => this with { Facts = Facts.Remove(e.Fact) },
        RecognitionEvent.NameRemovedFromPublication e => this with { Facts = Facts.SetItem(e.Publication, Without(e)) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private Recognised.ResultsPublished Without(RecognitionEvent.NameRemovedFromPublication e)
    {
        var publication = (Recognised.ResultsPublished)Facts[e.Publication];
        return publication with { Named = [.. publication.Named.Where(p => p != e.Person)] };
    }
}
