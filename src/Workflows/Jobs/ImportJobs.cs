using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Jobs;

/// <summary>
/// Imports the file of a job, up to 500 rows in one decision. A decision's report is stored in its transaction, so a later run continues
/// after the last decision and answers as one run would.
/// </summary>
public sealed class ImportJobs(JobStore store, JobFiles files, ProgrammeEngine programmes, RegisterImport import, KeptMappings mappings,
    Secrets secrets)
{
    /// <summary>Imports what is left.</summary>
    internal async Task<JobEnd> Run(BegunJob job, JobWork.Import work, JobRun run)
    {
        // A decision under way is not cancelled, because its outcome would be unknown; cancelling takes effect before the next one.
        var stop = CancellationToken.None;
        if (await files.Open(job.Id, stop) is not { } file) return JobEnd.Failed("job-file-missing");
        if (await programmes.Find(job.Organisation, work.Programme, stop) is not { } found) return JobEnd.Refused("not-found");
        var said = ColumnMapping.Read(work.Map)!;
        var mapping = await mappings.With(said, job.Organisation, work.Register, stop);
        RegisterReading reading;
        try
        {
            reading = new RegisterReader(work.Register, found.Definition.Forms, work.AsOf, mapping)
                .Read(WorkbookReader.Read(file, run.Stop), run.Stop);
        }
        catch (SheetException unfit)
        {
            return JobEnd.Refused("field-invalid", new Missing(unfit.Code, "file"));
        }

        var context = new CommandContext(
            job.Organisation, work.CommandId, work.Fingerprint, new(work.By, work.AsOf, work.EffectiveOn), work.DryRun, [],
            work.Correlation);
        var outcome = await import.Run(
            work.Programme, reading, 
            new(PersonAnswers.Read(work.Persons)!, ImportAnswers.ReadRows(work.Corrected)!, work.ConsentOn), context,
            (row, what) => secrets.NewId(job.Organisation, work.CommandId, $"{what} {row}"), stop, await Steps(job, work, run, stop));
        if (outcome is { BrokenOff: null, Paused: false } && !work.DryRun) await mappings.Keep(said, job.Organisation, work.Register, stop);
        return outcome switch
        {
            null => JobEnd.Refused("not-found"),
            { BrokenOff: Outcome<Programme>.KeyReused } => JobEnd.Refused("idempotency-key-reused"),
            { BrokenOff: { } brokenOff } => throw new NotDecidedException(work.CommandId, brokenOff.Name),
            { Paused: true } when !run.Cancelled => throw new NotDecidedException(work.CommandId, "interrupted"),
            { Report: var report } => new(
                outcome.Paused ? JobState.Cancelled : JobState.Done, null, ImportSummary.Of(work.DryRun, reading, report).WithoutTexts()),
        };
    }

    // A dry run decides on the state that it foresees, so it cannot continue and begins anew.
    private async Task<ImportSteps> Steps(BegunJob job, JobWork.Import work, JobRun run, CancellationToken stop) => new(
        work.DryRun ? [] : await store.Steps(job.Id, stop), (number, report) => () => JobStore.Step(job.Id, number, report),
        (row, token) => work.DryRun ? Task.CompletedTask : store.Write(row(), token), run, run.Stop);
}
