using MentorshipFlow.Api.Audit;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;

namespace MentorshipFlow.Api;

/// <summary>One line per use case.</summary>
internal static class AllRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Entries.Map(routes);
        Checkpoints.Map(routes);
        Verification.Map(routes);
        PastStates.Map(routes);
        Health.Map(routes);
        DraftProgramme.Map(routes);
        ApproveStage.Map(routes);
    }
}
