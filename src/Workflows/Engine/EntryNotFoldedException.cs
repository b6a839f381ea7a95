namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// A fold stopped at a stored entry: nothing that this program could have written there. Either somebody changed what is stored, or the
/// program is older than the entry, or it has a bug: whoever answers asks whether the stream is what was recorded.
/// </summary>
/// <param name="position">Where the entry stands.</param>
/// <param name="reason">What the reading or the fold ran into.</param>
public sealed class EntryNotFoldedException(long position, Exception reason)
    : Exception($"The entry at position {position} does not fold: {reason.GetType().Name}.", reason)
{
    /// <summary>Where the entry stands.</summary>
    public long Position { get; } = position;
}
