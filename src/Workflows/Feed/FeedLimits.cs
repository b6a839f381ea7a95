namespace MentorshipFlow.Workflows.Feed;

/// <summary>Limits of the feed on one node.</summary>
/// <param name="Poll">How often the ledger's end is read while there are followers.</param>
/// <param name="Beat">The silence after which a follower gets a heart-beat, because proxies close silent connections.</param>
/// <param name="Followers">The most followers; a further one gets 503 with Retry-After.</param>
/// <param name="Kept">The most cached entries for all followers together. Followers further behind read from the database.</param>
/// <param name="KeptBytes">The most bytes of cached entries.</param>
public sealed record FeedLimits(TimeSpan Poll, TimeSpan Beat, int Followers, int Kept, int KeptBytes)
{
    /// <summary>The server's limits.</summary>
    public static FeedLimits Default { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15), 20_000, 4096, 8 << 20);
}
