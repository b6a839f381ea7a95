using System.Diagnostics;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>
/// R8: readers follow the ledger's end while two nodes append, some transactions are slow and some are rolled back: two readers of this
/// program, and a subscription of Marten's daemon whose sessions are killed repeatedly.
/// </summary>
[Collection(Drills.Name)]
[Trait("drill", "R8")]
public sealed class A_reader_of_the_feed
{
    private const int Callers = 128;
    private const int EventsOfADecision = 4;

    // Locks the head row, writes at the next position, waits, and rolls back.
    private const string ThinksBetterOfIt = """
        begin;
        select from seal.head for update;
        select setval('ledger.mt_events_sequence', size + 1) from seal.head;
        insert into ledger.mt_streams (tenant_id, id, type, version, timestamp)
        select tenant_id, id || '-lost', type, 1, timestamp from ledger.mt_streams
        where id = (select stream_id from ledger.mt_events where seq_id = 1);
        insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, headers, user_name)
        select (select size + 1 from seal.head), gen_random_uuid(), stream_id || '-lost', 1, data, type, timestamp, tenant_id,
            headers || jsonb_build_object('command', headers ->> 'command' || '-lost'), user_name from ledger.mt_events where seq_id = 1;
        select pg_sleep(0.03);
        rollback
        """;

    private const string Seen = "public.seen";

    private static readonly (string Type,
        string Body) Resource = EventCodec.Write(new Fact.ResourceRegistered(Some.Id(), default, default, new("Кабинет")));

    private int appended, slow, rejected, rolledBack, killed;

    [Fact]
    public async Task Skips_nothing_and_sees_nothing_twice_or_out_of_order()
    {
        var events = DrillSize.Of("R8", 50_000, 1_000_000);
        await using var bed = await LedgerTestBed.StartAsync();
        await using var one = bed.Node();
        await using var two = bed.Node();
        var watch = Stopwatch.StartNew();
        var writing = Task.WhenAll(Enumerable.Range(0, Callers).Select(n => AppendAsync(n % 2 == 0 ? one : two, events, meetsEach: n < 4)));
        var written = Task.WhenAll(writing, RollBackAsync(bed, writing));
        var subscribed = SubscribeAsync(bed, one, written);
        var readers = await Task.WhenAll(FollowAsync(one, written), FollowAsync(two, written));
        await written;
        var caughtUp = await subscribed;

        Assert.All(readers, seen => Assert.Equal(appended, seen - 1));
        Assert.Equal(appended + 1, (await one.Reader.Head(LedgerTestBed.Stop)).Size);
        Assert.Equal(caughtUp, await bed.Ask<long>($"select count(*) from {Seen}"));
        Assert.Equal(0L, await bed.Ask<long>(
            $"""
            select count(*) from (select seq_id - lag(seq_id, 1, 0::bigint) over (order by place) as step from {Seen}) s where step <> 1
            """));
        Assert.Equal(0L, await bed.Ask<long>("select count(*) from ledger.mt_high_water_skips"));
        Assert.True(slow > 0 && rejected > 0 && rolledBack > 0 && killed > 0);
        var (met, time) = ($"{slow} slow, {rejected} refused and {rolledBack} rolled back transactions", watch.Elapsed.TotalSeconds);
        DrillSize.Figure("R8",
            $"{appended} events in {time:0} s with {met}: two readers and a subscription, killed {killed} times, saw each once, in order");
    }

    private async Task AppendAsync(LedgerNode node, int events, bool meetsEach)
    {
        for (var n = 1; appended < events; n++)
        {
            // Even with few events, one of each kind occurs.
            var beside = (n switch { 2 when meetsEach => 0, 3 when meetsEach => 1, _ => Random.Shared.Next(2000) }) switch
                { 0 => "select 1/0", < 20 => "select pg_sleep(0.02)", _ => null };
            ProposedEvent[] facts = [.. Enumerable.Range(0, EventsOfADecision).Select(_ => Some.Event(Resource.Body, Resource.Type))];
            var answer = await node.Writer.Append(Some.Of(null, beside is null ? null : [Some.Sql(beside)],
                new StreamAppend(Some.Stream(), 0, facts)));
            if (answer is AppendResult.Appended) Interlocked.Add(ref appended, EventsOfADecision);
            else Interlocked.Increment(ref rejected);
            if (answer is AppendResult.Appended && beside is not null) Interlocked.Increment(ref slow);
            Assert.True(answer is AppendResult.Appended || (answer is AppendResult.Rejected && beside is not null), answer.ToString());
        }
    }

    private async Task RollBackAsync(LedgerTestBed bed, Task writing)
    {
        await using var connection = await bed.Open(bed.Cluster.App);
        for (; !writing.IsCompleted; rolledBack++)
        {
            await using var command = new NpgsqlCommand(ThinksBetterOfIt, connection) { CommandTimeout = 30 };
            await command.ExecuteNonQueryAsync(LedgerTestBed.Stop);
            await Task.Delay(100, LedgerTestBed.Stop);
        }
    }

    // A Marten subscription that is killed in the middle of its pages and started again, like a node that died. Returns the size that it
    // reached.
    private async Task<long> SubscribeAsync(LedgerTestBed bed, LedgerNode node, Task written)
    {
        await bed.Ask<object>($"create table {Seen} (place bigserial primary key, seq_id bigint not null)");
        await bed.Ask<object>($"grant select, insert on {Seen} to {LedgerRoles.App}");
        await bed.Ask<object>($"grant usage on sequence {Seen}_place_seq to {LedgerRoles.App}");
        while (true)
        {
            var last = written.IsCompleted;
            var size = (await node.Reader.Head(LedgerTestBed.Stop)).Size;
            var subscribed = await Subscribed.StartAsync(bed.Cluster.App, Seen);
            try
            {
                var atMost = TimeSpan.FromSeconds(last ? 300 : 2);
                for (var since = Stopwatch.StartNew(); since.Elapsed < atMost; await Task.Delay(50, LedgerTestBed.Stop))
                {
                    if (last && await bed.Ask<long>($"select count(*) from {Seen}") >= size) return size;
                }

                await bed.Ask<long>(
                    $"select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = '{Subscribed.Application}'");
                killed++;
            }
            finally
            {
                await subscribed.DisposeAsync();
            }
        }
    }

    // Returns how many entries it saw. It reads from its last position until a read that began after the writers had ended.
    private static async Task<long> FollowAsync(LedgerNode node, Task written)
    {
        var next = 0L;
        Dictionary<string, int> versions = [];
        HashSet<Guid> events = [];
        for (var last = false; !last;)
        {
            last = written.IsCompleted;
            await foreach (var (entry, _) in node.Reader.From(next, long.MaxValue, LedgerTestBed.Stop))
            {
                Assert.Equal(next++, entry.Position);
                Assert.Equal(versions[entry.Stream] = versions.GetValueOrDefault(entry.Stream) + 1, entry.Version);
                Assert.True(events.Add(entry.EventId), $"{entry.EventId} came twice.");
            }
        }

        return next;
    }
}
