using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Uploaded files: named by the hash of their content, served with that hash checked and never shown inside a page.</summary>
internal static class Files
{
    private const int LongestMediaType = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Take("/api/files", new("Documents", "uploadFile", "Upload a file", $"The raw body, at most {FileVault.MaxSize} bytes; the same content twice is stored once.", Takes.Work)
        {
            Upload = "application/octet-stream", Answer = typeof(DocumentFile), Success = StatusCodes.Status201Created,
        }, Upload);

        routes.Read("/api/programmes/{programme}/documents/{document}/file", new("Documents", "downloadFile", "The file of a document", "As an attachment; its hash was checked.", Takes.Reading)
        {
            AnswerMediaType = "application/octet-stream",
        }, Download);
    }

    private static async Task<IResult> Upload(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = FileVault.MaxSize;
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType.Length > LongestMediaType || !type.MediaType.HasValue)
        {
            return Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        if (buffer.Length == 0) return Problems.Field("", "The file is empty.");
        var stored = await http.RequestServices.GetRequiredService<FileVault>().Store(
            Caller.Of(http).Organisation, buffer.ToArray(), type.MediaType.Value!.ToLowerInvariant(), http.RequestAborted);
        return Answers.Json(stored, StatusCodes.Status201Created);
    }

    private static Task<IResult> Download(HttpContext http) => ReadStages.OfProgramme(http, async (caller, found) =>
    {
        if (http.Id("document") is not { } id || !found.State.Documents.Documents.TryGetValue(id, out var document) || document.File is not { } file) return Problems.NotFound;
        if (await http.RequestServices.GetRequiredService<FileVault>().Open(caller.Organisation, file.Sha256, http.RequestAborted) is not var (content, mediaType)) return Problems.NotFound;
        http.Response.Headers.ETag = EntityTag.Of(file.Sha256);
        return Results.File(content, mediaType, fileDownloadName: file.Sha256);
    });
}
