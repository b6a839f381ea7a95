using System.Diagnostics;
using System.Globalization;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Messages;
using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R2 with RabbitMQ between event and handler: broker and server are killed in turn.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R2")]
public sealed class A_broker_that_dies
{
    private const string Automatic = """
        select coalesce(string_agg(type || ' ' || number, ',' order by type), '')
        from (select type, count(*) number from ledger.entries where actor = 'system' and role = 'system' group by type) t
        """;

    private const string Received =
        "select count(*) from wolverine.wolverine_incoming_envelopes where received_at like 'rabbitmq:%' and status = 'Handled'";

    [Fact]
    public async Task Delays_messages_but_loses_and_doubles_none()
    {
        Assert.SkipUnless(DrillSize.Drilling, "A broker is drilled in ops/drill only.");
        DrillSize.Demand(RunningBroker.IsInstalled, "RabbitMQ is not installed: apt-get install rabbitmq-server.");
        var rounds = DrillSize.Of("R2", 2, 20);
        await using var broker = await RunningBroker.StartAsync();
        await using var site = await Site.LoadedAsync();
        var environment = new Dictionary<string, string> { ["MentorshipFlow__Broker"] = broker.Address };
        var running = await RunningProgram.ServeAsync(site, environment);
        try
        {
            List<TimeSpan> after = [];
            for (var round = 0; round < rounds; round++)
            {
                using var http = new HttpClient { BaseAddress = running.Url };
                var happen = await Causes.Prepare(await Api.School.Open(http, running.Key("operator")));
                // Before, while or after the events are recorded.
                var (killed, happened) = (KillAsync(broker), happen());
                await Task.WhenAll(killed, happened);
                if (round % 2 == 1) await running.KillNineAsync();
                await broker.UpAsync();
                if (round % 2 == 1)
                {
                    await running.DisposeAsync();
                    running = await RunningProgram.ServeAsync(site, environment);
                }

                after.Add(await UntilAsync(site, Wanted(round + 1)));
                Assert.Equal(Wanted(round + 1), await site.AskAsync(Automatic));
            }

            Assert.True(long.Parse((await site.AskAsync(Received))!, CultureInfo.InvariantCulture) > 0);
            Assert.All(await broker.QueuesAsync(), queue => Assert.Equal(0, queue.Value));
            DrillSize.Figure("R2", $"{rounds} kills of the broker, {rounds / 2} of them with the server: {Wanted(rounds)}, each exactly ",
                $"once, at most {after.Max().TotalSeconds:0.0} s after both were back");
        }
        finally
        {
            await running.DisposeAsync();
        }
    }

    private static string Wanted(int rounds) => string.Join(',', Causes.Effects.OrderBy(e => e.Key, StringComparer.Ordinal)
        .Select(e => $"{e.Key} {(e.Value * rounds).ToString(CultureInfo.InvariantCulture)}"));

    private static async Task KillAsync(RunningBroker broker)
    {
        await Task.Delay(Random.Shared.Next(0, 400), LedgerTestBed.Stop);
        await broker.KillNineAsync();
    }

    private static async Task<TimeSpan> UntilAsync(Site site, string wanted)
    {
        var watch = Stopwatch.StartNew();
        while (await site.AskAsync(Automatic) != wanted && watch.Elapsed < Patience.AtMost)
            await Task.Delay(200, LedgerTestBed.Stop);
        return watch.Elapsed;
    }
}
