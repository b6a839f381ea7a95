using System.Text.Json;
using System.Text.Json.Serialization;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Workflows.Jobs;

/// <summary>What a job does.</summary>
public enum JobKind
{
    /// <summary>Imports mentees from a file.</summary>
    ImportMentees,

    /// <summary>Imports mentors from a file.</summary>
    ImportMentors,

    /// <summary>A register of pairs.</summary>
    ImportPairs,

    /// <summary>Exports a programme as a bundle.</summary>
    Bundle,

    /// <summary>Verifies the ledger or a range of it.</summary>
    Verification,

    /// <summary>Rebuilds the read models of the installation.</summary>
    Rebuild,
}

/// <summary>The state of a job.</summary>
public enum JobState
{
    /// <summary>No node has begun it.</summary>
    Waiting,

    /// <summary>A node runs it, or another one is about to take it over.</summary>
    Running,

    /// <summary>It ended with a result.</summary>
    Done,

    /// <summary>What was asked for cannot be done; the problem says why.</summary>
    Refused,

    /// <summary>The program or the ledger is at fault; the problem says what is known.</summary>
    Failed,

    /// <summary>Somebody cancelled it. What was decided before stays decided.</summary>
    Cancelled,
}

/// <summary>Why a job has no result, as a request would be answered.</summary>
public sealed record JobProblem(string Code, IReadOnlyList<Missing> Missing);

/// <summary>What a job is to do, by ids, dates and numbers.</summary>
public abstract record JobWork
{
    private JobWork() { }

    /// <summary>The kind of job that does this.</summary>
    public abstract JobKind Kind { get; }

    /// <summary>Imports the job's file. Each decision has an id made from <paramref name="CommandId"/>, the request's key.</summary>
    /// <param name="Map">What the caller says about headings.</param>
    /// <param name="Persons">Who persons are that resemble a known one.</param>
    /// <param name="Corrected">Rows that correct the register.</param>
    /// <param name="ConsentOn">The day of signing where a row does not say it.</param>
    /// <param name="Correlation">The id of the request.</param>
    /// <param name="AsOf">The day of the request in the organisation's time zone; the day of a later run makes no difference.</param>
    public sealed record Import(
        Guid Programme, RegisterKind Register, string CommandId, string Fingerprint, Actor By, DateOnly AsOf, DateOnly EffectiveOn,
        bool DryRun, IReadOnlyList<string> Map, IReadOnlyList<string> Persons,
        IReadOnlyList<string> Corrected, DateOnly? ConsentOn = null, string? Correlation = null) : JobWork
    {
        /// <inheritdoc/>
        public override JobKind Kind => Register switch
        {
            RegisterKind.Mentees => JobKind.ImportMentees,
            RegisterKind.Mentors => JobKind.ImportMentors,
            _ => JobKind.ImportPairs,
        };
    }

    /// <summary>Exports a programme.</summary>
    /// <param name="JoinedTo">The size of a checkpoint that the bundle is joined to.</param>
    public sealed record Bundle(Guid Programme, long? JoinedTo) : JobWork
    {
        /// <inheritdoc/>
        public override JobKind Kind => JobKind.Bundle;
    }

    /// <summary>Verifies.</summary>
    /// <param name="OfTheOperator">Whether the result may name other organisations' entries.</param>
    /// <param name="Checkpoint">The auditor's own note, whose signature was verified.</param>
    /// <param name="From">The first position of a range; null for the whole ledger.</param>
    /// <param name="To">The position after the range.</param>
    public sealed record Verification(bool OfTheOperator, string? Checkpoint, long? From, long? To) : JobWork
    {
        /// <inheritdoc/>
        public override JobKind Kind => JobKind.Verification;
    }

    /// <summary>Rebuilds the read models.</summary>
    public sealed record Rebuild : JobWork
    {
        /// <inheritdoc/>
        public override JobKind Kind => JobKind.Rebuild;
    }
}

/// <summary>A job to start.</summary>
/// <param name="Fingerprint">Keyed hash of the request; null where a request has no Idempotency-Key.</param>
/// <param name="File">An uploaded file; it is sealed, and destroyed when the job ends.</param>
public sealed record NewJob(Guid Id, Guid Organisation, JobWork Work, string? Fingerprint = null, byte[]? File = null);

/// <summary>A job as it is now.</summary>
/// <param name="Done">How many rows or entries are done.</param>
/// <param name="Total">How many there are; null while unknown.</param>
/// <param name="HasResult">Whether there is a result to read; a cancelled import has one too.</param>
public sealed record Job(
    Guid Id, Guid Organisation, JobKind Kind, JobState State, long Done, long? Total, bool Cancelling, DateTime CreatedAt,
    DateTime? StartedAt, DateTime? EndedAt, JobProblem? Problem, bool HasResult, string? Fingerprint);

/// <summary>How a job ended.</summary>
/// <param name="Result">Stored as JSON.</param>
/// <param name="File">The parts of a file that the job made.</param>
public sealed record JobEnd(JobState State, JobProblem? Problem = null, object? Result = null, IEnumerable<string>? File = null)
{
    /// <summary>Ended with a result.</summary>
    public static JobEnd Done(object result, IEnumerable<string>? file = null) => new(JobState.Done, null, result, file);

    /// <summary>What was asked for cannot be done.</summary>
    public static JobEnd Refused(string code, params IReadOnlyList<Missing> missing) => new(JobState.Refused, new(code, missing));

    /// <summary>The program or the ledger is at fault.</summary>
    public static JobEnd Failed(string code, params IReadOnlyList<Missing> missing) => new(JobState.Failed, new(code, missing));
}

/// <summary>How much one request may ask for at once, and how many jobs may be open. What is larger becomes a job.</summary>
/// <param name="ImportBytes">Bytes of a file to import.</param>
/// <param name="VerifiedEntries">Entries to verify.</param>
/// <param name="BundleEntries">Entries of a programme to export.</param>
/// <param name="Open">Jobs of an organisation that have not ended. Bounds the uploaded files that wait.</param>
public sealed record JobLimits(long ImportBytes, long VerifiedEntries, int BundleEntries, int Open)
{
    /// <summary>The server's limits: one to some seconds of work. 256 KiB are some 6,000 rows of a CSV.</summary>
    public static JobLimits Default { get; } = new(256 * 1024, 1_000_000, 10_000, 10);
}

/// <summary>JSON of the rows of jobs.</summary>
internal static class JobJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        IgnoreReadOnlyProperties = true,
    };

    public static JobWork Work(JobKind kind, string json) => kind switch
    {
        JobKind.ImportMentees or JobKind.ImportMentors or JobKind.ImportPairs => Read<JobWork.Import>(json),
        JobKind.Bundle => Read<JobWork.Bundle>(json),
        JobKind.Verification => Read<JobWork.Verification>(json),
        JobKind.Rebuild => new JobWork.Rebuild(),
        _ => throw new System.Diagnostics.UnreachableException(kind.ToString()),
    };

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);
}
