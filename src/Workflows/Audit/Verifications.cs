using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Verifies for whoever asks: the operator's auditor, or an organisation's own. With everything, the rows beside a sound ledger
/// are compared with it too.</summary>
public sealed class Verifications(OrganisationAuditor organisationAuditor, LedgerAuditor auditor, RowAuditor rows)
{
    /// <summary>Verifies everything or a range.</summary>
    /// <param name="organisation">Whose auditor asks, for everything only; null for the operator's.</param>
    /// <param name="range">The first position and the position after the range; null for the whole ledger.</param>
    /// <param name="brought">The auditor's own checkpoint, its signature verified.</param>
    public async Task<VerificationResult> Run(Guid? organisation, (long From, long To)? range, Checkpoint? brought, CancellationToken stop,
        IProgress<WorkStep>? progress = null) =>
        organisation is { } own
            ? await WithRows(
                VerificationResult.Of("organisation", await organisationAuditor.Verify(own, brought, stop, progress)), own, stop, progress)
        : range is var (from, to) ? VerificationResult.Of("range", await auditor.Range(from, to, brought, stop, progress))
        : await WithRows(VerificationResult.Of("ledger", await auditor.Whole(brought, stop, progress)), null, stop, progress);

    // Of other organisations' rows only the table is named.
    private async Task<VerificationResult> WithRows(VerificationResult result, Guid? own, CancellationToken stop,
        IProgress<WorkStep>? progress)
    {
        if (result.Fault is not null) return result;
        var report = await rows.Verify(stop, progress);
        return result.With(report with
        {
            Faults = [.. report.Faults.Select(f => own is null || f.Organisation == own ? f : f with { Row = "", Organisation = null })],
        });
    }
}
