using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Finds the file of a document for callers who may read it.</summary>
internal sealed class FilesOfDocuments(FileVault files, Erasures erasures)
{
    /// <summary>The beginning of a file, as an example in the OpenAPI document.</summary>
    public const string Scan = "%PDF-1.7";

    /// <summary>Answers about the file of the document in the address.</summary>
    public async Task<IResult> Answer(HttpContext http, ProgrammeFound found, Func<StoredFile, Task<IResult>> answer)
    {
        var (organisation, stop) = (Caller.Of(http).Organisation, http.RequestAborted);
        var documents = found.State.Documents.Documents;
        if (http.Id("document") is not { } id || documents.GetValueOrDefault(id)?.File is not { } file) return Problems.NotFound;
        if (await files.Find(organisation, file.Sha256, stop) is { } stored) return await answer(stored);
        return await erasures.OfFile(organisation, file.Sha256, stop) is { } erased ? Problems.Destroyed(erased.Mark(Sentences.English))
            : Problems.NotFound;
    }

    /// <summary>A file as an attachment.</summary>
    public static IResult Attachment(HttpContext http, string sha256, byte[] content, string mediaType) =>
        Answers.Seen(http, sha256, Results.File(content, mediaType, fileDownloadName: sha256));
}
