namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>A clock that a test sets; timers and elapsed time stay real.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
