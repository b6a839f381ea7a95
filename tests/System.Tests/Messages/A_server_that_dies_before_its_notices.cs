using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Messages;

/// <summary>R2 for notices: the server is killed between its messages and their handlers, and while they run.</summary>
[Trait("drill", "R2")]
public sealed class A_server_that_dies_before_its_notices
{
    private const string Said = "select count(*) from projections.mt_doc_notices where data ->> 'settledAt' is null";

    private const string Subjects =
        "select count(distinct (data ->> 'stream', data ->> 'kind', data ->> 'subject', data ->> 'due')) from projections.mt_doc_notices";

    private const string Rows = "select md5(string_agg(tenant_id || id || data, '' order by id)) from projections.mt_doc_notices";

    [Fact]
    public async Task Says_each_once_and_a_rebuild_changes_none()
    {
        var rounds = DrillSize.Of("R2", 1, 30);
        await using var site = await Site.LoadedAsync();
        var running = await RunningProgram.ServeAsync(site);
        try
        {
            var all = await UntilAsync(site, Said, count => count > 0);
            for (var round = 0; round < rounds; round++)
            {
                // As if nothing had been said yet. The message of the next start finds it.
                await site.AskAsync("delete from projections.mt_doc_notices");
                await running.KillNineAsync();
                await running.DisposeAsync();
                running = await RunningProgram.ServeAsync(site);
                await Task.Delay(Random.Shared.Next(0, 800), LedgerTestBed.Stop);
                await running.KillNineAsync();
                await running.DisposeAsync();
                running = await RunningProgram.ServeAsync(site);
                Assert.Equal(all, await UntilAsync(site, Said, count => count == all));
            }

            Assert.Equal($"{all}", await site.AskAsync(Subjects));
            var before = await site.AskAsync(Rows);
            var rebuilt = await RunningProgram.RunAsync(site, ["rebuild-views", "--data", site.Data]);
            Assert.True(rebuilt.ExitCode == 0, rebuilt.Errors);
            Assert.Equal(before, await site.AskAsync(Rows));
            DrillSize.Figure("R2", $"{2 * rounds} kills around {all} notices: each said exactly once, and none changed by a rebuild");
        }
        finally
        {
            await running.DisposeAsync();
        }
    }

    private static async Task<long> UntilAsync(Site site, string question, Func<long, bool> enough)
    {
        var (count, before) = (0L, -1L);
        // Complete when it is enough and has not changed for half a second.
        for (var since = global::System.Diagnostics.Stopwatch.StartNew();
            (!enough(count) || count != before) && since.Elapsed < Patience.AtMost;)
        {
            before = count;
            await Task.Delay(500, LedgerTestBed.Stop);
            count = long.Parse((await site.AskAsync(question))!, null);
        }

        return count;
    }
}
