using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.Workflows.Jobs;

/// <summary>
/// Verifies. A later run begins anew: a position recorded in the database would be trusted without being verified, and a verdict speaks of
/// everything that it has read.
/// </summary>
public sealed class VerificationJobs(Verifications verifications, CheckpointSigner signer)
{
    /// <summary>Verifies from the beginning.</summary>
    internal async Task<JobEnd> Run(BegunJob job, JobWork.Verification work, JobRun run)
    {
        Checkpoint? brought = null;
        if (work.Checkpoint is { } note && !SignedNote.TryOpen(note, signer.Key, out brought))
            return JobEnd.Refused("field-invalid", new Missing("field-invalid", "/checkpoint"));
        (long, long)? range = work is { From: { } from, To: { } to } ? (from, to) : null;
        return JobEnd.Done(await verifications.Run(work.OfTheOperator ? null : job.Organisation, range, brought, run.Stop, run));
    }
}
