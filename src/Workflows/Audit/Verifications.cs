using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Verifies for whoever asks: the operator's auditor, or an organisation's own.</summary>
public sealed class Verifications(OrganisationAuditor organisationAuditor, LedgerAuditor auditor)
{
    /// <summary>Verifies everything or a range.</summary>
    /// <param name="organisation">Whose auditor asks, for everything only; null for the operator's.</param>
    /// <param name="range">The first position and the position after the range; null for the whole ledger.</param>
    /// <param name="brought">The auditor's own checkpoint, its signature verified.</param>
    public async Task<VerificationResult> Run(Guid? organisation, (long From, long To)? range, Checkpoint? brought, CancellationToken stop,
        IProgress<WorkStep>? progress = null) =>
        organisation is { } own
            ? VerificationResult.Of("organisation", await organisationAuditor.Verify(own, brought, stop, progress))
        : range is var (from, to) ? VerificationResult.Of("range", await auditor.Range(from, to, brought, stop, progress))
        : VerificationResult.Of("ledger", await auditor.Whole(brought, stop, progress));
}
