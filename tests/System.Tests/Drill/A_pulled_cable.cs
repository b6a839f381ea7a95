using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using Npgsql;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R4 over a link of the kernel's: what is sent is lost, what is acknowledged was received, and no proxy is polite.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R4")]
public sealed class A_pulled_cable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Gives_each_client_an_answer_and_loses_nothing()
    {
        Assert.SkipUnless(DrillSize.Drilling, "A link is taken down in ops/drill only.");
        var seconds = DrillSize.Of("R4", 5, 30);
        await using var cable = await Cable.LaidAsync();
        await using var bed = await LedgerTestBed.StartAsync(adjust: o => o with { ListenPort = Wire.FreePort() });
        await using var wire = new Wire(An_unknown_outcome.PortOf(bed), cable.Listen());
        await using var site = await Site.MakeAsync();
        var ledger = new NpgsqlConnectionStringBuilder(An_unknown_outcome.Through(wire, bed)) { Host = cable.FarEnd.ToString() }.ConnectionString;
        await using var server = RunningProgram.Start(
            site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0"], new Dictionary<string, string> { ["ConnectionStrings__Ledger"] = ledger });
        await server.ReadyAsync();
        using var load = HttpLoad.Start(server.Url, server.Key("curator"), clients: 8);
        await load.BackAsync();

        await cable.PullAsync();
        await Task.Delay(TimeSpan.FromSeconds(seconds), LedgerTestBed.Stop);
        var during = load.Acknowledged.Count;
        await cable.PlugAsync();
        var back = await load.BackAsync();
        await load.StopAsync();

        load.AssertExactlyOnce(await bed.Ask<string>(A_killed_server.Commands));
        DrillSize.Figure("R4", $"{seconds} s without a link to PostgreSQL: {load.Statuses.GetValueOrDefault(503)} times 503, nobody waited longer than {load.Longest.TotalSeconds:0.0} s, served again after {back.TotalSeconds:0.0} s, {load.Acknowledged.Count} acknowledged ({during} before), each exactly once");
        Assert.Empty(load.Statuses.Keys.Except([200, 201, 503]));
        Assert.True(load.Longest < Longest, $"Somebody waited {load.Longest}.");
        Assert.True(back < TimeSpan.FromSeconds(5), $"Served again after {back}.");
    }
}
