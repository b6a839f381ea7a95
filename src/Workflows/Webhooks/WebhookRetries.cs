namespace MentorshipFlow.Workflows.Webhooks;

/// <summary>When an event that a receiver did not take is tried again.</summary>
/// <param name="Pauses">The pause before each retry; the last one repeats.</param>
/// <param name="GiveUpAfter">The time after which it is set aside, or the webhook is paused.</param>
public sealed record WebhookRetries(IReadOnlyList<TimeSpan> Pauses, TimeSpan GiveUpAfter)
{
    /// <summary>The server's schedule: from 5 s to 6 h, over three days.</summary>
    public static WebhookRetries Default { get; } = new(
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(6),
    ], TimeSpan.FromDays(3));

    /// <summary>The same schedule in shorter time, for drills.</summary>
    /// <param name="times">How many times shorter.</param>
    public WebhookRetries Faster(int times) => new([.. Pauses.Select(pause => pause / times)], GiveUpAfter / times);

    /// <summary>The pause after some failed attempts.</summary>
    public TimeSpan After(int attempts) => Pauses[Math.Min(attempts, Pauses.Count - 1)];
}
