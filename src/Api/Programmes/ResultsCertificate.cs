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

    /// <param name="Status">Whether it is in force, replaced or annulled.</param>
    /// <param name="ReplacedBy">The certificate that was issued in its place.</param>
    /// <param name="Annulled">The day and the reason of the annulment.</param>
    public sealed record Entry(
        CertificationEvent.CertificateIssued Issued, CertificateFate Status, Reference? ReplacedBy, Annulment? Annulled);

    /// <summary>A certificate by id and number.</summary>
    public sealed record Reference(Guid Id, InstitutionalText Number, DateOnly Date)
    {
        public static Reference? Of(CertificationEvent.CertificateIssued? issued) =>
            issued is null ? null : new(issued.Id, issued.Number, issued.Date);
    }

    /// <param name="Verdict"><c>identical</c>, <c>different</c>, <c>ledger-broken</c> or <c>not-issued</c>.</param>
    /// <param name="Status">Whether it is in force, replaced or annulled.</param>
    /// <param name="ReplacedBy">The certificate that was issued in its place.</param>
    /// <param name="Text">The text rebuilt now; absent if that is impossible.</param>
    /// <param name="Content">The certificate as JSON.</param>
    /// <param name="FirstBadPosition">For <c>ledger-broken</c>.</param>
    /// <param name="Fault">For <c>ledger-broken</c>: the stable name of the fault there.</param>
    public sealed record Rebuilt(
        string Verdict, CertificateFate? Status, Reference? ReplacedBy, Annulment? Annulled, CertificationEvent.CertificateIssued? Issued,
        string? IssuedHash, string? RebuiltHash, string? Text, RawJson? Content, long? FirstBadPosition, string? Fault);

    /// <param name="Text">The text of your copy. Line ends, a byte order mark, spaces at line ends and a missing last line end are
    /// ignored.</param>
    public sealed record Copy(string Text);

    /// <param name="Verdict">What the copy is: the text of the certificate <c>in-force</c>, of a <c>replaced</c> or an <c>annulled</c> one,
    /// an <c>altered</c> one, or <c>never-issued</c>; <c>ledger-broken</c> if the history does not verify.</param>
    /// <param name="Sentence">The verdict in words.</param>
    /// <param name="Certificate">The certificate that it is a copy of; absent if it was never issued.</param>
    /// <param name="ReplacedBy">The certificate that was issued in its place.</param>
    /// <param name="AnnulledOn">The day on which it was annulled.</param>
    /// <param name="FirstDifferentLine">For <c>altered</c>: the number of the first line that differs, from 1.</param>
    /// <param name="LineOfCopy">That line of the copy; absent behind its end.</param>
    /// <param name="IssuedLine">That line of the certificate; absent behind its end.</param>
    /// <param name="CopyHash">SHA-256 of the copy as it was sent.</param>
    /// <param name="IssuedHash">SHA-256 of the certificate, as recorded when it was issued.</param>
    /// <param name="FirstBadPosition">For <c>ledger-broken</c>.</param>
    public sealed record Compared(
        string Verdict, string Sentence, Reference? Certificate, Reference? ReplacedBy, DateOnly? AnnulledOn, int? FirstDifferentLine,
        string? LineOfCopy, string? IssuedLine, string CopyHash, string? IssuedHash, long? FirstBadPosition);

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

        routes.ReadProgramme("/certificates", About("listCertificates", "Every certificate ever issued",
            "In the order of ids, with what became of each: in force, replaced by another one, annulled.") with
        {
            Answer = typeof(Paged<Entry>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, Entries(found.State.Certification), e => e.Issued.Id, texts: true));

        routes.Read("/api/programmes/{programme}/certificate",
            About("rebuildCertificate", "Rebuild the certificate",
            "The one in force. From history, every entry of which is proven to the last signed checkpoint first, and compared with what " +
            "was issued: no view, no clock, no write.") with { Answer = typeof(Rebuilt) },
            http => Rebuild(http, null, rebuilt => Answers.WithTexts(Of(rebuilt))));

        routes.Read("/api/programmes/{programme}/certificate/text",
            About("readCertificateText", "The certificate's text", "Of the one in force: the bytes whose SHA-256 was issued, as they are " +
            "rebuilt now.") with { AnswerMediaType = "text/plain", Sample = Sample },
            http => Rebuild(http, null, Text));

        routes.Read("/api/programmes/{programme}/certificate/public-text",
            About("readPublicCertificateText", "The public version of the certificate", "Of the one in force, with numbers about fewer " +
            "than three persons withheld. It is for the site: another text than the issued one, so it has another hash.") with
            { AnswerMediaType = "text/plain", Sample = Sample },
            async http => http.Id("programme") is { } id
                && await certificates.Public(Caller.Of(http).Organisation, id, http.RequestAborted) is { } open
                    ? Results.Text(open.Text, "text/plain; charset=utf-8")
                    : Problems.NotFound);

        routes.Read("/api/programmes/{programme}/certificates/{certificate}",
            About("rebuildIssuedCertificate", "Rebuild one of the certificates", "Any that was ever issued, as it was: a replaced or an " +
            "annulled one as well.") with { Answer = typeof(Rebuilt) },
            http => OfIssued(http, rebuilt => Answers.WithTexts(Of(rebuilt))));

        routes.Read("/api/programmes/{programme}/certificates/{certificate}/text",
            About("readIssuedCertificateText", "The text of one of the certificates", "The bytes whose SHA-256 was issued, as they are " +
            "rebuilt now.") with { AnswerMediaType = "text/plain", Sample = Sample },
            http => OfIssued(http, Text));

        routes.Take("/api/programmes/{programme}/certificate/comparison",
            About("compareCertificate", "Compare a copy with the certificates",
            "Says what the copy is: the certificate in force, a replaced, an annulled or an altered one, or none of this programme. " +
            "Nothing is stored.") with
        {
            Request = typeof(Copy), Answer = typeof(Compared), Example = new Copy("mentorshipflow certificate v1\n"),
        }, async http =>
        {
            var body = await JsonBody.Read<Copy>(http.Request, http.RequestAborted);
            if (body.Problem is { } problem) return problem;
            var copy = body.Request!.Text;
            return http.Id("programme") is { } id
                && await certificates.Compare(Caller.Of(http).Organisation, id, copy, http.RequestAborted) is { } compared
                    ? Answers.Json(Of(compared, copy))
                    : Problems.NotFound;
        });
    }

    private static string Sample => "Справка об итогах реализации программы наставничества\n…\n";

    private static IEnumerable<Entry> Entries(CertificationRoom room) => room.Issued.Select(c => new Entry(
        c, room.FateOf(c.Id), Reference.Of(room.ReplacementOf(c.Id)), room.Annulled.GetValueOrDefault(c.Id)));

    private async Task<IResult> Rebuild(HttpContext http, Guid? certificate, Func<RebuiltCertificate, IResult> answer) =>
        http.Id("programme") is { } id
        && await certificates.Rebuild(Caller.Of(http).Organisation, id, certificate, http.RequestAborted) is { } rebuilt
            ? answer(rebuilt)
            : Problems.NotFound;

    private Task<IResult> OfIssued(HttpContext http, Func<RebuiltCertificate, IResult> answer) =>
        Rebuild(http, http.Id("certificate") ?? Guid.Empty,
            rebuilt => rebuilt.Verdict is CertificateVerdict.NotIssued ? Problems.NotFound : answer(rebuilt));

    private static IResult Text(RebuiltCertificate rebuilt) => rebuilt switch
    {
        { Certificate: { } certificate } => Results.Text(certificate.Text, "text/plain; charset=utf-8"),
        { Verdict: CertificateVerdict.LedgerBroken broken } => Problems.LedgerBroken(broken.FirstBadPosition),
        _ => Problems.NotFound,
    };

    private static Rebuilt Of(RebuiltCertificate rebuilt)
    {
        var broken = rebuilt.Verdict as CertificateVerdict.LedgerBroken;
        var (issued, room) = (rebuilt.Issued, rebuilt.Room);
        return new(
            Name(rebuilt.Verdict), issued is null ? null : room!.FateOf(issued.Id),
            issued is null ? null : Reference.Of(room!.ReplacementOf(issued.Id)),
            issued is null ? null : room!.Annulled.GetValueOrDefault(issued.Id), issued, issued?.ContentHash,
            rebuilt.Certificate?.ContentHash, rebuilt.Certificate?.Text,
            rebuilt.Certificate is { } certificate ? new RawJson(certificate.Json) : null, broken?.FirstBadPosition, broken?.Fault);
    }

    private static Compared Of(ComparedCopy compared, string text)
    {
        var hash = Hash.Of(Encoding.UTF8.GetBytes(text)).ToString();
        if (compared.Copy is not { } copy)
        {
            return new("ledger-broken", Sentences.OfProblem(ProblemCodes.LedgerBroken), null, null, null, null, null, null, hash, null,
                compared.Broken!.FirstBadPosition);
        }

        var (verdict, room) = (Kebab.Of($"{copy.Verdict}"), compared.Room!);
        return new(
            verdict, Sentences.OfCopy(verdict, copy.Of?.Number), Reference.Of(copy.Of),
            copy.Of is { } of ? Reference.Of(room.ReplacementOf(of.Id)) : null,
            copy.Of is { Id: var id } ? room.Annulled.GetValueOrDefault(id)?.On : null, copy.FirstDifferentLine, copy.LineOfCopy,
            copy.IssuedLine, hash, copy.Of?.ContentHash, null);
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
