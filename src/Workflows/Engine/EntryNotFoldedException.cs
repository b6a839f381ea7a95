namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// A stored entry could not be folded. Either somebody changed what is stored, or the program is older than the entry, or it has a bug. The
/// handler verifies the stream to find out.
/// </summary>
/// <param name="position">The entry's position.</param>
/// <param name="reason">The exception from the codec or the fold.</param>
public sealed class EntryNotFoldedException(long position, Exception reason)
    : Exception($"The entry at position {position} does not fold: {reason.GetType().Name}.", reason)
{
    /// <summary>The entry's position.</summary>
    public long Position { get; } = position;
}
