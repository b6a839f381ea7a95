using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Definitions;

/// <summary>How the publication of a definition or a questionnaire is answered.</summary>
internal static class PublicationAnswer
{
    /// <param name="code">The problem's code for a version that is published with other bytes, or is not the next one.</param>
    /// <param name="fault">The same as a missing thing.</param>
    /// <param name="location">Where the version is read.</param>
    /// <param name="reference">The body of the answer; for a dry run what would be published.</param>
    public static Task<IResult> Of(Incoming incoming, Outcome<Publications> outcome, string code, string fault, string location,
        object reference)
    {
        return incoming.Answer(
            outcome,
            decided => Task.FromResult(Published(decided.DryRun ? StatusCodes.Status200OK : StatusCodes.Status201Created)),
            // Publishing the same bytes again is no change, and no fault.
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
