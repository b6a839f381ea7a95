using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Feed;

/// <summary>An entry for the followers of the feed.</summary>
/// <param name="Json">The CloudEvent.</param>
public sealed record FeedEntry(long Position, string Type, string Stream, byte[] Json)
{
    /// <summary>A stored entry.</summary>
    /// <param name="sandbox">Whether the organisation is a sandbox.</param>
    public static FeedEntry Of(StoredEntry stored, bool sandbox) =>
        new(stored.Entry.Position, stored.Entry.Type, stored.Entry.Stream, CloudEvent.Of(stored, sandbox).ToUtf8());
}

/// <summary>A follower's filter of entries; null means any.</summary>
public sealed record FeedFilter(IReadOnlyList<string>? Types, string? Stream)
{
    /// <summary>The same filter for the database.</summary>
    public EntryFilter Stored => new(Stream, Types);

    /// <summary>Whether an entry matches the filter.</summary>
    public bool Takes(FeedEntry entry) => (Types?.Contains(entry.Type) ?? true) && (Stream ?? entry.Stream) == entry.Stream;
}
