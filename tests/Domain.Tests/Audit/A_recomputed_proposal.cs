using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Matching;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Domain.Tests.Audit;

/// <summary>A proposal of pairs in a bundle: history alone gives it again, or somebody wrote another one, even with the key.</summary>
public sealed class A_recomputed_proposal : IDisposable
{
    private readonly SchoolLedger ledger = new(TargetModel.WithoutPeople.Text);

    public A_recomputed_proposal()
    {
        foreach (var e in Rounds.Everybody.Where(e => e is ParticipantEvent or PreparationEvent.FormEnabled).Append(Rounds.Opened))
            ledger.Happen(SchoolLedger.Ours, e);
    }

    public static TheoryData<string> Forgeries =>
        ["mentor", "score", "points", "unmatched", "blocking", "input", "weights", "count", "version"];

    public void Dispose() => ledger.Dispose();

    [Fact]
    public void Is_the_same_to_the_byte()
    {
        ledger.Decide(SchoolLedger.Ours, new MatchingCommand.ComputeProposal(Rounds.Round, Rounds.Proposal));
        Assert.IsType<BundleVerdict.Sound>(Verified());
    }

    [Fact]
    public void Is_the_same_after_later_changes()
    {
        ledger.Decide(SchoolLedger.Ours, new MatchingCommand.ComputeProposal(Rounds.Round, Rounds.Proposal));
        ledger.Happen(SchoolLedger.Ours, new ParticipantEvent.PairProposed(SchoolLedger.Id(70), Rounds.OtherSenior, Rounds.Third));
        ledger.Decide(SchoolLedger.Ours, new MatchingCommand.ComputeProposal(Rounds.Round, SchoolLedger.Id(71)));
        Assert.IsType<BundleVerdict.Sound>(Verified());
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Is_found_out_where_it_was_written_otherwise(string what)
    {
        var state = ledger.State(SchoolLedger.Ours);
        var honest = MatchingDecider.Proposed(Rounds.Round, Rounds.Proposal, CohortOfRound.Of(
            state, state.Matching.Rounds[Rounds.Round], SchoolLedger.Day, TargetModel.WithoutPeople));
        var (first, last) = (honest.Pairs[0], honest.Pairs[^1]);
        ledger.Happen(SchoolLedger.Ours, what switch
        {
            "mentor" => honest with { Pairs = [first with { Mentor = last.Mentor }, .. honest.Pairs.Skip(1)] },
            "score" => honest with { Pairs = [first with { Score = first.Score + 1 }, .. honest.Pairs.Skip(1)] },
            "points" => honest with { Pairs = [first with { Points = [.. first.Points.Reverse()] }, .. honest.Pairs.Skip(1)] },
            "unmatched" => honest with
            {
                Pairs = [.. honest.Pairs.Skip(1)],
                Unmatched = [new(first.Mentee, 0, [new(MatchConstraint.WishedAge, 2)])],
            },
            "blocking" => honest with { Blocking = [new(last.Mentor, first.Mentee)] },
            "input" => honest with { Input = new string('0', 64) },
            "weights" => honest with { Weights = [.. honest.Weights.Reverse()] },
            "count" => honest with { Mentors = 3 },
            _ => honest with { AlgorithmVersion = 2 },
        });
        Assert.Equal(
            new BundleVerdict.Broken(BundleFaults.ProposalDiffers, $"version {ledger.History(SchoolLedger.Ours).Count}"), Verified());
    }

    private BundleVerdict Verified() => BundleVerifier.Verify(ledger.Bundle().Text, SchoolLedger.CertificateOf, ledger.Key);
}
