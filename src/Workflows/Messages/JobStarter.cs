using MentorshipFlow.Workflows.Jobs;
using Npgsql;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>The answer to a request for a job.</summary>
public abstract record JobStart
{
    private JobStart() { }

    /// <summary>The job is there, from now or from an earlier request with the same key.</summary>
    public sealed record Accepted(Job Job) : JobStart;

    /// <summary>The idempotency key was used for another job.</summary>
    public sealed record KeyReused : JobStart;

    /// <summary>Too many jobs of this organisation have not ended.</summary>
    public sealed record Busy : JobStart;
}

/// <summary>Starts jobs: the job, its file and its message commit together.</summary>
public sealed class JobStarter(JobStore store, NpgsqlDataSource database, IWolverineRuntime runtime, JobLimits limits)
{
    /// <summary>Starts a job, unless there is one with this id.</summary>
    public async Task<JobStart> Start(NewJob job, CancellationToken stop)
    {
        if (await store.Find(job.Organisation, job.Id, stop) is { } known) return Known(known, job);
        if (await store.Open(job.Organisation, stop) >= limits.Open) return new JobStart.Busy();
        await using (var connection = await database.OpenConnectionAsync(stop))
        await using (var transaction = await connection.BeginTransactionAsync(stop))
        {
            var outbox = new MessageContext(runtime);
            await outbox.EnlistInOutboxAsync(new DatabaseEnvelopeTransaction((IMessageDatabase)runtime.Storage, transaction));
            if (await store.Add(connection, transaction, job, stop)) await outbox.PublishAsync(new RunJob(job.Id));
            await transaction.CommitAsync(stop);
            await outbox.FlushOutgoingMessagesAsync();
        }

        return await store.Find(job.Organisation, job.Id, stop) is { } started ? Known(started, job) : new JobStart.KeyReused();
    }

    private static JobStart Known(Job known, NewJob asked) =>
        known.Fingerprint == asked.Fingerprint ? new JobStart.Accepted(known) : new JobStart.KeyReused();
}
