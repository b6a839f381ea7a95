using System.Diagnostics;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R13.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R13")]
public sealed class A_large_backup
{
    // Compares entries by their leaves, and all other tables by their rows; but neither how far the subscriptions are, which moves on, nor
    // the links to sign in, of which every start makes one.
    private const string Digest = """
        select string_agg(format('%s.%s %s', schemaname, tablename, (xpath('/row/digest/text()', query_to_xml(format(
            case tablename
                when 'leaves' then $$ select encode(sha256(string_agg(leaf, ''::bytea order by seq_id)), 'hex') as digest from %I.%I $$
                else $$ select encode(sha256(convert_to(string_agg(t::text, E'\n' order by t::text), 'UTF8')), 'hex') as digest
                    from %I.%I t $$
            end, schemaname, tablename), false, true, '')))[1]), E'\n' order by schemaname, tablename)
        from pg_tables where schemaname in ('ledger', 'seal', 'vault', 'keys', 'access', 'projections', 'migrations')
            and tablename not in ('mt_event_progression', 'entrances')
        """;

    // Messages that are due, and entries that their subscription has not read: what follows from them would differ in the digests. The
    // school has no webhooks, and the entries added below have no organisation that they could be looked up in.
    private const string Left = """
        select (select count(*) from wolverine.wolverine_incoming_envelopes
                where status <> 'Handled' and coalesce(execution_time, now()) < now() + interval '1 minute')
            + (select h.size - min(p.last_seq_id) from seal.head h, ledger.mt_event_progression p
                where p.name = 'messages:All' group by h.size)
        """;

    [Fact]
    public async Task Is_restored_with_equal_digests_in_a_measured_time()
    {
        var events = DrillSize.Of("R13", 10_000, 1_000_000);
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        await GrowAsync(site, events);
        await SettledAsync(site);
        var (before, size) = (await site.AskAsync(Digest), await site.AskAsync("select size from seal.head"));
        Assert.Matches("(?s)ledger.mt_events [0-9a-f]{64}.*projections.mt_doc_programmes [0-9a-f]{64}", before);
        var watch = Stopwatch.StartNew();
        var backup = await RunningProgram.RunAsync(site, ["backup", site.Beside("large.tar"), "--data", site.Data]);
        var (backupTime, bytes) = (watch.Elapsed, new FileInfo(site.Beside("large.tar")).Length);
        Assert.Equal((0, ""), (backup.ExitCode, backup.Errors));
        await server.InterruptAsync();

        await using var elsewhere = await Site.MakeAsync();
        watch.Restart();
        var restored = await RunningProgram.RunAsync(elsewhere,
            ["restore", site.Beside("large.tar"), "--data", elsewhere.Data, "--safe", site.Safe]);
        var restoreTime = watch.Elapsed;

        Assert.Equal((0, ""), (restored.ExitCode, restored.Errors));
        await using var again = RunningProgram.Start(elsewhere, ["serve", "--data", elsewhere.Data, "--safe", site.Safe, "--port", "0"]);
        await again.ReadyAsync();
        Assert.Equal(before, await elsewhere.AskAsync(Digest));
        DrillSize.Figure("R13", $"{size} events: backup {backupTime.TotalSeconds:0.0} s ({bytes / 1_000_000} MB), restore and verify ",
            $"{restoreTime.TotalSeconds:0.0} s, equal digests");
        Assert.True(restoreTime < TimeSpan.FromSeconds(60), $"Restored in {restoreTime}.");
    }

    [Fact]
    public async Task Is_rolled_forward_to_the_last_entry_in_a_measured_time()
    {
        var events = DrillSize.Of("R13", 5_000, 500_000);
        await using var site = await Site.LoadedAsync();
        var (copy, archive) = (site.Beside("base"), site.Beside("wal"));
        var archived = new Dictionary<string, string> { ["MentorshipFlow__Archive"] = archive };
        await using var server = await RunningProgram.ServeAsync(site, archived);
        await GrowAsync(site, events);
        var watch = Stopwatch.StartNew();
        var made = await RunningProgram.RunAsync(site, ["backup", copy, "--base", "--data", site.Data], archived);
        var baseTime = watch.Elapsed;
        Assert.Equal((0, ""), (made.ExitCode, made.Errors));
        await GrowAsync(site, events);
        await SettledAsync(site);
        var (before, size) = (await site.AskAsync(Digest), await site.AskAsync("select size from seal.head"));
        await server.InterruptAsync();

        await using var elsewhere = await Site.MakeAsync();
        watch.Restart();
        var recovered = await RunningProgram.RunAsync(elsewhere,
            ["recover", copy, "--archive", archive, "--data", elsewhere.Data, "--safe", site.Safe]);
        var recoverTime = watch.Elapsed;

        Assert.Equal((0, ""), (recovered.ExitCode, recovered.Errors));
        await using var again = RunningProgram.Start(elsewhere, ["serve", "--data", elsewhere.Data, "--safe", site.Safe, "--port", "0"]);
        await again.ReadyAsync();
        Assert.Equal(before, await elsewhere.AskAsync(Digest));
        DrillSize.Figure("R13", $"{size} events: base backup of half of them {baseTime.TotalSeconds:0.0} s, ",
            $"rolled forward over the archive and verified {recoverTime.TotalSeconds:0.0} s, equal digests");
        Assert.True(recoverTime < TimeSpan.FromSeconds(60), $"Recovered in {recoverTime}.");
    }

    private static async Task SettledAsync(Site site)
    {
        var watch = Stopwatch.StartNew();
        while (await site.AskAsync(Left) != "0")
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "What follows from the entries was not done within two minutes.");
            await Task.Delay(50, LedgerTestBed.Stop);
        }
    }

    private static async Task GrowAsync(Site site, int events)
    {
        await using var node = new LedgerNode(site.Connection(LedgerRoles.App) + ";Pooling=false", Secrets.Open(site.Safe),
            TimeProvider.System, null);
        for (var n = 0; n < events; n += 1000) Assert.IsType<AppendResult.Appended>(await node.Writer.Append(Some.Proposal(events: 1000)));
    }
}
