using MentorshipFlow.Api.Http;
using MentorshipFlow.Certificates;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Справка об итогах (M35): issued, annulled, and rebuilt from history whenever somebody asks.</summary>
internal static class ResultsCertificate
{
    /// <param name="Conclusions">Проблемы, выводы, предложения.</param>
    /// <param name="Replaces">The certificate in force, in whose place this one comes.</param>
    public sealed record Issue(
        InstitutionalText Number, DateOnly Date, PrivateText? Conclusions = null, Guid? Signatory = null, InstitutionalText? SignatoryPosition = null, Guid? Replaces = null, Guid? Id = null) : Dated;

    /// <param name="Verdict"><c>identical</c>, <c>different</c>, <c>ledger-broken</c> or <c>not-issued</c>.</param>
    /// <param name="Text">As it is rebuilt now; absent where it cannot be.</param>
    /// <param name="Content">The same as JSON.</param>
    /// <param name="FirstBadPosition">For <c>ledger-broken</c>.</param>
    public sealed record Rebuilt(string Verdict, CertificationEvent.CertificateIssued? Issued, string? IssuedHash, string? RebuiltHash, string? Text, RawJson? Content, long? FirstBadPosition);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Issue>("/certificates", About("issueCertificate", "Issue the certificate", "A pure function of the history up to now; issued before stage 7 is approved, and part of its evidence. Of what If-Match saw.") with
        {
            Match = MustMatch.Programme, Roles = Takes.HeadOrCurator, Example = new Issue(new("1"), new(2022, 5, 30), new PrivateText("Программа реализована."), SignatoryPosition: new("Директор")),
        }, async (incoming, r) => new CertificationCommand.IssueCertificate(
            r.Id ?? incoming.NewId("certificate"), r.Number, r.Date, 0, "", "", await incoming.Seal(r.Conclusions), r.Signatory, r.SignatoryPosition, r.Replaces),
            (id, _) => $"/api/programmes/{id}/certificate");

        routes.Decide<Because>("/certificates/{certificate}/annulment", About("annulCertificate", "Annul the certificate", "It is in force no more.") with { Roles = Takes.HeadOrCurator, Example = Because.Mistake },
            async (incoming, r) => new CertificationCommand.AnnulCertificate(incoming.Id("certificate"), await incoming.Seal(r.Reason)));

        routes.Read("/api/programmes/{programme}/certificate", About("rebuildCertificate", "Rebuild the certificate", "From history, and compare it with what was issued: no view, no clock, no write.") with { Answer = typeof(Rebuilt) },
            http => ReadStages.OfProgramme(http, async (_, found) =>
                Answers.Json(await Answers.Shown(http, Of(await http.RequestServices.GetRequiredService<CertificateArchive>().Rebuild(found, http.RequestAborted))))));

        routes.Read("/api/programmes/{programme}/certificate/text", About("readCertificateText", "The certificate's text", "The bytes whose SHA-256 was issued, as they are rebuilt now.") with { AnswerMediaType = "text/plain" },
            http => ReadStages.OfProgramme(http, async (_, found) =>
                (await http.RequestServices.GetRequiredService<CertificateArchive>().Rebuild(found, http.RequestAborted)).Certificate is { } certificate
                    ? Results.Text(certificate.Text, "text/plain; charset=utf-8")
                    : Problems.NotFound));
    }

    private static Rebuilt Of(RebuiltCertificate rebuilt) => new(
        rebuilt.Verdict switch
        {
            CertificateVerdict.Identical => "identical",
            CertificateVerdict.Different => "different",
            CertificateVerdict.LedgerBroken => "ledger-broken",
            _ => "not-issued",
        },
        rebuilt.Issued, rebuilt.Issued?.ContentHash, rebuilt.Certificate?.ContentHash, rebuilt.Certificate?.Text,
        rebuilt.Certificate is { } certificate ? new RawJson(certificate.Json) : null, (rebuilt.Verdict as CertificateVerdict.LedgerBroken)?.FirstBadPosition);

    private static Operation About(string name, string summary, string description) => new("Certificate", name, summary, description, Takes.Reading);
}
