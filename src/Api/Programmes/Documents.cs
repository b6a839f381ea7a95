using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Programmes;

/// <summary>The register of documents (M26 to M37).</summary>
internal sealed class Documents(FileVault files) : UseCase
{
    /// <param name="Id">Created by the server when absent.</param>
    /// <param name="Kind">Code of one of the definition's documents.</param>
    /// <param name="Date">The document's own date.</param>
    /// <param name="Signatory">Id of the person who signed.</param>
    /// <param name="Sha256">Hash of a file that was uploaded before.</param>
    public sealed record Registration(
        string Kind, InstitutionalText Title, DocumentOriginal Original, InstitutionalText? Number = null, DateOnly? Date = null,
        Guid? Signatory = null,
        InstitutionalText? SignatoryPosition = null, string? Sha256 = null, Guid? Id = null) : Dated;

    public sealed record Attachment(string Sha256) : Dated;

    /// <param name="By">Id of the document that replaces it.</param>
    public sealed record Supersession(Guid By, PrivateText? Reason = null) : Dated;

    public sealed record Answer(Guid Id, bool InForce, DocumentEvent.DocumentRegistered Registered, DocumentFile? File, Guid? SupersededBy,
        bool Annulled)
    {
        public static Answer Of(RegisteredDocument d) => new(d.Registered.Id, d.InForce, d.Registered, d.File, d.SupersededBy, d.Annulled);
    }

    private static readonly Guid Some = Guid.Parse("0193b2f0-1111-7222-8333-444455556666");
    private const string SomeHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Registration>("/documents", About("registerDocument", "Register a document",
            "One of the definition's kinds. The file may come with it or later.") with
        {
            Example = new Registration("introduction-order", new("О внедрении целевой модели наставничества"), DocumentOriginal.Paper,
                new("125"), new(2021, 8, 30), SignatoryPosition: new("Директор")),
        }, Register, (id, events) => $"/api/programmes/{id}/documents/{((DocumentEvent.DocumentRegistered)events[0]).Id}");

        routes.Decide<Attachment>("/documents/{document}/attachment",
            About("attachFile", "Attach the file that came later", "The file was uploaded before; a document has one file.")
            with { Example = new Attachment(SomeHash) }, Attach);

        routes.Decide<Supersession>("/documents/{document}/supersession",
            About("supersedeDocument", "Supersede a document", "By another registered document in force.")
            with { Example = new Supersession(Some) },
            async (incoming, r) => new DocumentCommand.SupersedeDocument(incoming.Id("document"), r.By, await incoming.Seal(r.Reason)));

        routes.Decide<ReasonRequest>("/documents/{document}/annulment",
            About("annulDocument", "Annul a document", "It is in force no more.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new DocumentCommand.AnnulDocument(incoming.Id("document"), await incoming.Seal(r.Reason)));

        routes.Decide<ReasonRequest>("/documents/{document}/reinstatement",
            About("reinstateDocument", "Reinstate a document", "An annulment or supersession was recorded by mistake.")
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new DocumentCommand.ReinstateDocument(incoming.Id("document"), await incoming.Seal(r.Reason)));

        routes.ReadProgramme("/documents", About("listDocuments", "The register", "In the order of ids.") with { Roles = Takes.Reading,
            Answer = typeof(Paged<Answer>), Query = Page.Query },
            (http, found) => Page.Answer(http, found.State.Documents.Documents.Values.Select(Answer.Of), d => d.Id, texts: true));

        routes.ReadProgramme("/documents/{document}", About("readDocument", "One document",
            "Registered, with its file and what became of it.") with { Roles = Takes.Reading, Answer = typeof(Answer) },
            (http, found) => http.Id("document") is { } id && found.State.Documents.Documents.TryGetValue(id, out var document)
                ? Answers.WithTexts(Answer.Of(document))
                : Problems.NotFound);
    }

    /// <summary>The metadata of a file in the caller's organisation, or the problem with the field.</summary>
    private async Task<(DocumentFile? File, Problem? Problem)> File(Incoming incoming, string sha256)
    {
        return await files.Find(incoming.Caller.Organisation, sha256, incoming.Stop) is { } stored
            ? (stored.File, null)
            : (null, Refusals.Of(Reason.Unknown, "file-unknown", sha256));
    }

    private async Task<Built<ProgrammeCommand>> Register(Incoming incoming, Registration r)
    {
        var (file, problem) = r.Sha256 is { } sha256 ? await File(incoming, sha256) : (null, null);
        if (problem is not null) return problem;
        return new DocumentCommand.RegisterDocument(new(
            r.Id ?? incoming.NewId("document"), r.Kind, r.Title, r.Number, r.Date, r.Signatory, r.SignatoryPosition, r.Original, file));
    }

    private async Task<Built<ProgrammeCommand>> Attach(Incoming incoming, Attachment r)
    {
        var (file, problem) = await File(incoming, r.Sha256);
        return file is null ? problem! : new DocumentCommand.AttachFile(incoming.Id("document"), file);
    }

    private static Operation About(string name, string summary, string description) =>
        new("Documents", name, summary, description, Takes.Work);
}
