using MentorshipFlow.Audit;

namespace MentorshipFlow.Workflows.Store;

/// <summary>A stored entry is not what was recorded: somebody changed the database directly.</summary>
/// <param name="position">The first bad position; for a checkpoint its size.</param>
/// <param name="fault">A constant of <see cref="LedgerFaults"/>, <c>StoredFaults</c> or <see cref="BundleFaults"/>.</param>
public sealed class LedgerBrokenException(long position, string fault) : Exception($"{fault} at position {position}.")
{
    /// <summary>The first bad position; for a checkpoint its size.</summary>
    public long Position { get; } = position;

    /// <summary>The stable name of the fault.</summary>
    public string Fault { get; } = fault;
}
