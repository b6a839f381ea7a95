namespace MentorshipFlow.Workflows.Feed;

/// <summary>The newest entries of one organisation that has followers on this node.</summary>
internal sealed class FeedTopic
{
    private readonly Lock turn = new();
    private readonly List<FeedEntry> recent = [];
    private long from = long.MaxValue;

    /// <summary>How many follow.</summary>
    public int Followers { get; set; }

    /// <summary>Every entry after this position is kept here; null before the reader began with this organisation.</summary>
    public long? From
    {
        get
        {
            lock (turn) return from == long.MaxValue ? null : from;
        }
    }

    /// <summary>What came next after a position; null when some of it is not kept here.</summary>
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

    /// <summary>From here on entries are kept.</summary>
    public void Begin(long position)
    {
        lock (turn) from = position;
    }

    /// <summary>Keeps one more, which is newer than all.</summary>
    public void Add(FeedEntry entry)
    {
        lock (turn) recent.Add(entry);
    }

    /// <summary>Drops the oldest that is kept, and answers how long it was.</summary>
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
