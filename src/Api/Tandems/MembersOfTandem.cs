using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Api.Tandems;

/// <summary>Вступление, выход, замена наставника.</summary>
internal sealed class MembersOfTandem : UseCase
{
    public sealed record Joining(Guid Mentee) : Dated;

    /// <param name="Text">About the mentee; sealed in the vault under the mentee's key.</param>
    public sealed record Leaving(TandemParty InitiatedBy, SeparationReason Reason, PrivateText? Text = null) : Dated;

    /// <param name="Mentor">The new mentor, who meets every condition of a new pair.</param>
    /// <param name="Order">Id of the registered order.</param>
    public sealed record Replacement(
        Guid Mentor, Guid Order, [NotOffered(nameof(SeparationReason.RecordedByMistake))] SeparationReason Reason) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Joining>("/tandems/{tandem}/members", About("joinGroup", "Let a mentee join a group",
            "Also after gate 5, which stays approved; the meetings of the mentee count from the amendment to the order.") with
        {
            Example = new Joining(Samples.Person),
        }, (incoming, r) => new TandemCommand.JoinGroup(incoming.Id("tandem"), r.Mentee), TandemAddress.Of);

        routes.Decide<Leaving>("/tandems/{tandem}/members/{person}/leaving", About("leaveGroup", "Let a mentee leave a group",
            "With who wished it and why. The last mentee does not leave: the group goes on as a pair or is dissolved.") with
        {
            Example = new Leaving(TandemParty.Mentee, SeparationReason.RequestChanged),
        }, async (incoming, r) => new TandemCommand.LeaveGroup(incoming.Id("tandem"), incoming.Id("person"), r.InitiatedBy, r.Reason,
            await incoming.SealAbout(incoming.Id("person"), r.Text)));

        routes.Decide<ReasonRequest>("/tandems/{tandem}/members/{person}/leaving/void", About("voidLeaving", "Void a leaving",
            "Recorded by mistake: the mentee is in the group again.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new TandemCommand.VoidLeaving(incoming.Id("tandem"), incoming.Id("person"),
                await incoming.SealAbout(incoming.Id("person"), r.Reason)));

        routes.Decide<Plain>("/tandems/{tandem}/pair", About("continueAsPair", "Go on as a pair",
            "A group with one mentee left, by decision of the curator."),
            (incoming, _) => new TandemCommand.ContinueAsPair(incoming.Id("tandem")));

        routes.Decide<Replacement>("/tandems/{tandem}/mentor", About("replaceMentor", "Replace the mentor",
            "By an order. The meetings held before stay the old mentor's.") with
        {
            Match = ReadTandems.Seen, Example = new Replacement(Samples.Person, Samples.Document, SeparationReason.MentorLeft),
        }, (incoming, r) => new TandemCommand.ReplaceMentor(incoming.Id("tandem"), r.Mentor, r.Order, r.Reason));
    }

    private static Operation About(string name, string summary, string description) =>
        new(TandemAddress.Group, name, summary, description, Takes.Work);
}
