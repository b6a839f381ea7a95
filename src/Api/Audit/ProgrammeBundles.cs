using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Jobs;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Jobs;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>A programme as one file that is verified offline: at once, or made by a job.</summary>
internal sealed class ProgrammeBundles(
    LedgerReader ledger, ProgrammeExport export, ProgrammeEngine programmes, JobRequests requests, JobStore jobs, JobLimits limits)
    : UseCase
{
    private const string MediaType = "text/plain; charset=utf-8";
    private const string Address = "/export";

    private static readonly QueryParameter Checkpoint = new(
        "checkpoint", "The size of a checkpoint that you have; the file proves that both belong to one history.", "100",
        typeof(long));

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme(Address, About("exportProgramme", "Take a programme home",
            "One file with every entry, definition and certificate and their proofs to a fresh signed checkpoint, verified offline by " +
            $"ops/verify. A programme of more than {limits.BundleEntries} entries is exported by a job.") with
        {
            AnswerMediaType = "text/plain", Sample = "mentorshipflow bundle v1\n…\n", Query = [Checkpoint],
            Further = [StatusCodes.Status409Conflict],
        }, Export);

        routes.Take($"/api/programmes/{{programme}}{Address}", About("startProgrammeExport", "Have a programme made ready to take home",
            "The same file, made by a job.") with
        {
            Answer = typeof(JobAnswer), Success = StatusCodes.Status202Accepted, Query = [Checkpoint],
        }, Start);

        routes.Read("/api/jobs/{job}/bundle", About("readBundle", "The file that a job made", "Until seven days after the end of the job.")
            with { AnswerMediaType = "text/plain", Sample = "mentorshipflow bundle v1\n…\n" },
            http => requests.Result<BundleResult>(http, "bundle", (job, made) => Made(http, job, made)));
    }

    private static Operation About(string name, string summary, string description) =>
        Audits.About(name, summary, description) with { Roles = Takes.Reading, RefusedWhenForked = false };

    private async Task<IResult> Export(HttpContext http, ProgrammeFound found)
    {
        if (found.State.Version > limits.BundleEntries)
        {
            return new Problem(
                StatusCodes.Status409Conflict, ProblemCodes.JobRequired, [new("job-at", $"POST /api/programmes/{found.Id}{Address}")]);
        }

        var (joinedTo, problem) = await JoinedTo(http);
        if (problem is not null) return problem;
        switch (await export.Make(found, joinedTo, http.RequestAborted))
        {
            case Workflows.Audit.Export.Forked forked:
                return Problems.Forked(forked.Fault);
            case Workflows.Audit.Export.Made made:
                Name(http, found.Id);
                return Results.Text(made.Bundle.Text, MediaType);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<IResult> Start(HttpContext http)
    {
        if (http.Id("programme") is not { } id
            || await programmes.Find(Caller.Of(http).Organisation, id, http.RequestAborted) is null) return Problems.NotFound;
        var (joinedTo, problem) = await JoinedTo(http);
        return problem ?? await requests.Start(http, new JobWork.Bundle(id, joinedTo));
    }

    private async Task<(long? JoinedTo, IResult? Problem)> JoinedTo(HttpContext http)
    {
        var asked = new Asked(http);
        var joinedTo = asked.Number(Checkpoint.Name, 0, (await ledger.Head(http.RequestAborted)).Size);
        return (joinedTo, asked.Problem);
    }

    private IResult Made(HttpContext http, Job job, BundleResult made)
    {
        Name(http, made.Programme);
        http.Response.ContentLength = made.Bytes;
        return Results.Stream(async body =>
        {
            await foreach (var part in jobs.Parts(job.Id, http.RequestAborted)) await body.WriteAsync(part, http.RequestAborted);
        }, MediaType);
    }

    private static void Name(HttpContext http, Guid programme) =>
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"programme-{programme}.bundle\"";
}
