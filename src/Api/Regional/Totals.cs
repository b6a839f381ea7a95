using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Api.Regional;

/// <summary>Aggregated indicators for the regional mentoring centre (M42): counts without names of schools.</summary>
internal sealed class Totals(ProgrammeQueries queries, RegionalQueries region) : UseCase
{
    /// <param name="Stage">The current stage; 8 when all seven have a valid approval.</param>
    public sealed record Count(string Status, int Stage, long Programmes);

    public sealed record Answer(long Programmes, IReadOnlyList<Count> Counts);

    public override void Map(IEndpointRouteBuilder routes) => routes.Read(
        "/api/regional/totals",
        new("Regional centre", "regionalTotals", "How many programmes stand where",
            "By status and current stage, over the schools that named this centre as theirs.", Takes.RegionalCentre)
        {
            Answer = typeof(Answer),
        },
        async http =>
        {
            var schools = await region.Schools(Caller.Of(http).Organisation, http.RequestAborted);
            var totals = await queries.Totals(schools, http.RequestAborted);
            return Answers.Json(new Answer(totals.Sum(t => t.Count), [.. totals.Select(t => new Count(t.Status, t.Stage, t.Count))]));
        });
}
