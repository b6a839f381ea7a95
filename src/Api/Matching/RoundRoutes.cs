using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Matching;

/// <summary>Maps routes that read a round.</summary>
internal static class RoundRoutes
{
    /// <summary>A route below <c>/api/programmes/{programme}/matching-rounds/{round}</c>.</summary>
    public static void ReadRound(
        this IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<HttpContext, ProgrammeFound, MatchingRound, IResult> answer) =>
        routes.ReadProgramme($"/matching-rounds/{{round}}{pattern}", operation, (http, found) =>
            http.Id("round") is { } id && found.State.Matching.Rounds.TryGetValue(id, out var round) ? answer(http, found, round)
                : Problems.NotFound);
}
