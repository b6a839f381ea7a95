using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Jobs;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Jobs;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>Recomputes history and compares it with the signed checkpoints.</summary>
internal sealed class Verification(
    Audits audits, CheckpointSigner signer, LedgerReader ledger, Verifications verifications, JobRequests requests, JobLimits limits)
    : UseCase
{
    /// <param name="Checkpoint">A signed note from your own copy.</param>
    /// <param name="From">First position of a range; for the operator's auditor.</param>
    /// <param name="To">The position after the range.</param>
    public sealed record Request(string? Checkpoint = null, long? From = null, long? To = null);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Take("/api/audit/verification", Audits.About("verifyLedger", "Verify the ledger",
            "The operator's auditor verifies everything or a range; a school's auditor has everything verified as well, since an entry " +
            "of the school may have been moved to another one, and is told of others' entries nothing but a position." +
            JobRequests.Note($"more than {limits.VerifiedEntries} entries")) with
        {
            Roles = Audits.Verifying, RefusedWhenForked = false, Request = typeof(Request), Answer = typeof(VerificationResult),
            Example = new Request(From: 0), Accepted = typeof(JobAnswer),
        }, Handle);

        routes.Read("/api/jobs/{job}/verification", Audits.About("readVerification", "What a job verified", "As verifyLedger answers.") with
        {
            Roles = Audits.Verifying, RefusedWhenForked = false, Answer = typeof(VerificationResult),
        }, http => requests.Result<VerificationResult>(http, "verification", (_, result) => Answers.Json(result)));
    }

    private async Task<IResult> Handle(HttpContext http)
    {
        var body = await JsonBody.Read<Request>(http.Request, http.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var request = body.Request!;
        Checkpoint? brought = null;
        if (request.Checkpoint is { } note && !SignedNote.TryOpen(note, signer.Key, out brought))
            return Problems.Field("/checkpoint", $"Not a note that the key of this ledger signed.");
        var everything = await audits.OfTheOperator(http);
        if (!everything && (request.From ?? request.To) is not null)
            return Problems.Field("/from", $"Ranges are for the operator's auditor.");
        var size = (await ledger.Head(http.RequestAborted)).Size;
        var (from, upTo) = (request.From ?? 0, request.To ?? size);
        if (from < 0 || from > upTo || upTo > size) return Problems.Field("/from", $"0 to {size}, not behind \"to\".");

        var ranged = (request.From ?? request.To) is not null;
        if (JobRequests.Preferred(http.Request) || upTo - from > limits.VerifiedEntries)
        {
            return await requests.Start(
                http, new JobWork.Verification(everything, request.Checkpoint, ranged ? from : null, ranged ? upTo : null));
        }

        return Answers.Json(await verifications.Run(
            everything ? null : Caller.Of(http).Organisation, ranged ? (from, upTo) : null, brought, http.RequestAborted));
    }
}
