using System.Globalization;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Messages;

/// <summary>R2 for messages: the server is killed between the commit and the handlers, and while they run.</summary>
[Trait("drill", "R2")]
public sealed class A_server_that_dies_before_its_messages
{
    private const string Automatic = """
        select coalesce(string_agg(type || ' ' || number, ',' order by type), '')
        from (select type, count(*) number from ledger.entries where actor = 'system' and role = 'system' group by type) t
        """;

    private const string Doubled = """
        select count(*) from (select stream, type, causation from ledger.entries where actor = 'system' and role = 'system'
            group by stream, type, causation, (body::jsonb ->> 'person') having count(*) > 1) t
        """;

    private const string Unswept = "select count(*) from vault.erasures where not swept";

    [Fact]
    public async Task Carries_out_each_automatic_command_exactly_once()
    {
        var rounds = DrillSize.Of("R2", 2, 40);
        await using var site = await Site.LoadedAsync();
        var running = await RunningProgram.ServeAsync(site);
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                using var http = new HttpClient { BaseAddress = running.Url };
                var happen = await Causes.Prepare(await Api.School.Open(http, running.Key("operator")));
                await happen();
                await Task.Delay(Random.Shared.Next(0, 1500), LedgerTestBed.Stop);
                await running.KillNineAsync();
                await running.DisposeAsync();
                running = await RunningProgram.ServeAsync(site);
            }

            var wanted = string.Join(',', Causes.Effects.OrderBy(e => e.Key, StringComparer.Ordinal)
                .Select(e => $"{e.Key} {(e.Value * rounds).ToString(CultureInfo.InvariantCulture)}"));
            var watch = global::System.Diagnostics.Stopwatch.StartNew();
            while ((await site.AskAsync(Automatic) != wanted || await site.AskAsync(Unswept) != "0")
                && watch.Elapsed < Patience.AtMost) await Task.Delay(200, LedgerTestBed.Stop);

            Assert.Equal(wanted, await site.AskAsync(Automatic));
            Assert.Equal("0", await site.AskAsync(Doubled));
            Assert.Equal("0", await site.AskAsync(Unswept));
            DrillSize.Figure("R2", $"{rounds} kills between commit and handler, {wanted}: each exactly once, the last ones ",
                $"{watch.Elapsed.TotalSeconds:0.0} s after the server was ready again");
        }
        finally
        {
            await running.DisposeAsync();
        }
    }
}
