using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Participants;

/// <summary>Pairs that were proposed for stage 5, as by a register of pairs.</summary>
public sealed class ReadPairProposals : UseCase
{
    /// <param name="Id">Of the proposal: voided as a fact about participants without a person.</param>
    /// <param name="MenteeInBase">Whether the mentee is in the base now.</param>
    /// <param name="MentorReady">Whether the mentor is ready today.</param>
    public sealed record Proposal(Guid Id, Guid Mentor, Guid Mentee, bool MenteeInBase, bool MentorReady);

    public override void Map(IEndpointRouteBuilder routes) => routes.ReadProgramme(
        "/pair-proposals",
        new("Participants", "listPairProposals", "Proposed pairs",
            "What a register of pairs proposed for stage 5, in the order of ids. A proposal forms no pair.", Takes.Reading)
        {
            Answer = typeof(Paged<Proposal>), Query = Page.Query,
        },
        (http, found) => Page.Answer(http, found.State.Participants.Of<ParticipantEvent.PairProposed>().Select(p => new Proposal(
            p.Id, p.Mentor, p.Mentee, found.State.Participants.Mentees[p.Mentee].InBase,
            PersonalPath.IsReady(found.State, found.State.Participants.Mentors[p.Mentor], Caller.Of(http).Today))), p => p.Id));
}
