using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Uploaded files: named by a hash that is checked when they are read, and never shown inside a page. A file about a person is sealed under his key.</summary>
internal static class Files
{
    private const int LongestMediaType = 100;
    private const string Person = "person";

    /// <summary>How a file begins, for the document of the API.</summary>
    public const string Scan = "%PDF-1.7";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Take("/api/files", new("Documents", "uploadFile", "Upload a file", $"The raw body, at most {FileVault.MaxSize} bytes; the same content twice is stored once. A file about a person is uploaded with person: it is destroyed with that person's data.", Takes.Work)
        {
            Upload = "application/octet-stream", Sample = Scan, Answer = typeof(DocumentFile), Success = StatusCodes.Status201Created,
            Further = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict],
            Query = [new(Person, "Whom the file is about, such as a signed consent; the organisation's own file when absent.", "0193b2f0-1111-7222-8333-444455556666")],
        }, Upload);

        routes.Read("/api/programmes/{programme}/documents/{document}/file", new("Documents", "downloadFile", "The file of a document", "As an attachment; its hash was checked. A file about a person is read by a disclosure.", Takes.Reading)
        {
            AnswerMediaType = "application/octet-stream", Sample = Scan, Destroyable = true, Further = [StatusCodes.Status409Conflict],
        }, http => OfDocument(http, (caller, file) => file.About is { } person ? Task.FromResult<IResult>(Problems.DisclosureRequired(person)) : Download(http, caller, file)));
    }

    /// <summary>Answers about the file of a document of the caller's organisation.</summary>
    public static Task<IResult> OfDocument(HttpContext http, Func<Caller, StoredFile, Task<IResult>> answer) => ReadStages.OfProgramme(http, async (caller, found) =>
    {
        if (http.Id("document") is not { } id || !found.State.Documents.Documents.TryGetValue(id, out var document) || document.File is not { } file) return Problems.NotFound;
        if (await http.RequestServices.GetRequiredService<FileVault>().Find(caller.Organisation, file.Sha256, http.RequestAborted) is { } stored) return await answer(caller, stored);
        return await http.RequestServices.GetRequiredService<Erasures>().OfFile(caller.Organisation, file.Sha256, http.RequestAborted) is { } gone
            ? Problems.Destroyed(gone.Mark(Language.Of(http).TwoLetterISOLanguageName == "en"))
            : Problems.NotFound;
    });

    /// <summary>A file as an attachment.</summary>
    public static IResult Attachment(HttpContext http, string sha256, byte[] content, string mediaType)
    {
        http.Response.Headers.ETag = EntityTag.Of(sha256);
        return Results.File(content, mediaType, fileDownloadName: sha256);
    }

    private static async Task<IResult> Upload(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = FileVault.MaxSize;
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType.Length > LongestMediaType || !type.MediaType.HasValue)
        {
            return Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        if (await FileTurns.Take(http) is { } busy) return busy;
        var content = await FileTurns.Body(http.Request, FileVault.MaxSize);
        if (content.Length == 0) return Problems.Field("", "The file is empty.");
        var (organisation, mediaType) = (Caller.Of(http).Organisation, type.MediaType.Value!.ToLowerInvariant());
        return http.Request.Query.TryGetValue(Person, out var about)
            ? await StoreAbout(http, organisation, about.ToString(), content, mediaType)
            : Stored(await http.RequestServices.GetRequiredService<FileVault>().Store(organisation, content, mediaType, http.RequestAborted));
    }

    private static async Task<IResult> StoreAbout(HttpContext http, Guid organisation, string about, byte[] content, string mediaType)
    {
        if (!Guid.TryParseExact(about, "D", out var person)) return Problems.Parameter(Person, "A UUID.");
        if (await http.RequestServices.GetRequiredService<PeopleEngine>().Find(organisation, person, http.RequestAborted) is null) return Problems.NotFound;
        return await http.RequestServices.GetRequiredService<FileVault>().StoreAbout(organisation, person, content, mediaType, http.RequestAborted) is { } file
            ? Stored(file)
            : Refusals.Of(new(Reason.PersonErased, "person-erased", about), []);
    }

    private static IResult Stored(DocumentFile file) => Answers.Json(file, StatusCodes.Status201Created);

    private static async Task<IResult> Download(HttpContext http, Caller caller, StoredFile file) =>
        await FileTurns.Take(http) is { } busy ? busy
        : await http.RequestServices.GetRequiredService<FileVault>().Open(caller.Organisation, file.File.Sha256, http.RequestAborted) is var (content, mediaType)
            ? Attachment(http, file.File.Sha256, content, mediaType)
            : Problems.NotFound;
}
