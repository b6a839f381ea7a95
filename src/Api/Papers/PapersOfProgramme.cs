using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;
using MentorshipFlow.Papers;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Papers;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Papers;

/// <summary>The papers of a programme: which can be made, and each as a file. Names stand in it only after the access journal has recorded
/// the reading.</summary>
internal sealed class PapersOfProgramme(PaperPress press, AccessJournals journals, FileTurns turns) : UseCase
{
    /// <param name="Title">In the language of the request; the paper itself is Russian.</param>
    /// <param name="Document">The kind of document that it can be registered as; absent if there is none.</param>
    /// <param name="Own">Whether the organisation's own template is used.</param>
    /// <param name="Number">The number that would follow, by the numbering of the letterhead.</param>
    /// <param name="Lacks">What is missing; empty for a paper that can be made now.</param>
    /// <param name="Registered">Documents in force that the program has printed.</param>
    public sealed record Row(
        string Paper, string Title, string? Document, IReadOnlyList<PaperFormat> Formats, bool Own, InstitutionalText? Number,
        IReadOnlyList<MissingThing> Lacks, IReadOnlyList<Guid> Registered);

    /// <param name="Of">The document that it is registered as, or its subject: a person, a fact, a certificate.</param>
    /// <param name="Consent">The purpose of a consent; participation when absent.</param>
    /// <param name="Person">Whom an order appoints.</param>
    /// <param name="Questionnaire">The code of a questionnaire.</param>
    /// <param name="Links">For slips: the addresses as they were shown when the links were issued.</param>
    /// <param name="Reason">Required of auditors.</param>
    public sealed record Request(
        PaperFormat Format, AccessPurpose Purpose, Guid? Of = null, ConsentPurpose? Consent = null, Guid? Person = null,
        string? Questionnaire = null, IReadOnlyList<SlipLink>? Links = null, PrivateText? Reason = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/papers", About("listPapers", "The papers of a programme",
            "Every paper that the program makes, with what it lacks at present.") with
        {
            Answer = typeof(Paged<Row>), Query = NumberedPage.Query,
        }, List);

        routes.ReadProgramme("/papers/{paper}", About("readPaper", "A paper without names",
            "As DOCX, PDF or XLSX, by format or by Accept; DOCX where neither says. Persons stand by their codes, texts about them are " +
            "left out: with names it is read by a disclosure. The same history gives the same bytes.") with
        {
            AnswerMediaType = PaperTemplates.DocxType, Sample = "PK…", Further = [StatusCodes.Status409Conflict],
            OtherAnswers = PaperPress.OtherTypes, Query = PaperPress.Query,
        }, Read);

        routes.Deciding<Request>("/api/programmes/{programme}/papers/{paper}/disclosure", About("disclosePaper", "Read a paper with names",
            "As an attachment. The reading is recorded first: who, whose, what for; an auditor gives a reason and the purpose audit. In " +
            "the place of a restricted person's name stands a mark, but for the purposes consent and audit. A dry run and a repeat of " +
            "the same Idempotency-Key show nothing (204).") with
        {
            AnswerMediaType = PaperTemplates.DocxType, Sample = "PK…", OtherAnswers = PaperPress.OtherTypes,
            Further = [StatusCodes.Status204NoContent], Example = new Request(PaperFormat.Pdf, AccessPurpose.Document),
        }, Disclose);
    }

    private async Task<IResult> List(HttpContext http, ProgrammeFound found)
    {
        var used = found.State.Documents.Documents.Values.Select(d => d.Registered).ToList();
        List<Row> rows = [];
        foreach (var kind in PaperPress.OfProgramme)
        {
            var request = new PaperRequest(kind);
            var sources = await press.Sources(http, found, new(request), null);
            var lacks = Paper.Of(request, sources).Lacks;
            var document = found.Definition.Document(request.Code);
            var numbered = document is null ? null : NumberOf(document.Kind);
            rows.Add(new(request.Code, Sentences.OfPaper(request.Code), document?.Code, PaperPrinter.Formats(kind),
                sources.Organisation.Papers.Templates.ContainsKey(request.Code),
                numbered is { } nature ? sources.Organisation.Papers.Next(nature,
                    used.Where(d => found.Definition.Document(d.Kind)?.Kind == document!.Kind).Select(d => d.Number)
                        .OfType<InstitutionalText>())
                    : null,
                MissingThing.Of(lacks, found.Names),
                [.. found.State.Documents.Documents.Values.Where(d => d.InForce && d.Printed?.Paper == request.Code)
                    .Select(d => d.Registered.Id).Order()]));
        }

        return NumberedPage.Answer(http, rows);
    }

    private async Task<IResult> Read(HttpContext http, ProgrammeFound found)
    {
        var (asked, format, problem) = PaperPress.Asked(http);
        if (asked is null) return problem!;
        if (await turns.Take(http) is { } busy) return busy;
        var (printing, unfit) = await press.Prepare(http, found, asked, null);
        return printing is null ? unfit! : PaperPress.Print(printing, printing.Sources, format);
    }

    private async Task<IResult> Disclose(Incoming incoming, Request request)
    {
        var http = incoming.Http;
        if (await press.Find(http) is not { } found) return Problems.NotFound;
        if (PaperPress.InProgramme(http) is not { } kind) return Problems.NotFound;
        var asked = new AskedPaper(
            new(kind, request.Of, request.Consent ?? ConsentPurpose.Participation, request.Person), request.Questionnaire);
        if (!PaperPrinter.Formats(kind).Contains(request.Format)) return Problems.Field("/format", $"A format of this paper.");
        if (await turns.Take(http) is { } busy) return busy;
        var (printing, unfit) = await press.Prepare(http, found, asked, null, request.Links);
        if (printing is null) return unfit!;
        var whose = Paper.Named(printing.Request, printing.Sources);
        var hidden = await press.Hidden(http, whose, request.Purpose);
        var entry = new AccessEvent.ExportMade(asked.Request.Code, [.. whose.Where(p => !hidden.Contains(p))], PaperPress.Fields(kind),
            request.Purpose, await incoming.Seal(request.Reason));
        var outcome = await journals.Record(entry, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, async decided => decided.DryRun || decided.Repeated ? Results.NoContent()
            : PaperPress.Print(printing, await press.WithNames(http, printing, whose, hidden), request.Format));
    }

    private static NumberedPaper? NumberOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Order => NumberedPaper.Order,
        DocumentKind.Protocol => NumberedPaper.Protocol,
        DocumentKind.Letter => NumberedPaper.Letter,
        DocumentKind.Certificate => NumberedPaper.Certificate,
        DocumentKind.Act => NumberedPaper.Act,
        _ => null,
    };

    private static Operation About(string name, string summary, string description) =>
        new("Papers", name, summary, description, [.. Takes.Work, Role.Auditor]);
}
