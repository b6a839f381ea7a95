using MentorshipFlow.Bench;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R19: a decision costs on a large ledger what it costs on a small one.</summary>
[Trait("drill", "R19")]
public sealed class A_ledger_of_ten_million
{
    private const int Rounds = 9;

    [Fact]
    public async Task Decides_as_quickly_as_a_small_one()
    {
        var most = DrillSize.Of("R19", 40_000, 10_000_000);
        await using var large = await LedgerOfSize.Start(most);
        await using var small = await LedgerOfSize.Start(10_000);
        var (of10k, ofMost) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            of10k.Add(await small.DecideBy16());
            ofMost.Add(await large.DecideBy16());
        }

        var (quick, slow) = (Median(of10k), Median(ofMost));
        DrillSize.Figure("R19", $"decide_16_at_10k {quick:0}/s, at {await large.Size()} entries {slow:0}/s: growth {quick / slow:0.00}, ",
            $"{await large.BytesPerEvent():0} bytes of database an event");
        Assert.InRange(await large.Size(), most, most + most / 2);
        if (DrillSize.Full) Assert.True(quick / slow <= 1.2, $"{quick:0}/s, then {slow:0}/s.");
    }

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);
}
