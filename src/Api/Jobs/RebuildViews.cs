using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Jobs;

namespace MentorshipFlow.Api.Jobs;

/// <summary>Rebuilds the read models of the installation, as the command <c>rebuild-views</c> does.</summary>
internal sealed class RebuildViews(JobRequests requests) : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Take("/api/views/rebuild", new("Jobs", "rebuildViews", "Rebuild the lists of the installation",
            "As a job: every list is built anew from the ledger, compared, and repaired while decisions go on.", Takes.Operator)
        {
            Answer = typeof(JobAnswer), Success = StatusCodes.Status202Accepted,
        }, http => requests.Start(http, new JobWork.Rebuild()));

        routes.Read("/api/jobs/{job}/rebuild", new("Jobs", "readRebuild", "What a rebuild found",
            "How many rows differed and were repaired.", Takes.Operator)
        {
            Answer = typeof(RebuildResult),
        }, http => requests.Result<RebuildResult>(http, "rebuild", (_, result) => Answers.Json(result)));
    }
}
