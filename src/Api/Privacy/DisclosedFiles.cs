using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Privacy;

/// <summary>A file about a person: sent after the journal's entry is committed, and not otherwise.</summary>
internal static class DisclosedFiles
{
    /// <param name="Reason">Required of an auditor.</param>
    public sealed record Request(AccessPurpose Purpose, PrivateText? Reason = null) : Dated;

    public static void Map(IEndpointRouteBuilder routes) => routes.Take(
        "/api/programmes/{programme}/documents/{document}/file/disclosure",
        new("Privacy", "discloseFile", "Read a file about a person", "As an attachment. Each reading is recorded first: who, whose, what for; an auditor gives a reason and the purpose audit. A dry run and a repeat of the same Idempotency-Key show nothing (204).",
            [.. Takes.Work, Role.Auditor])
        {
            Deciding = true, Request = typeof(Request), AnswerMediaType = "application/octet-stream", Sample = Files.Scan, Destroyable = true, Further = [StatusCodes.Status204NoContent], Example = new Request(AccessPurpose.Consent),
        },
        async http =>
        {
            var (incoming, request, unreadable) = await IncomingReader.Read<Request>(http, MustMatch.Nothing);
            return incoming is null ? unreadable! : await Files.OfDocument(http, (_, file) => Disclose(incoming, request!, file));
        });

    private static async Task<IResult> Disclose(Incoming incoming, Request request, StoredFile file)
    {
        if (file.About is not { } person) return Problems.NotFound with { Detail = "The file is about nobody: it is read without a disclosure." };
        // Before the entry: what is recorded as read is sent.
        if (await FileTurns.Take(incoming.Http) is { } busy) return busy;
        var services = incoming.Http.RequestServices;
        var entry = new AccessEvent.PersonalDataViewed(
            [person], [DisclosedField.Files], request.Purpose, await incoming.SealAbout(person, request.Reason), incoming.Caller.Role == Role.Auditor);
        var outcome = await services.GetRequiredService<AccessJournals>().Record(entry, incoming.Context(incoming.Caller.Organisation), incoming.Stop);
        if (outcome is Outcome<AccessJournal>.Foreseen or Outcome<AccessJournal>.Done { Repeated: true }) return Results.NoContent();
        if (outcome is not Outcome<AccessJournal>.Done) return NotDone.Of(outcome, incoming.Http);
        var sha256 = file.File.Sha256;
        return await services.GetRequiredService<FileVault>().OpenAbout(incoming.Caller.Organisation, person, sha256, incoming.Stop) is var (content, mediaType)
            ? Files.Attachment(incoming.Http, sha256, content, mediaType)
            : Problems.NotFound;
    }
}
