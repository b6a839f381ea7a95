using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using MentorshipFlow.Workflows.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.Workflows.Jobs;

/// <summary>Runs jobs on this node, each under a lock, so that no two nodes run the same one.</summary>
public sealed partial class JobRunner(
    JobStore store, NpgsqlDataSource database, ImportJobs imports, BundleJobs bundles, VerificationJobs verifications, RebuildJobs rebuilds,
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<JobRunner> log)
{
    // So many starts without progress: the job itself ends its process.
    private const int MostAttempts = 10;

    /// <summary>Runs a job to its end.</summary>
    /// <returns>Whether the key of its file is to be swept from the table of keys.</returns>
    /// <exception cref="NotDecidedException">It has not ended: the server stops, the database is out of reach, or another node runs it.
    /// </exception>
    public async Task<bool> Run(Guid id, CancellationToken stop)
    {
        await using var held = await SessionLock.Take(database, $"job {id}", stop) ?? throw Later(id, "another node runs it");
        if (await store.Begin(id, Guid.CreateVersion7(clock.GetUtcNow()), stop) is { } job)
        {
            using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(stop, lifetime.ApplicationStopping);
            await using var run = new JobRun(store, job, clock, interrupted.Token);
            var kind = Kebab.Of($"{job.Work.Kind}");
            Measures.JobBegan(kind);
            try
            {
                var end = await Attempt(job, run);
                if (!await store.End(job, end, run.Counts, CancellationToken.None)) throw Later(id, "another run has begun");
                Measures.JobEnded(kind, Kebab.Of($"{end.State}"));
            }
            finally
            {
                Measures.JobLeft(kind);
            }
        }

        return await store.IsUnswept(id, CancellationToken.None);
    }

    private async Task<JobEnd> Attempt(BegunJob job, JobRun run)
    {
        if (job.Attempts > MostAttempts) return JobEnd.Failed("job-given-up");
        try
        {
            return job.Work switch
            {
                JobWork.Import work => await imports.Run(job, work, run),
                JobWork.Bundle work => await bundles.Run(job, work, run),
                JobWork.Verification work => await verifications.Run(job, work, run),
                JobWork.Rebuild => await rebuilds.Run(run),
                _ => throw new System.Diagnostics.UnreachableException(job.Work.GetType().Name),
            };
        }
        catch (Exception) when (run.Cancelled)
        {
            return new(JobState.Cancelled);
        }
        catch (Exception error) when (run.Stop.IsCancellationRequested || error is NotDecidedException)
        {
            await store.Rest(job, CancellationToken.None);
            throw Later(job.Id, run.Stop.IsCancellationRequested ? "interrupted" : error.Message);
        }
        catch (Exception error) when (BatchWriter.OutOfReach(error))
        {
            throw Later(job.Id, "the database is out of reach");
        }
        catch (LedgerBrokenException broken)
        {
            return JobEnd.Failed("ledger-broken", new Missing("first-bad-position", $"{broken.Position}"));
        }
        catch (VaultBrokenException broken)
        {
            return JobEnd.Failed("vault-broken", new Missing("vault-row", broken.Row));
        }
        catch (Exception error)
        {
            LogFailed(log, error, job.Id);
            return JobEnd.Failed("internal");
        }
    }

    private static NotDecidedException Later(Guid job, string because) => new($"job {job}", because);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed")]
    private static partial void LogFailed(ILogger log, Exception error, Guid job);
}
