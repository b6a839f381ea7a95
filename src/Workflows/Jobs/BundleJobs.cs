using System.Text;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Workflows.Jobs;

/// <summary>What a job exported.</summary>
/// <param name="Bytes">The size of the file.</param>
/// <param name="Entries">The programme's entries in it.</param>
public sealed record BundleResult(Guid Programme, long Bytes, int Entries);

/// <summary>Exports a programme. Nothing is recorded meanwhile, so a later run begins anew, with a fresh checkpoint.</summary>
public sealed class BundleJobs(ProgrammeEngine programmes, ProgrammeExport export)
{
    /// <summary>Makes the bundle.</summary>
    internal async Task<JobEnd> Run(BegunJob job, JobWork.Bundle work, JobRun run)
    {
        if (await programmes.Find(job.Organisation, work.Programme, run.Stop) is not { } found) return JobEnd.Refused("not-found");
        switch (await export.Make(found, work.JoinedTo, run.Stop, run))
        {
            case Export.Forked:
                return JobEnd.Failed("ledger-forked");
            case Export.Made { Bundle: var bundle }:
                var bytes = bundle.Parts().Sum(part => (long)Encoding.UTF8.GetByteCount(part));
                return JobEnd.Done(new BundleResult(work.Programme, bytes, bundle.Entries.Count), bundle.Parts());
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
