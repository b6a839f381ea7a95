using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Jobs;

namespace MentorshipFlow.Api.Jobs;

/// <summary>An organisation's jobs: their progress, and their end before they are done.</summary>
internal sealed class ReadJobs(JobRequests requests, JobStore store) : UseCase
{
    private const string One = "/api/jobs/{job}";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/jobs", About("listJobs", "Jobs and how far they are",
            "Those that the caller could have started, until seven days after their end, in the order of their ids.") with
        {
            Answer = typeof(Paged<JobAnswer>),
            Query = [new("state", "Only those in this state.", "running", typeof(JobState)),
                new("kind", "Only those of this kind.", "verification", typeof(JobKind)), .. Page.Query],
        }, List);
        routes.Read(One, About("readJob", "A job and how far it is",
            "Ask again until it has ended. A result has an address of its own; a refused job has the problem that a request would have "
            + "had.") with { Answer = typeof(JobAnswer) },
            async http => await requests.Find(http) is { } job ? Answers.Json(JobAnswer.Of(job)) : Problems.NotFound);
        routes.Take($"{One}/cancellation", About("cancelJob", "Cancel a job",
            "A waiting job ends at once; a running one within a second, or after the decision under way. What was decided stays decided.")
            with { Answer = typeof(JobAnswer), Further = [StatusCodes.Status409Conflict] }, Cancel);
    }

    private static Operation About(string name, string summary, string description) =>
        new("Jobs", name, summary, description, JobRequests.Seeing);

    private async Task<IResult> List(HttpContext http)
    {
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return problem!;
        var asked = new Asked(http);
        var (state, kind) = (asked.Code<JobState>("state"), asked.Code<JobKind>("kind"));
        if (asked.Problem is { } wrong) return wrong;
        var caller = Caller.Of(http);
        var jobs = await store.Page(
            caller.Organisation, page.After, JobRequests.SeenBy(caller).Where(k => kind is null || k == kind), state, page.Limit + 1,
            http.RequestAborted);
        return Answers.Json(page.Of(http, [.. jobs.Select(JobAnswer.Of)], j => j.Id));
    }

    private async Task<IResult> Cancel(HttpContext http)
    {
        if (await requests.Find(http) is not { } job) return Problems.NotFound;
        if (job.EndedAt is not null && job.State != JobState.Cancelled)
            return new Problem(StatusCodes.Status409Conflict, ProblemCodes.JobEnded);
        await store.Cancel(job.Id, http.RequestAborted);
        return await requests.Find(http) is { } now ? Answers.Json(JobAnswer.Of(now)) : Problems.NotFound;
    }
}
