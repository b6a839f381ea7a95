using MentorshipFlow.Api.Http;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Definitions;

/// <summary>From what the engine says of a publication to what is answered.</summary>
internal static class PublicationAnswer
{
    /// <param name="refused">The problem of a version that is published with other bytes, or is not the next one.</param>
    /// <param name="published">The answer of success with a status; of a dry run it says what would be published.</param>
    public static IResult Of(Outcome<Publications> outcome, HttpContext http, Func<Refusal, Problem> refused, Func<int, IResult> published) => outcome switch
    {
        Outcome<Publications>.Foreseen => published(StatusCodes.Status200OK),
        // The same bytes stand there already: what was asked is so.
        Outcome<Publications>.Done or Outcome<Publications>.Refused { Refusal.Reason: Reason.NothingChanges } => published(StatusCodes.Status201Created),
        Outcome<Publications>.Refused no => refused(no.Refusal),
        _ => NotDone.Of(outcome, http),
    };
}
