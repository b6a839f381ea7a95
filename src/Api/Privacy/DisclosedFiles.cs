using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Privacy;

/// <summary>Discloses a file about a person, only after the journal's entry is committed.</summary>
internal sealed class DisclosedFiles(FilesOfDocuments documents, AccessJournals journals, FileVault files, FileTurns turns,
    ProgrammeEngine programmes) : UseCase
{
    /// <param name="Reason">Required of auditors.</param>
    public sealed record Request(AccessPurpose Purpose, PrivateText? Reason = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes) => routes.Deciding<Request>(
        "/api/programmes/{programme}/documents/{document}/file/disclosure",
        new("Privacy", "discloseFile", "Read a file about a person",
            "As an attachment. Each reading is recorded first: who, whose, what for; an auditor gives a reason and the purpose audit. A " +
            "dry run and a repeat of the same Idempotency-Key show nothing (204).",
            [.. Takes.Work, Role.Auditor])
        {
            AnswerMediaType = "application/octet-stream", Sample = FilesOfDocuments.Scan, Destroyable = true,
            Further = [StatusCodes.Status204NoContent], Example = new Request(AccessPurpose.Consent),
        },
        async (incoming, request) => await programmes.Find(incoming.Caller.Organisation, incoming.Id("programme"),
            incoming.Stop) is { } found
            ? await documents.Answer(incoming.Http, found, file => Disclose(incoming, request, file))
            : Problems.NotFound);

    private async Task<IResult> Disclose(Incoming incoming, Request request, StoredFile file)
    {
        if (file.About is not { } person)
            return Problems.NotFound with { Detail = $"The file is about nobody: it is read without a disclosure." };
        // Take a turn before the entry, because a recorded reading must also be sent.
        if (await turns.Take(incoming.Http) is { } busy) return busy;
        var entry = new AccessEvent.PersonalDataViewed(
            [person], [DisclosedField.Files], request.Purpose, await incoming.SealAbout(person, request.Reason),
            incoming.Caller.Role == Role.Auditor);
        var outcome = await journals.Record(entry, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, async decided =>
            decided.DryRun || decided.Repeated ? Results.NoContent()
            : await files.OpenAbout(incoming.Caller.Organisation, person, file.File.Sha256, incoming.Stop) is var (content, mediaType)
                ? FilesOfDocuments.Attachment(incoming.Http, file.File.Sha256, content, mediaType)
                : Problems.NotFound);
    }
}
