using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Net.Http.Headers;

namespace MentorshipFlow.Api.Programmes;

/// <summary>
/// Uploaded files: named by a hash that is checked when they are read, and sent only as attachments. A file about a person is sealed under
/// that person's key.
/// </summary>
internal sealed class Files(FilesOfDocuments documents, FileVault files, PeopleEngine people, FileTurns turns,
    Allowances allowances) : UseCase
{
    private const int LongestMediaType = 100;
    private const string Person = "person";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Take("/api/files", new("Documents", "uploadFile", "Upload a file",
            $"The raw body, at most {FileVault.MaxSize} bytes; the same content twice is stored once. A file about a person is uploaded " +
            $"with person: it is destroyed with that person's data.", Takes.Work)
        {
            Upload = "application/octet-stream", Sample = FilesOfDocuments.Scan, Answer = typeof(DocumentFile),
            Success = StatusCodes.Status201Created,
            Further = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict],
            Query = [new(Person, "Whom the file is about, such as a signed consent; the organisation's own file when absent.",
                "0193b2f0-1111-7222-8333-444455556666", typeof(Guid))],
        }, Upload);

        routes.ReadProgramme("/documents/{document}/file", new("Documents", "downloadFile", "The file of a document",
            "As an attachment; its hash was checked. A file about a person is read by a disclosure.", Takes.Reading)
        {
            AnswerMediaType = "application/octet-stream", Sample = FilesOfDocuments.Scan, Destroyable = true,
        }, (http, found) => documents.Answer(http, found, async file => file.About is { } person ? Problems.DisclosureRequired(person)
            : await Download(http, file)));
    }

    private async Task<IResult> Upload(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType.Length > LongestMediaType
            || !type.MediaType.HasValue)
        {
            return Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        if (await files.Stored(Caller.Of(http).Organisation, http.RequestAborted) >= allowances.FileBytes) return Problems.StorageFull;
        var (content, unread) = await turns.Receive(http, FileVault.MaxSize);
        if (unread is not null) return unread;
        if (content.Length == 0) return Problems.Field("", $"The file is empty.");
        var (organisation, mediaType) = (Caller.Of(http).Organisation, type.MediaType.Value!.ToLowerInvariant());
        return http.Request.Query.TryGetValue(Person, out var about)
            ? await StoreAbout(http, organisation, about.ToString(), content, mediaType)
            : Stored(await files.Store(organisation, content, mediaType, http.RequestAborted));
    }

    private async Task<IResult> StoreAbout(HttpContext http, Guid organisation, string about, byte[] content, string mediaType)
    {
        if (!Guid.TryParseExact(about, "D", out var person)) return Problems.Parameter(Person, $"A UUID.");
        if (await people.Find(organisation, person, http.RequestAborted) is null) return Problems.NotFound;
        return await files.StoreAbout(organisation, person, content, mediaType, http.RequestAborted) is { } file
            ? Stored(file)
            : Refusals.Of(Reason.PersonErased, "person-erased", about);
    }

    private static IResult Stored(DocumentFile file) => Answers.Json(file, StatusCodes.Status201Created);

    private async Task<IResult> Download(HttpContext http, StoredFile file) =>
        await turns.Take(http) is { } busy ? busy
        : await files.Open(Caller.Of(http).Organisation, file.File.Sha256, http.RequestAborted) is var (content, mediaType)
            ? FilesOfDocuments.Attachment(http, file.File.Sha256, content, mediaType)
            : Problems.NotFound;
}
