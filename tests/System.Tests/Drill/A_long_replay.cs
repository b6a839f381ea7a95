using System.Diagnostics;
using MentorshipFlow.System.Tests.Engine;
using MentorshipFlow.System.Tests.Ledger;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R9: every programme is folded from the first entry, here and in other processes.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R9")]
public sealed class A_long_replay
{
    [Fact]
    public async Task Gives_one_digest_at_a_measured_rate()
    {
        var events = DrillSize.Of("R9", 4_000, 500_000);
        await using var bed = await LedgerTestBed.StartAsync();
        await using var node = bed.Node();
        var load = Load.Start(node, School.New(bed), writers: 64);
        while (load.Acknowledged < events) await load.BackAsync();
        await load.StopAsync();
        var size = (await node.Reader.Head(LedgerTestBed.Stop)).Size;

        var watch = Stopwatch.StartNew();
        var here = A_replay.Digest(bed.Cluster.App);
        var rate = size / watch.Elapsed.TotalSeconds;

        Assert.Equal(here, await A_replay.ElsewhereAsync(bed.Cluster.App, "ru-RU", "Asia/Yekaterinburg", LedgerTestBed.Stop));
        Assert.Equal(here, await A_replay.ElsewhereAsync(bed.Cluster.App, "tr-TR", "America/St_Johns", LedgerTestBed.Stop));
        DrillSize.Figure("R9",
            $"{size} events read, folded and evaluated at {rate:0} a second; equal digests in 3 processes, cultures and time zones");
        if (DrillSize.Full) Assert.True(rate > 25_000, $"{rate:0} a second.");
    }
}
