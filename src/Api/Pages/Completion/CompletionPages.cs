using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;

namespace MentorshipFlow.Api.Pages.Completion;

/// <summary>«Завершение года»: what gate 7 still needs, each with its verb, and the completion itself.</summary>
internal sealed class CompletionPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/programmes/{programme}/completion", async visit =>
        PageRoutes.Html<CompletionView>(visit, ("Head", await ProgrammeHead.Of(visit))));
}
