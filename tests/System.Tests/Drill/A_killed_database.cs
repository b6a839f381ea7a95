using System.Diagnostics;
using MentorshipFlow.System.Tests.Ledger;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R1.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R1")]
public sealed class A_killed_database
{
    [Fact]
    public async Task Loses_nothing_and_is_ready_again_within_five_seconds()
    {
        var rounds = DrillSize.Of("R1", 10, 200);
        await using var bed = await LedgerTestBed.StartAsync();
        await using var node = bed.ServedNode();
        var load = Load.Start(node, School.New(bed), writers: 8);
        await load.BackAsync();
        List<TimeSpan> back = [];
        for (var round = 0; round < rounds; round++)
        {
            await Task.Delay(Random.Shared.Next(50, DrillSize.Full ? 1500 : 500), LedgerTestBed.Stop);
            var watch = Stopwatch.StartNew();
            await bed.Cluster.KillNineAsync();
            await load.BackAsync();
            back.Add(watch.Elapsed);
        }

        await load.StopAsync();
        await load.AssertNothingLostAsync(bed);
        DrillSize.Figure("R1",
            $"{rounds} kills of PostgreSQL, {load.Acknowledged} acknowledged, 0 lost, 0 gaps, 0 doubles, all 8 writers served again after ",
            $"at most {back.Max().TotalSeconds:0.0} s (median {back.Order().ElementAt(rounds / 2).TotalSeconds:0.0} s)");
        Assert.All(back, time => Assert.True(time < DrillSize.Within(5), $"Served again after {time}."));
    }
}
