namespace MentorshipFlow.Workflows.Feed;

/// <summary>One who follows the feed: what wakes it, and how long it was silent.</summary>
/// <param name="key">The API key that it came with.</param>
internal sealed class FeedSeat(string organisation, FeedTopic topic, Guid key, TimeProvider clock)
{
    private TaskCompletionSource<bool> next = New();
    private long spoken = clock.GetTimestamp();
    private volatile bool ended;

    public string Organisation => organisation;

    public FeedTopic Topic => topic;

    public Guid Key => key;

    /// <summary>Whether it is to follow no longer.</summary>
    public bool Ended => ended;

    /// <summary>
    /// Ends when there may be something new. True: it was silent for long. Taken before the topic is asked, it misses nothing.
    /// </summary>
    public Task<bool> Next => Volatile.Read(ref next).Task;

    /// <summary>How long nothing was said to it.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Volatile.Read(ref spoken));

    /// <summary>Something is said to it now.</summary>
    public void Speak() => Volatile.Write(ref spoken, clock.GetTimestamp());

    /// <summary>Wakes it.</summary>
    public void Wake(bool beat) => Interlocked.Exchange(ref next, New()).SetResult(beat);

    /// <summary>It follows no longer.</summary>
    public void End()
    {
        ended = true;
        Wake(beat: false);
    }

    private static TaskCompletionSource<bool> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
