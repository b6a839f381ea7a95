using MentorshipFlow.Api.Http;
using MentorshipFlow.Regional;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Api.Regional;

/// <summary>Indicators of the schools of a region for its regional centre (M42).</summary>
internal sealed class Indicators(RegionalQueries queries) : UseCase
{
    /// <param name="AsOf">The day: what was recorded by its end in each school is counted.</param>
    /// <param name="Schools">Schools that named this centre.</param>
    public sealed record Answer(DateOnly AsOf, int Schools, RegionalFigures Figures);

    public override void Map(IEndpointRouteBuilder routes) => routes.Read(
        "/api/regional/indicators",
        new("Regional centre", "regionalIndicators", "Indicators of the region by form, age and stage",
            "Over the schools that named this centre as theirs. Cancelled programmes do not count, completed ones only in their school " +
            "year. Numbers below 3 are hidden, and so many others that none can be worked out; a hidden number is absent.",
            Takes.RegionalCentre)
        {
            Answer = typeof(Answer), Query = [new("asOf", "The day; today when absent.", "2022-01-15", typeof(DateOnly))],
        },
        async http =>
        {
            var (asked, caller) = (new Asked(http), Caller.Of(http));
            var asOf = asked.Day("asOf") ?? caller.Today;
            if (asked.Problem is { } wrong) return wrong;
            var schools = await queries.Schools(caller.Organisation, http.RequestAborted);
            return Answers.Json(new Answer(asOf, schools.Count, await queries.Figures(schools, asOf, http.RequestAborted)));
        });
}
