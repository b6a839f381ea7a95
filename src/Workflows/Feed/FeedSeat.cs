namespace MentorshipFlow.Workflows.Feed;

/// <summary>A follower of the feed: its wake-up signal and the time of its silence.</summary>
/// <param name="key">The follower's API key.</param>
internal sealed class FeedSeat(string organisation, FeedTopic topic, Guid key, TimeProvider clock)
{
    private TaskCompletionSource<bool> next = New();
    private long spoken = clock.GetTimestamp();
    private volatile bool ended;

    public string Organisation => organisation;

    public FeedTopic Topic => topic;

    public Guid Key => key;

    /// <summary>Whether it must stop following.</summary>
    public bool Ended => ended;

    /// <summary>
    /// Ends when there may be new entries; true means a long silence. Take it before reading the topic, so that no entry is missed.
    /// </summary>
    public Task<bool> Next => Volatile.Read(ref next).Task;

    /// <summary>The time since the last item for it.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Volatile.Read(ref spoken));

    /// <summary>Records that an item is sent to it now.</summary>
    public void Speak() => Volatile.Write(ref spoken, clock.GetTimestamp());

    /// <summary>Wakes it.</summary>
    public void Wake(bool beat) => Interlocked.Exchange(ref next, New()).SetResult(beat);

    /// <summary>Ends its following.</summary>
    public void End()
    {
        ended = true;
        Wake(beat: false);
    }

    private static TaskCompletionSource<bool> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
