using MentorshipFlow.Api.Http;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>Recomputes history and compares it with the signed checkpoints.</summary>
internal sealed class Verification(Audits audits, CheckpointSigner signer, LedgerReader ledger, OrganisationAuditor organisationAuditor,
    LedgerAuditor auditor) : UseCase
{
    /// <param name="Checkpoint">A signed note from your own copy.</param>
    /// <param name="From">First position of a range; for the operator's auditor.</param>
    /// <param name="To">The position after the range.</param>
    public sealed record Request(string? Checkpoint = null, long? From = null, long? To = null);

    /// <param name="Verdict"><c>sound</c> or <c>broken</c>.</param>
    /// <param name="Scope"><c>ledger</c>, <c>range</c> or <c>organisation</c>: of other organisations' entries only positions are
    /// shown.</param>
    /// <param name="Fault">The name of the fault at <paramref name="FirstBadPosition"/>.</param>
    public sealed record Answer(
        string Verdict, string Scope, string? Fault, long? FirstBadPosition, string? Where, long? Size, string? Root, long Entries,
        long EntriesPerSecond, int Checkpoints, long JoinedTo);

    public override void Map(IEndpointRouteBuilder routes) => routes.Take(
        "/api/audit/verification",
        Audits.About("verifyLedger", "Verify the ledger",
            "The operator's auditor verifies everything or a range; a school's auditor has everything verified as well, since an entry " +
            "of the school may have been moved to another one, and is told of others' entries nothing but a position.") with
        {
            Roles = Audits.Verifying, RefusedWhenForked = false, Request = typeof(Request), Answer = typeof(Answer),
            Example = new Request(From: 0, To: 1000),
        }, Handle);

    private async Task<IResult> Handle(HttpContext http)
    {
        var body = await JsonBody.Read<Request>(http.Request, http.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var request = body.Request!;
        Checkpoint? brought = null;
        if (request.Checkpoint is { } note && !SignedNote.TryOpen(note, signer.Key, out brought))
            return Problems.Field("/checkpoint", "Not a note that the key of this ledger signed.");
        var everything = await audits.OfTheOperator(http);
        if (!everything && (request.From ?? request.To) is not null)
            return Problems.Field("/from", "Ranges are for the operator's auditor.");
        var size = (await ledger.Head(http.RequestAborted)).Size;
        var (from, upTo) = (request.From ?? 0, request.To ?? size);
        if (from < 0 || from > upTo || upTo > size) return Problems.Field("/from", $"0 to {size}, not behind \"to\".");

        return Answers.Json(!everything ? Of("organisation",
            await organisationAuditor.Verify(Caller.Of(http).Organisation, brought, http.RequestAborted))
            : (request.From ?? request.To) is not null ? Of("range", await auditor.Range(from, upTo, brought, http.RequestAborted))
            : Of("ledger", await auditor.Whole(brought, http.RequestAborted)));
    }

    private static Answer Of(string scope, LedgerReport report)
    {
        var (sound, broken) = (report.Verdict as LedgerVerdict.Sound, report.Verdict as LedgerVerdict.Broken);
        return new(
            sound is null ? "broken" : "sound", scope, broken?.Code, broken?.Position, broken?.Where, sound?.Size, sound?.Root.ToString(),
            report.Entries, report.Rate,
            report.Checkpoints, report.JoinedTo);
    }
}
