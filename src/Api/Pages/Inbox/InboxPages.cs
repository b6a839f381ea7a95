using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;

namespace MentorshipFlow.Api.Pages.Inbox;

/// <summary>«Что ждёт меня»: what holds a stage first, then by date.</summary>
internal sealed class InboxPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/inbox", async visit =>
    {
        visit.Require("readProgramme");
        var waiting = await Waiting.Of(visit);
        return PageRoutes.Html<InboxView>(visit, ("Tasks", waiting.Tasks), ("Programmes", waiting.Programmes));
    });
}
