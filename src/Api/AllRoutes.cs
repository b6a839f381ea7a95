using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;

namespace MentorshipFlow.Api;

/// <summary>One line per use case.</summary>
internal static class AllRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Health.Map(routes);
        DraftProgramme.Map(routes);
        ApproveStage.Map(routes);
    }
}
