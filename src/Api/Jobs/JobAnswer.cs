using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Jobs;

namespace MentorshipFlow.Api.Jobs;

/// <summary>A job as it is now.</summary>
/// <param name="Percent">0 to 100; absent while nothing is counted yet.</param>
/// <param name="Unit">What is counted: rows of a file, or entries of the ledger.</param>
/// <param name="Total">How many there are; absent while unknown.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="Cancelling">Whether somebody asked for its end; it stops within a second, or after the decision under way.</param>
/// <param name="Result">The address of the result, once there is one.</param>
/// <param name="Problem">Why there is no result: of a refused or a failed job.</param>
public sealed record JobAnswer(
    Guid Id, JobKind Kind, JobState State, int? Percent, string Unit, long Done, long? Total, long? Remaining, bool Cancelling,
    DateTime CreatedAt, DateTime? StartedAt, DateTime? EndedAt, string? Result, JobAnswer.JobProblemBody? Problem)
{
    private const int Whole = 100;

    /// <summary>The problem, as a request would be answered that waits for the result.</summary>
    /// <param name="Type">Stable: <c>urn:mentorshipflow:problem:{code}</c>.</param>
    /// <param name="Title">A sentence in the caller's language.</param>
    public sealed record JobProblemBody(string Type, string Title, string Code, IReadOnlyList<MissingThing> Missing);

    /// <summary>The answer for a job, in the caller's language.</summary>
    public static JobAnswer Of(Job job)
    {
        long? remaining = job.Total is { } total ? Math.Max(0, total - job.Done) : null;
        return new(
            job.Id, job.Kind, job.State, Share(job), IsImport(job.Kind) ? "rows" : "entries", job.Done, job.Total, remaining,
            job.Cancelling && job.EndedAt is null, job.CreatedAt, job.StartedAt, job.EndedAt,
            job.HasResult ? $"{AddressOf(job.Id)}/{ResultOf(job.Kind)}" : null,
            job.Problem is { } problem
                ? new(Http.Problem.TypePrefix + problem.Code, Sentences.OfProblem(problem.Code), problem.Code,
                    MissingThing.Of(problem.Missing))
                : null);
    }

    /// <summary>The address of a job.</summary>
    public static string AddressOf(Guid job) => $"/api/jobs/{job}";

    /// <summary>The last part of the address of a result.</summary>
    public static string ResultOf(JobKind kind) => kind switch
    {
        JobKind.ImportMentees or JobKind.ImportMentors or JobKind.ImportPairs => "import",
        JobKind.Bundle => "bundle",
        JobKind.Verification => "verification",
        JobKind.Rebuild => "rebuild",
        _ => throw new System.Diagnostics.UnreachableException(kind.ToString()),
    };

    private static bool IsImport(JobKind kind) => kind is JobKind.ImportMentees or JobKind.ImportMentors or JobKind.ImportPairs;

    // A running job is never complete: after the last entry there may be something to compare or to store.
    private static int? Share(Job job) => job.State == JobState.Done ? Whole
        : job.Total is not { } total ? null
        : total == 0 ? 0 : (int)Math.Min(Whole - 1, job.Done * Whole / total);
}
