using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Api.Tandems;

/// <summary>Формирование пар и групп and their order (M144, M146).</summary>
internal sealed class FormTandems : UseCase
{
    /// <param name="Mentees">One for a pair, two or more for a group.</param>
    /// <param name="Grounds">At least one: what the decision rests on.</param>
    /// <param name="Text">The comparison of the questionnaires in words; sealed in the vault under the mentor's key.</param>
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Formation(
        string Form, TandemKind Kind, Guid Mentor, IReadOnlyList<Guid> Mentees, IReadOnlyList<PairingGround> Grounds,
        string? Variant = null, PrivateText? Text = null, Guid? Id = null) : Dated;

    /// <param name="Order">Id of the registered order; its date is the first day that counts.</param>
    /// <param name="Tandems">Absent: every open pair and group with a mentee whom no order in force lists.</param>
    public sealed record Approval(Guid Order, IReadOnlyList<Guid>? Tandems = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Formation>("/tandems", About("formTandem", "Form a pair or group",
            "The curator's own decision with its grounds. Readiness, capacity, consent, base and form are conditions that nobody passes " +
            "over; the same two are joined neither the other way round nor again after a separation.") with
        {
            Example = new Formation("learner-learner", TandemKind.Pair, Samples.Person, [Samples.Person],
                [PairingGround.QuestionnairesCompared]),
        }, async (incoming, r) => new TandemCommand.FormTandem(new(
                r.Id ?? incoming.NewId("tandem"), r.Form, r.Kind, r.Mentor, r.Mentees, null, r.Variant, r.Grounds,
                await incoming.SealAbout(r.Mentor, r.Text))), TandemAddress.Of);

        routes.Decide<Approval>("/tandems/approval", About("approveTandems", "Approve pairs and groups by an order",
            "The order lists them with their mentees; an amendment lists those who joined later. Meetings count from its date.") with
        {
            Example = new Approval(Samples.Document),
        }, (_, r) => new TandemCommand.ApproveTandems(r.Order, r.Tandems));

        routes.Decide<ReasonRequest>("/tandems/{tandem}/approval/void", About("voidTandemApproval", "Void an approval",
            "Recorded by mistake, and no meeting was held yet.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new TandemCommand.VoidApproval(incoming.Id("tandem"), await incoming.Seal(r.Reason)));

        routes.Decide<ReasonRequest>("/tandems/{tandem}/void", About("voidTandem", "Void a pair or group",
            "Formed by mistake, and no meeting was held yet; it counts as never formed.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new TandemCommand.VoidTandem(incoming.Id("tandem"), await incoming.Seal(r.Reason)));
    }

    private static Operation About(string name, string summary, string description) =>
        new(TandemAddress.Group, name, summary, description, Takes.Work);
}

/// <summary>The address of a pair or group.</summary>
internal static class TandemAddress
{
    /// <summary>The group of the operations.</summary>
    public const string Group = "Pairs and groups";

    /// <summary>The address of the tandem of the first event.</summary>
    public static string Of(Guid programme, IReadOnlyList<DomainEvent> events) =>
        $"/api/programmes/{programme}/tandems/{((TandemEvent)events[0]).Tandem}";
}
