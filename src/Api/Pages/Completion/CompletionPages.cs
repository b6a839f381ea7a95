using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Stage;

namespace MentorshipFlow.Api.Pages.Completion;

/// <summary>«Завершение года»: what gate 7 still needs, each with its verb, and the completion itself.</summary>
internal sealed class CompletionPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/programmes/{programme}/completion", async visit =>
    {
        var head = await ProgrammeHead.Of(visit);
        return PageRoutes.Html<CompletionView>(visit, ("Head", head), ("Missing", await MissingNames.Of(
            visit, head.Id, head.All.Stages.Single(s => s.Number == 7).Criteria.SelectMany(c => c.Missing))));
    });
}
