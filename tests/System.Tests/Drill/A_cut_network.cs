using MentorshipFlow.System.Tests.Ledger;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R4: the network drops everything, and no connection is closed.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R4")]
public sealed class A_cut_network
{
    private static readonly TimeSpan Longest = DrillSize.Within(10);

    [Fact]
    public async Task Answers_every_client_and_recovers_within_five_seconds()
    {
        var seconds = DrillSize.Of("R4", 5, 30);
        await using var bed = await LedgerTestBed.StartAsync(overTcp: true);
        await using var wire = new Wire(An_unknown_outcome.HostOf(bed));
        await using var node = bed.ServedNode(connection: An_unknown_outcome.Through(wire, bed));
        var load = Load.Start(node, School.New(bed), writers: 16);
        await load.BackAsync();

        wire.Silent = true;
        await Task.Delay(TimeSpan.FromSeconds(seconds), LedgerTestBed.Stop);
        wire.Silent = false;
        var back = await load.BackAsync();
        await load.StopAsync();

        await load.AssertNothingLostAsync(bed);
        DrillSize.Figure("R4", $"{seconds} s cut: {load.PutOff} put off, nobody waited longer than {load.Longest.TotalSeconds:0.0} s, all ",
            $"16 writers served again after {back.TotalSeconds:0.0} s, {load.Acknowledged} acknowledged, 0 lost");
        Assert.True(load.Longest < Longest, $"Somebody waited {load.Longest}.");
        Assert.True(back < DrillSize.Within(5), $"Served again after {back}.");
    }
}
