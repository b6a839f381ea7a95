using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Feed;

/// <summary>An entry on its way to whoever follows the feed.</summary>
/// <param name="Json">The CloudEvent.</param>
public sealed record FeedEntry(long Position, string Type, string Stream, byte[] Json)
{
    /// <summary>A stored entry.</summary>
    public static FeedEntry Of(StoredEntry stored) =>
        new(stored.Entry.Position, stored.Entry.Type, stored.Entry.Stream, CloudEvent.Of(stored).ToUtf8());
}

/// <summary>Which entries a follower wants; null leaves a question out.</summary>
public sealed record FeedFilter(IReadOnlyList<string>? Types, string? Stream)
{
    /// <summary>The same question to the database.</summary>
    public EntryFilter Stored => new(Stream, Types);

    /// <summary>Whether an entry is wanted.</summary>
    public bool Takes(FeedEntry entry) => (Types?.Contains(entry.Type) ?? true) && (Stream ?? entry.Stream) == entry.Stream;
}
