using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Verifies for an organisation's own auditor. Every entry is recomputed, because one of the organisation's may have been moved to another
/// stream and organisation, where nobody would look for it; of what is not the organisation's the auditor is told a position and nothing
/// else.
/// </summary>
public sealed class OrganisationAuditor(LedgerReader ledger, LedgerAuditor auditor)
{
    /// <summary>Verifies.</summary>
    /// <param name="brought">A checkpoint that the auditor had from elsewhere, its signature verified.</param>
    public async Task<LedgerReport> Verify(Guid organisation, Checkpoint? brought, CancellationToken stop)
    {
        var report = await auditor.Whole(brought, stop);
        return report.Verdict is LedgerVerdict.Broken broken && !await IsOwn(organisation, broken.Position, stop)
            ? report with { Verdict = broken with { Where = "" } } : report;
    }

    private async Task<bool> IsOwn(Guid organisation, long position, CancellationToken stop)
    {
        await foreach (var stored in ledger.From(position, position + 1, stop)) return stored.Entry.Organisation == $"{organisation}";
        return false;
    }
}
