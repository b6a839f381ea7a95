namespace MentorshipFlow.Workflows.Feed;

/// <summary>Bounds of the feed on one node.</summary>
/// <param name="Poll">How often the ledger's end is looked at while anybody follows.</param>
/// <param name="Beat">After how much silence a follower is sent a heart-beat: proxies close what is silent for long.</param>
/// <param name="Followers">How many may follow; one more is told to come again.</param>
/// <param name="Kept">How many entries are kept for all followers together. Who is behind them reads from the database.</param>
/// <param name="KeptBytes">Likewise, as bytes.</param>
public sealed record FeedLimits(TimeSpan Poll, TimeSpan Beat, int Followers, int Kept, int KeptBytes)
{
    /// <summary>What the server runs with.</summary>
    public static FeedLimits Default { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15), 20_000, 4096, 8 << 20);
}
