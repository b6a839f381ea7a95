using MentorshipFlow.Api.Http;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.Api.Audit;

/// <summary>For each figure of a certificate, the events it was computed from.</summary>
internal sealed class FiguresOfCertificate(CertificateAuditor certificates) : UseCase
{
    /// <param name="Number">Index in the certificate's JSON, from 0; the cursor counts these.</param>
    /// <param name="Pointer">JSON pointer into the certificate's <c>content</c>.</param>
    /// <param name="Name">The pointer with names in place of indexes, such as <c>/outreach/channels/class-hours/attendance</c>.</param>
    /// <param name="Value">The JSON value in the certificate; for a list, the number of its elements.</param>
    /// <param name="Beside">Other inputs of the figure: <c>parameter</c>, <c>definition</c>, <c>provenance</c>.</param>
    /// <param name="Entries">The number of events that the figure was computed from.</param>
    public sealed record Row(int Number, string Pointer, string Name, object Value, IReadOnlyList<Origin> Beside, int Entries);

    /// <param name="Position">Position in the ledger, from 0; <c>/api/audit/entries/{position}</c> returns the entry with its
    /// proof.</param>
    /// <param name="Version">Version of the programme, from 1.</param>
    /// <param name="Role">The role in which the person decided.</param>
    public sealed record Event(long Position, int Version, string Type, DateOnly EffectiveOn, string RecordedAt, string Role);

    /// <param name="UpToVersion">The version of the programme that the certificate was made from.</param>
    /// <param name="Pointer">The requested figure; absent when all were requested.</param>
    /// <param name="Beside">With a pointer: other inputs of the figure.</param>
    /// <param name="Figures">Without a pointer.</param>
    /// <param name="Entries">With a pointer: the events, including corrections and voids, in the order of history.</param>
    /// <param name="Next">The cursor of the next page; absent on the last one.</param>
    public sealed record Sources(
        Guid Certificate, string Format, int UpToVersion, string? Pointer, IReadOnlyList<Origin>? Beside, IReadOnlyList<Row>? Figures,
        IReadOnlyList<Event>? Entries, long? Next);

    public override void Map(IEndpointRouteBuilder routes) =>
        routes.Read("/api/programmes/{programme}/certificates/{certificate}/sources", Audits.About(
            "listCertificateSources", "The events behind a figure of a certificate",
            "Of one pointer (a figure, a list or a whole part), or of all figures with how many events are behind each. An issued " +
            "certificate has them after it is annulled as well.") with
        {
            Roles = Takes.Reading, Answer = typeof(Sources),
            Query = [new("pointer", "JSON pointer (RFC 6901) into the certificate's content; absent: every figure.",
                "/outreach/channels/3/attendance"), .. NumberedPage.Query],
        }, List);

    private async Task<IResult> List(HttpContext http)
    {
        var (page, problem) = NumberedPage.Of(http.Request);
        if (page is null) return problem!;
        if (http.Id("programme") is not { } programme || http.Id("certificate") is not { } id) return Problems.NotFound;
        return await certificates.Sources(Caller.Of(http).Organisation, programme, id, http.RequestAborted) is not var (issued, sources)
            ? Problems.NotFound
            : http.Request.Query.TryGetValue("pointer", out var pointer) ? Behind(http, issued, sources, $"{pointer}", page)
            : All(http, issued, sources, page);
    }

    private static IResult All(HttpContext http, CertificationEvent.CertificateIssued issued, CertificateSources sources, NumberedPage page)
    {
        var rows = sources.Figures.Select((f, i) =>
            new Row(i, f.Pointer, f.Name, new RawJson(f.Value), f.Sources.Beside, f.Sources.Entries.Count));
        var (items, next) = page.Cut(http, rows, r => r.Number);
        return Answers.Json(new Sources(issued.Id, issued.Format, issued.UpToVersion, null, null, items, null, next));
    }

    private static IResult Behind(HttpContext http, CertificationEvent.CertificateIssued issued, CertificateSources sources,
        string pointer, NumberedPage page)
    {
        if (sources.At(pointer) is not { } behind)
            return Problems.Parameter("pointer", $"A pointer into this certificate's content, as the list without a pointer names them.");
        var entries = behind.Entries.Select(e => new Event(e.Head.Position, e.Head.Version, e.Type, e.Head.EffectiveOn, e.Head.RecordedAt,
            e.Head.Role));
        var (items, next) = page.Cut(http, entries, e => e.Position);
        return Answers.Json(new Sources(issued.Id, issued.Format, issued.UpToVersion, pointer, behind.Beside, null, items, next));
    }
}
