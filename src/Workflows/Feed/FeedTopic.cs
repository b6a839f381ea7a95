namespace MentorshipFlow.Workflows.Feed;

/// <summary>The newest entries of one organisation that has followers on this node.</summary>
/// <param name="sandbox">Whether the organisation is a sandbox.</param>
internal sealed class FeedTopic(bool sandbox)
{
    private readonly Lock turn = new();
    private readonly List<FeedEntry> recent = [];
    private long from = long.MaxValue;

    public bool Sandbox => sandbox;

    /// <summary>The number of followers.</summary>
    public int Followers { get; set; }

    /// <summary>Every entry after this position is cached here; null before the reader began with this organisation.</summary>
    public long? From
    {
        get
        {
            lock (turn) return from == long.MaxValue ? null : from;
        }
    }

    /// <summary>The next entries after a position; null if some of them are not cached.</summary>
    public IReadOnlyList<FeedEntry>? After(long position, int atMost)
    {
        lock (turn)
        {
            if (position < from) return null;
            var first = recent.Count;
            while (first > 0 && recent[first - 1].Position > position) first--;
            return first == recent.Count ? [] : recent.GetRange(first, Math.Min(atMost, recent.Count - first));
        }
    }

    /// <summary>Starts caching entries.</summary>
    public void Begin(long position)
    {
        lock (turn) from = position;
    }

    /// <summary>Adds a newer entry.</summary>
    public void Add(FeedEntry entry)
    {
        lock (turn) recent.Add(entry);
    }

    /// <summary>Removes the oldest cached entry and returns its length.</summary>
    public int DropOldest()
    {
        lock (turn)
        {
            var dropped = recent[0];
            recent.RemoveAt(0);
            from = dropped.Position;
            return dropped.Json.Length;
        }
    }
}
