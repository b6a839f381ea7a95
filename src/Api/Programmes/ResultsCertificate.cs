using System.Text;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Справка об итогах (M35): issued, annulled, and rebuilt from history on request.</summary>
internal sealed class ResultsCertificate(CertificateAuditor certificates) : UseCase
{
    /// <param name="Conclusions">Проблемы, выводы, предложения.</param>
    /// <param name="Replaces">The certificate in force that this one replaces.</param>
    public sealed record Issue(
        InstitutionalText Number, DateOnly Date, PrivateText? Conclusions = null, Guid? Signatory = null,
        InstitutionalText? SignatoryPosition = null, Guid? Replaces = null, Guid? Id = null) : Dated;

    /// <param name="Verdict"><c>identical</c>, <c>different</c>, <c>ledger-broken</c> or <c>not-issued</c>.</param>
    /// <param name="Text">The text rebuilt now; absent if that is impossible.</param>
    /// <param name="Content">The certificate as JSON.</param>
    /// <param name="FirstBadPosition">For <c>ledger-broken</c>.</param>
    /// <param name="Fault">For <c>ledger-broken</c>: the stable name of the fault there.</param>
    public sealed record Rebuilt(
        string Verdict, CertificationEvent.CertificateIssued? Issued, string? IssuedHash, string? RebuiltHash, string? Text,
        RawJson? Content, long? FirstBadPosition, string? Fault);

    /// <param name="Text">The text of your copy, byte for byte.</param>
    public sealed record Copy(string Text);

    /// <param name="Verdict">The verdict of the rebuild, as in <c>rebuildCertificate</c>.</param>
    /// <param name="CopyIsIssued">Whether the copy has the recorded hash of the issued text.</param>
    /// <param name="CopyIsRebuilt">Whether the copy equals the text rebuilt now.</param>
    /// <param name="Rebuilt">The text rebuilt now; absent if that is impossible.</param>
    /// <param name="FirstDifferentLine">From 1, between the copy and the rebuilt text; absent if they are equal.</param>
    public sealed record Compared(string Verdict, string CopyHash, string? IssuedHash, string? RebuiltHash, bool CopyIsIssued,
        bool CopyIsRebuilt, string? Rebuilt, int? FirstDifferentLine);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Issue>("/certificates", About("issueCertificate", "Issue the certificate",
            "A pure function of the history up to now; issued before stage 7 is approved, and part of its evidence. " +
            "Of what If-Match saw.") with
        {
            Match = ProgrammeRoutes.Whole, Roles = Takes.HeadOrCurator,
            Example = new Issue(new("1"), new(2022, 5, 30), new PrivateText("Программа реализована."), SignatoryPosition: new("Директор")),
        }, async (incoming, r) => new CertificationCommand.IssueCertificate(
            r.Id ?? incoming.NewId("certificate"), r.Number, r.Date, 0, "", "", await incoming.Seal(r.Conclusions), r.Signatory,
            r.SignatoryPosition, r.Replaces),
            (id, _) => $"/api/programmes/{id}/certificate");

        routes.Decide<ReasonRequest>("/certificates/{certificate}/annulment",
            About("annulCertificate", "Annul the certificate", "It is in force no more.")
            with { Roles = Takes.HeadOrCurator, Example = ReasonRequest.Mistake },
            async (incoming, r) => new CertificationCommand.AnnulCertificate(incoming.Id("certificate"), await incoming.Seal(r.Reason)));

        routes.Read("/api/programmes/{programme}/certificate",
            About("rebuildCertificate", "Rebuild the certificate",
            "From history, every entry of which is proven to the last signed checkpoint first, and compare it with what was issued: no " +
            "view, no clock, no write.") with { Answer = typeof(Rebuilt) },
            http => OfProgramme(http, rebuilt => Answers.WithTexts(Of(rebuilt))));

        routes.Read("/api/programmes/{programme}/certificate/text",
            About("readCertificateText", "The certificate's text", "The bytes whose SHA-256 was issued, as they are rebuilt now.")
            with { AnswerMediaType = "text/plain", Sample = "Справка об итогах реализации программы наставничества\n…\n" },
            http => OfProgramme(http, rebuilt => rebuilt switch
            {
                { Certificate: { } certificate } => Results.Text(certificate.Text, "text/plain; charset=utf-8"),
                { Verdict: CertificateVerdict.LedgerBroken broken } => Problems.LedgerBroken(broken.FirstBadPosition),
                _ => Problems.NotFound,
            }));

        routes.Take("/api/programmes/{programme}/certificate/comparison",
            About("compareCertificate", "Compare a copy with the certificate",
            "Of what was issued only the hash is kept: a copy with that hash is the issued text, to be laid beside the one that is " +
            "rebuilt now. Nothing is stored.") with
        {
            Request = typeof(Copy), Answer = typeof(Compared), Example = new Copy("mentorshipflow certificate v1\n"),
        }, async http =>
        {
            var body = await JsonBody.Read<Copy>(http.Request, http.RequestAborted);
            return body.Problem is { } problem ? problem : await OfProgramme(http, rebuilt =>
                Answers.Json(Of(rebuilt, body.Request!.Text)));
        });
    }

    private async Task<IResult> OfProgramme(HttpContext http, Func<RebuiltCertificate, IResult> answer) =>
        http.Id("programme") is { } id && await certificates.Rebuild(Caller.Of(http).Organisation, id, http.RequestAborted) is { } rebuilt
            ? answer(rebuilt)
            : Problems.NotFound;

    private static Rebuilt Of(RebuiltCertificate rebuilt)
    {
        var broken = rebuilt.Verdict as CertificateVerdict.LedgerBroken;
        return new(
            Name(rebuilt.Verdict), rebuilt.Issued, rebuilt.Issued?.ContentHash, rebuilt.Certificate?.ContentHash, rebuilt.Certificate?.Text,
            rebuilt.Certificate is { } certificate ? new RawJson(certificate.Json) : null, broken?.FirstBadPosition, broken?.Fault);
    }

    private static Compared Of(RebuiltCertificate rebuilt, string copy)
    {
        var hash = Hash.Of(Encoding.UTF8.GetBytes(copy)).ToString();
        var text = rebuilt.Certificate?.Text;
        return new(
            Name(rebuilt.Verdict), hash, rebuilt.Issued?.ContentHash, rebuilt.Certificate?.ContentHash,
            hash == rebuilt.Issued?.ContentHash, copy == text, text,
            text is null || copy == text ? null : copy.Split('\n').Zip(text.Split('\n')).TakeWhile(lines => lines.First == lines.Second)
                .Count() + 1);
    }

    private static string Name(CertificateVerdict verdict) => verdict switch
    {
        CertificateVerdict.Identical => "identical",
        CertificateVerdict.Different => "different",
        CertificateVerdict.LedgerBroken => "ledger-broken",
        _ => "not-issued",
    };

    private static Operation About(string name, string summary, string description) =>
        new("Certificate", name, summary, description, Takes.Reading);
}
