using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A decision that a passkey may sign.</summary>
/// <param name="Signature">The signature by a passkey of the person who decides; absent if it is not signed.</param>
public sealed record Signable(PasskeySignature? Signature = null) : Dated
{
    /// <summary>What the operations say of it.</summary>
    public const string About = " It may be signed by a passkey in the account of the person who decides: the challenge is SHA-256 of the "
        + "nine lines that docs/integrating.md describes, with the Idempotency-Key as the command. A signature that does not hold is "
        + "refused; without one nothing changes.";

    /// <summary>A request for examples.</summary>
    internal static Signable Unsigned { get; } = new() { EffectiveOn = new(2022, 1, 14) };

    /// <summary>The signature with what the request says of it; null without one.</summary>
    internal GivenSignature? Given(HttpContext http) => Signature is null ? null : new(
        Signature, http.RequestServices.GetRequiredService<PublicAddress>().IsOrigin(http.Request, Signature.Origin));
}

/// <summary>Утвердить этап. If-Match names the evaluation, so that the approval is for what the curator has read.</summary>
internal sealed class ApproveStage : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Decide<Signable>(
        "/stages/{stage}/approval",
        new("Stages", "approveStage", "Approve a stage",
            "By the curator in office, strictly from 1 to 7. If-Match names the evaluation that was looked at." + Signable.About,
            Takes.Gates) { Match = ProgrammeRoutes.Stage, Example = Signable.Unsigned },
        (incoming, r) => new GateCommand.ApproveStage(incoming.Stage, incoming.Seen, Signature: r.Given(incoming.Http)));
}
