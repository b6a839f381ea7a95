namespace MentorshipFlow.Certificates.Sources;

/// <summary>The origin of a figure, as a line of <see cref="SourceTable"/> states it.</summary>
internal abstract record Source;

/// <summary>Not from an event.</summary>
internal sealed record Beside(Origin Origin) : Source;

/// <summary>From a topic's events with one key, or from all of them.</summary>
/// <param name="Key">Such as a stage's number; null for all events of the topic.</param>
internal sealed record Told(Topic Topic, string? Key) : Source;

/// <summary>From a topic's events whose key is this member of the element that the figure belongs to.</summary>
internal sealed record Keyed(Topic Topic, string Member) : Source;

/// <summary>Events of one type under a topic.</summary>
/// <param name="Event">The type.</param>
/// <param name="Keys">
/// The keys of an event; null when the event does not belong to the topic, for example when it voids another kind of fact.
/// </param>
internal sealed record Feed(Type Event, Func<HistoryEntry, SourceIndex, IEnumerable<string>?> Keys);

/// <summary>Events that feed the same figures: the records with their corrections and voids.</summary>
internal sealed class Topic(params IReadOnlyList<Feed> feeds)
{
    /// <summary>All its events.</summary>
    public Told All => new(this, null);

    /// <summary>Its events with one key.</summary>
    public Told Of(string key) => new(this, key);

    /// <summary>Its events whose key the figure's element names.</summary>
    public Keyed By(string member) => new(this, member);

    /// <summary>The keys of an entry; null when it does not belong to the topic.</summary>
    public IReadOnlySet<string>? Keys(HistoryEntry entry, SourceIndex index)
    {
        var keys = feeds.Where(f => f.Event.IsInstanceOfType(entry.Event))
            .Select(f => f.Keys(entry, index)).OfType<IEnumerable<string>>().ToList();
        return keys.Count == 0 ? null : keys.SelectMany(k => k).ToHashSet(StringComparer.Ordinal);
    }
}
