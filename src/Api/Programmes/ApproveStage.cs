using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Утвердить этап. If-Match names the evaluation, so that the approval is for what the curator has read.</summary>
internal sealed class ApproveStage : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Decide<Plain>(
        "/stages/{stage}/approval",
        new("Stages", "approveStage", "Approve a stage",
            "By the curator in office, strictly from 1 to 7. If-Match names the evaluation that was looked at.",
            Takes.Gates) { Match = ProgrammeRoutes.Stage },
        (incoming, _) => new GateCommand.ApproveStage(incoming.Stage, incoming.Seen));
}
