namespace MentorshipFlow.Workflows.Mail;

/// <summary>When a letter that the mail server did not take is tried again.</summary>
/// <param name="Pauses">The pause before each retry; after the last one the message becomes a dead letter.</param>
public sealed record MailRetries(IReadOnlyList<TimeSpan> Pauses)
{
    /// <summary>The server's schedule: from a minute to three hours, over nine hours.</summary>
    public static MailRetries Default { get; } = new(
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(40), TimeSpan.FromHours(2),
        TimeSpan.FromHours(3), TimeSpan.FromHours(3),
    ]);
}
