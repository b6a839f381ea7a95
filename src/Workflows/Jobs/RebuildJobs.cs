using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.Workflows.Jobs;

/// <summary>What a rebuild found, without the rows themselves, which belong to organisations.</summary>
/// <param name="Size">The entries that the read models show.</param>
/// <param name="Differed">How many rows differed and were repaired.</param>
/// <param name="Digests">SHA-256 of each read model's rows.</param>
public sealed record RebuildResult(long Size, int Differed, IReadOnlyDictionary<string, string> Digests);

/// <summary>Rebuilds the read models beside the shown ones. A run that is interrupted leaves nothing behind, and a later one begins anew.
/// </summary>
/// <param name="ledger">The application's connection string.</param>
public sealed class RebuildJobs(string ledger, TimeProvider clock)
{
    /// <summary>Rebuilds, compares and repairs.</summary>
    internal async Task<JobEnd> Run(JobRun run)
    {
        var report = await ReadModelRebuild.Run(ledger, clock, run.Stop, run);
        return JobEnd.Done(new RebuildResult(report.Size, report.Differences.Count, report.Digests));
    }
}
