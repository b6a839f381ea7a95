using System.Security.Cryptography;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Papers;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Papers;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Papers;

/// <summary>Papers that get a number and a date: registered with the hash of what is printed, and recognised later.</summary>
internal sealed class RegisteredPapers(PaperPress press, TextVault texts, FileTurns turns) : UseCase
{
    /// <param name="Number">Its number in the organisation's register.</param>
    /// <param name="Date">The date on it.</param>
    /// <param name="Format">The format that is printed.</param>
    /// <param name="Signatory">Id of the person who signs.</param>
    /// <param name="SignatoryPosition">The first signatory of the letterhead when absent.</param>
    /// <param name="Title">The title of the paper when absent.</param>
    /// <param name="Of">Its subject: a person, a fact, a certificate.</param>
    /// <param name="Person">Whom an order appoints.</param>
    public sealed record Registration(
        InstitutionalText Number, DateOnly Date, PaperFormat Format, Guid? Signatory = null, InstitutionalText? SignatoryPosition = null,
        InstitutionalText? Title = null, Guid? Of = null, Guid? Person = null, Guid? Id = null) : Dated;

    /// <param name="Document">The document whose print the file is; absent if it is none of this programme.</param>
    /// <param name="Sha256">Of the file.</param>
    public sealed record Comparison(Guid? Document, string? Paper, bool? InForce, string Sha256);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Registration>("/papers/{paper}/registration",
            About("registerPaper", "Register a paper that the program makes",
            "As a document of its kind, with number, date and signatory. The hash of the printed file with its names is kept sealed, and " +
            "the version of history that it is made from: a disclosure of the document prints the same bytes again.") with
        {
            Further = [StatusCodes.Status404NotFound],
            Example = new Registration(new("125"), new(2021, 8, 30), PaperFormat.Pdf, SignatoryPosition: new("Директор")),
        }, Register, (id, events) => $"/api/programmes/{id}/documents/{((DocumentEvent.DocumentRegistered)events[0]).Id}");

        routes.Take("/api/programmes/{programme}/papers/comparison", About("comparePaper", "Compare a file with registered papers",
            "Says of which registered paper the file is the print, byte for byte. Nothing is stored.") with
        {
            Roles = [.. Takes.Work, Role.Auditor], Upload = "application/octet-stream", Sample = "PK…", Answer = typeof(Comparison),
        }, Compare);
    }

    private async Task<Built<ProgrammeCommand>> Register(Incoming incoming, Registration r)
    {
        var http = incoming.Http;
        if (await press.Find(http) is not { } found) return Problems.NotFound;
        if (PaperPress.InProgramme(http) is not { } kind || found.Definition.Document(Kebab.Of($"{kind}")) is not { } document)
            return Problems.NotFound;
        if (!PaperPrinter.Formats(kind).Contains(r.Format)) return Problems.Field("/format", $"A format of this paper.");
        if (await turns.Take(http) is { } busy) return busy;
        var asked = new AskedPaper(new(kind, r.Of, Person: r.Person));
        var id = r.Id ?? incoming.NewId("document");
        var signed = new DocumentEvent.DocumentRegistered(id, document.Code, r.Title ?? new(document.Title.Ru), r.Number, r.Date,
            r.Signatory,
            r.SignatoryPosition ?? await Position(http, found, asked), DocumentOriginal.Paper, null);
        var (printing, unfit) = await press.Prepare(http, found, asked, signed);
        if (printing is null) return unfit!;
        if (Paper.Of(printing.Request, printing.Sources).Sheets.Count > 1) return Problems.Field("/of", $"The subject of one paper.");
        var whose = Paper.Named(printing.Request, printing.Sources);
        var named = await press.WithNames(http, printing, whose, await press.Hidden(http, whose, AccessPurpose.Document));
        var printed = PaperPress.Printed(printing, named, r.Format);
        if (printed.Lacks.Count > 0) return Refusals.Of(new Refusal(Reason.TemplateBroken, printed.Lacks));
        return new DocumentCommand.RegisterPaper(signed, new(
            id, asked.Request.Code, Kebab.Of($"{r.Format}"), r.Of ?? r.Person ?? printing.Sources.Certificate?.Issued.Id,
                printing.Version, printing.Template.Sha256,
            await incoming.Seal(new PrivateText(Convert.ToHexStringLower(SHA256.HashData(printed.Content))))));
    }

    private async Task<InstitutionalText?> Position(HttpContext http, Workflows.Programmes.ProgrammeFound found, AskedPaper asked) =>
        (await press.Sources(http, found, asked, null)).Organisation.Papers.Described?.Signatories is [var first, ..] ? first.Position
            : null;

    private async Task<IResult> Compare(HttpContext http)
    {
        if (await press.Find(http) is not { } found) return Problems.NotFound;
        var (file, problem) = await turns.Receive(http, FileVault.MaxSize);
        if (problem is not null) return problem;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        var documents = found.State.Documents.Documents.Values.Where(d => d.Printed is not null).OrderBy(d => d.Registered.Id).ToList();
        var opened = await texts.Open(Caller.Of(http).Organisation, [.. documents.Select(d => d.Printed!.Sha256)], http.RequestAborted);
        var same = documents.Find(d => opened.GetValueOrDefault(d.Printed!.Sha256.Ref) == sha256);
        return Answers.Json(new Comparison(same?.Registered.Id, same?.Printed!.Paper, same?.InForce, sha256));
    }

    private static Operation About(string name, string summary, string description) =>
        new("Papers", name, summary, description, Takes.Work);
}
