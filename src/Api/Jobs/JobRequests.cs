using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Jobs;
using MentorshipFlow.Workflows.Messages;

namespace MentorshipFlow.Api.Jobs;

/// <summary>Turns requests into jobs, and finds jobs for those who may see them: whoever may start a kind of job sees the organisation's
/// jobs of this kind.</summary>
internal sealed class JobRequests(JobStarter starter, JobStore store, TimeProvider clock)
{
    private const string Async = "respond-async";

    /// <summary>The roles that may start each kind of job.</summary>
    private static readonly Dictionary<JobKind, IReadOnlyList<Role>> Starting = new()
    {
        [JobKind.ImportMentees] = Takes.Work,
        [JobKind.ImportMentors] = Takes.Work,
        [JobKind.ImportPairs] = Takes.Work,
        [JobKind.Bundle] = Takes.Reading,
        [JobKind.Verification] = [Role.Auditor, Role.Operator],
        [JobKind.Rebuild] = Takes.Operator,
    };

    /// <summary>Everybody who may start any job.</summary>
    public static IReadOnlyList<Role> Seeing { get; } = [.. Starting.Values.SelectMany(roles => roles).Distinct()];

    /// <summary>The query parameter and header of operations that may become jobs, in their description.</summary>
    /// <param name="limit">What always becomes a job.</param>
    public static string Note(string limit) =>
        $" With Prefer: respond-async, and always for {limit}, the answer is 202 with the address of a job.";

    /// <summary>Whether the caller prefers a job to waiting (RFC 7240).</summary>
    public static bool Preferred(HttpRequest request) => request.Headers["Prefer"].Any(value => value!.Split(',')
        .Any(preference => preference.Split(';', '=')[0].Trim().Equals(Async, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The kinds of jobs that a caller may see.</summary>
    public static IEnumerable<JobKind> SeenBy(Caller caller) =>
        Starting.Where(kind => kind.Value.Any(caller.Identity.Roles.Contains)).Select(kind => kind.Key);

    /// <summary>Starts a job and answers 202 with its address.</summary>
    /// <param name="id">Derived from the Idempotency-Key, if the request has one: a repeat finds its job.</param>
    public async Task<IResult> Start(HttpContext http, JobWork work, Guid? id = null, string? fingerprint = null, byte[]? file = null)
    {
        var job = new NewJob(id ?? Guid.CreateVersion7(clock.GetUtcNow()), Caller.Of(http).Organisation, work, fingerprint, file);
        switch (await starter.Start(job, http.RequestAborted))
        {
            case JobStart.Accepted { Job: var accepted }:
                http.Response.Headers.Location = JobAnswer.AddressOf(accepted.Id);
                if (Preferred(http.Request)) http.Response.Headers["Preference-Applied"] = Async;
                return Answers.Json(JobAnswer.Of(accepted), StatusCodes.Status202Accepted);
            case JobStart.KeyReused: return Problems.KeyReused;
            default: return Problems.Busy;
        }
    }

    /// <summary>The job in the address; null when the organisation has none, or the caller may not see it.</summary>
    public async Task<Job?> Find(HttpContext http) =>
        http.Id("job") is { } id && await store.Find(Caller.Of(http).Organisation, id, http.RequestAborted) is { } job
            && SeenBy(Caller.Of(http)).Contains(job.Kind) ? job : null;

    /// <summary>Answers with the result of the job in the address: 404 for a job of another kind, or without a result so far.</summary>
    public async Task<IResult> Result<T>(HttpContext http, string of, Func<Job, T, IResult> answer)
        where T : class =>
        await Find(http) is { HasResult: true } job && JobAnswer.ResultOf(job.Kind) == of
            && await store.Result<T>(job.Id, http.RequestAborted) is { } result ? answer(job, result) : Problems.NotFound;
}
