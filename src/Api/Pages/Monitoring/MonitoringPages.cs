using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Monitoring;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Pairs;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Certificates;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Api.Pages.Monitoring;

/// <summary>A fact of the monitorings.</summary>
public sealed record MonitoringFact(Guid Id, string Kind, JsonElement Recorded);

/// <summary>A wave of feedback, as far as the page needs it.</summary>
public sealed record FeedbackWave(
    Guid Id, string Title, SurveyAudience Audience, SurveyPurpose Purpose, DateOnly? ClosedOn, int Invited, int Answered);

/// <summary>The content of the page of monitorings.</summary>
public sealed record MonitoringShown(
    ProgrammeHead Head, ModelWords Words, IReadOnlyList<Monitorings.One> Monitorings, IReadOnlyList<MonitoringFact> Facts,
    Influence Influence, IReadOnlyList<FeedbackWave> Waves, IReadOnlyDictionary<Guid, string> Names);

/// <summary>«Мониторинг»: satisfaction, quality and influence.</summary>
internal sealed class MonitoringPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/programmes/{programme}/monitoring", async visit =>
    {
        var head = await ProgrammeHead.Of(visit);
        var influence = await visit.Read<Influence>("readInfluence", ("programme", head.Id));
        var waves = visit.May("listSurveyWaves") ? await visit.All<FeedbackWave>("listSurveyWaves", ("programme", head.Id)) : [];
        return PageRoutes.Html<MonitoringView>(visit, ("Shown", new MonitoringShown(
            head, await ModelWords.Of(visit, head), await visit.All<Monitorings.One>("listMonitorings", ("programme", head.Id)),
            await visit.All<MonitoringFact>("listMonitoringFacts", ("programme", head.Id)), influence,
            [.. waves.Where(w => w.Purpose is SurveyPurpose.Interim or SurveyPurpose.Satisfaction or SurveyPurpose.Exit)],
            await visit.Names(influence.WithoutExit.Select(p => (Guid?)p)))));
    });
}
