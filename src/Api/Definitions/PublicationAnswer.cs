using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Definitions;

/// <summary>Answers the publication of a definition or a questionnaire.</summary>
internal static class PublicationAnswer
{
    /// <param name="code">The problem's code for a version that was published with other bytes, or is not the next one.</param>
    /// <param name="fault">The same fault as the code of a missing thing.</param>
    /// <param name="location">The address of the version.</param>
    /// <param name="reference">The body of the answer; for a dry run, the version that would be published.</param>
    public static Task<IResult> Of(Incoming incoming, Outcome<Publications> outcome, string code, string fault, string location,
        object reference)
    {
        return incoming.Answer(
            outcome,
            decided => Task.FromResult(Published(decided.DryRun ? StatusCodes.Status200OK : StatusCodes.Status201Created)),
            // Publishing the same bytes again succeeds and changes nothing.
            (refusal, _) => Task.FromResult<IResult?>(refusal.Reason == Reason.NothingChanges
                ? Published(StatusCodes.Status201Created)
                : new Problem(StatusCodes.Status409Conflict, code, [new(fault, "/version"), .. refusal.Missing])));

        IResult Published(int status)
        {
            incoming.Http.Response.Headers.Location = location;
            return Answers.Json(reference, status);
        }
    }
}
