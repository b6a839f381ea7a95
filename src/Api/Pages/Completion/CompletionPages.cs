using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;

namespace MentorshipFlow.Api.Pages.Completion;

/// <summary>«Завершение года»: what gate 7 still needs, each with its verb, and the completion itself.</summary>
internal sealed class CompletionPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/programmes/{programme}/completion", async visit =>
    {
        var head = await ProgrammeHead.Of(visit);
        var persons = head.All.Stages.Single(s => s.Number == 7).Criteria.SelectMany(c => c.Missing)
            .Where(m => m.What is "mentee-result-missing" or "mentor-result-missing" or "publication-consent-missing"
                || m.What.StartsWith("long-term", StringComparison.Ordinal))
            .Select(m => Guid.TryParse(m.Where, out var person) ? person : (Guid?)null);
        return PageRoutes.Html<CompletionView>(visit, ("Head", head), ("Names", await visit.Names(persons)));
    });
}
