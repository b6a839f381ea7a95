using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;

namespace MentorshipFlow.Audit;

/// <summary>Computes the proposal of a matching round again, from history alone.</summary>
public static class ProposalVerification
{
    /// <summary>Whether the proposal is the one that follows from history, byte for byte.</summary>
    /// <param name="before">The programme before the proposal.</param>
    /// <param name="on">The day of the proposal.</param>
    public static bool IsRecomputed(Programme before, MatchingEvent.MatchProposalComputed proposal, DateOnly on, Definition definition) =>
        before.Matching.Rounds.TryGetValue(proposal.Round, out var round)
        && EventCodec.Write(MatchingDecider.Proposed(
            proposal.Round, proposal.Proposal, CohortOfRound.Of(before, round, on, definition))) == EventCodec.Write(proposal);
}
