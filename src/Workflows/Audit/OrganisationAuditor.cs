using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Verifies for an organisation's own auditor. Every entry is recomputed, because one of the organisation's may have been moved to another
/// stream and organisation. Of other organisations' entries the auditor sees only positions.
/// </summary>
public sealed class OrganisationAuditor(LedgerReader ledger, LedgerAuditor auditor)
{
    /// <summary>Verifies.</summary>
    /// <param name="brought">The auditor's own checkpoint, its signature verified.</param>
    public async Task<LedgerReport> Verify(Guid organisation, Checkpoint? brought, CancellationToken stop,
        IProgress<WorkStep>? progress = null)
    {
        var report = await auditor.Whole(brought, stop, progress);
        return report.Verdict is LedgerVerdict.Broken broken && !await IsOwn(organisation, broken.Position, stop)
            ? report with { Verdict = broken with { Where = "" } } : report;
    }

    private async Task<bool> IsOwn(Guid organisation, long position, CancellationToken stop)
    {
        await foreach (var stored in ledger.From(position, position + 1, stop)) return stored.Entry.Organisation == $"{organisation}";
        return false;
    }
}
