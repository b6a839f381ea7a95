using System.Net;
using System.Net.Sockets;
using System.Diagnostics;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R2.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R2")]
public sealed class A_killed_server
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    internal const string Commands = "select string_agg(command_id, ' ') from ledger.entries where type = 'resource_registered'";

    [Fact]
    public async Task Does_every_repeated_command_once_and_adopts_its_database()
    {
        var rounds = DrillSize.Of("R2", 4, 200);
        await using var site = await Site.LoadedAsync();
        var port = FreePort();
        await using var first = await ServeAsync(site, port);
        using var load = HttpLoad.Start(first.Url, first.Key("curator"), clients: DrillSize.Full ? 8 : 4);
        await load.BackAsync();
        var (running, postmaster) = (first, site.Processes.Min(p => p.Id));
        List<TimeSpan> back = [], caughtUp = [];
        for (var round = 0; round < rounds; round++)
        {
            await Task.Delay(Random.Shared.Next(20, 300), LedgerTestBed.Stop);
            await running.KillNineAsync();
            var watch = Stopwatch.StartNew();
            await running.DisposeAsync();
            running = await ServeAsync(site, port);
            if (DrillSize.Full || round == rounds - 1) caughtUp.Add(await CaughtUpAsync(site));
            await load.BackAsync();
            back.Add(watch.Elapsed);
            Assert.Equal(postmaster, site.Processes.Min(p => p.Id));
        }

        await load.StopAsync();
        load.AssertExactlyOnce(await site.AskAsync(Commands));
        Assert.Equal(0, (await running.InterruptAsync()).ExitCode);
        await running.DisposeAsync();
        Assert.Empty(site.Processes);
        DrillSize.Figure("R2", $"{rounds} kills of the server, {load.Acknowledged.Count} commands, each exactly once, ",
            $"{load.Statuses.GetValueOrDefault(0)} broken requests, database adopted each time, served again after at most ",
            $"{back.Max().TotalSeconds:0.0} s; {caughtUp.Count} times the views equal to what is rebuilt from the ledger, at most ",
            $"{caughtUp.Max().TotalSeconds:0.0} s after the server was ready");
        Assert.True(caughtUp.Max() < Longest, $"The views were right after {caughtUp.Max()}.");
    }

    // The read models are written in the ledger's transaction, so they are correct as soon as the server is ready, while its clients go on.
    private static async Task<TimeSpan> CaughtUpAsync(Site site)
    {
        var watch = Stopwatch.StartNew();
        Assert.Empty((await ReadModelRebuild.Run(site.Connection(LedgerRoles.Owner), TimeProvider.System, LedgerTestBed.Stop)).Differences);
        return watch.Elapsed;
    }

    private static async Task<RunningProgram> ServeAsync(Site site, int port)
    {
        var server = RunningProgram.Start(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", $"{port}"]);
        await server.ReadyAsync();
        return server;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
