using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.People;

namespace MentorshipFlow.Api.People;

/// <summary>Возраст: persons in a new age band, and minors who will soon come of age. Birth dates stay in the vault.</summary>
internal sealed class Majorities(AgeWatch ages) : UseCase
{
    private const int MostAtOnce = 200;
    private const int UsualDays = 30;
    private const int MostDays = 366;

    /// <param name="Recorded">The recorded persons; in a dry run, those to record.</param>
    /// <param name="More">Whether more persons remain: repeat the request.</param>
    public sealed record Answer(bool DryRun, IReadOnlyList<Grown> Recorded, bool More);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Deciding<Plain>("/api/people/majorities", new("People", "recordAgeBands", "Record who has grown older",
            $"For each person whose age band changed since it was recorded, at most {MostAtOnce}, a decision of its own; at eighteen it " +
            $"restricts whose participation a representative allowed. Asked again it changes nothing.", Takes.Work)
        {
            Answer = typeof(Answer),
        }, Record);

        routes.Read("/api/people/near-majorities", new("People", "listNearMajorities", "Who comes of age soon",
            "Ids only, in their order: an own consent is to be asked for.", Takes.Work)
        {
            Answer = typeof(Paged<NearMajority>), Query = [.. Page.Query,
                new("days", $"How far ahead: 1 to {MostDays}; {UsualDays} when absent.", "30", typeof(int))],
        }, Near);
    }

    private async Task<IResult> Record(Incoming incoming, Plain request)
    {
        var organisation = incoming.Caller.Organisation;
        var recorded = await ages.Record(organisation, MostAtOnce, incoming.Context(), incoming.Stop);
        return Answers.Json(new Answer(incoming.DryRun, recorded, recorded.Count == MostAtOnce));
    }

    private async Task<IResult> Near(HttpContext http)
    {
        var asked = new Asked(http);
        var days = (int)(asked.Number("days", 1, MostDays) ?? UsualDays);
        if (asked.Problem is { } problem) return problem;
        var caller = Caller.Of(http);
        var near = await ages.Near(caller.Organisation, caller.Today, days, http.RequestAborted);
        return Page.Answer(http, near, n => n.Person);
    }
}
