using Marten.Services;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>
/// Marten's defaults silently lose entries. The first two tests fail if the settings in <see cref="LedgerStore"/> are removed.
/// </summary>
public sealed class Settings_that_lose_nothing : IAsyncLifetime
{
    private LedgerTestBed? started;

    private LedgerTestBed Bed => started!;

    public async ValueTask InitializeAsync() => started = await LedgerTestBed.StartAsync();

    public ValueTask DisposeAsync() => Bed.DisposeAsync();

    [Fact]
    public async Task After_a_rolled_back_append_a_subscription_skips_no_event()
    {
        await using var node = Bed.Node();
        await Append(node, 5);
        var size = (await node.Reader.Head(LedgerTestBed.Stop)).Size;
        await using var subscribed = await Subscribed.StartAsync(Bed.Cluster.App);
        await subscribed.UpTo(size, Patience.AtMost);

        // A rolled-back batch leaves Marten's sequence ahead of the events; after 3 s the default treats the difference as lost events.
        await Bed.Ask<long>($"select setval('ledger.mt_events_sequence', {size + 7})");
        await Task.Delay(TimeSpan.FromSeconds(5), LedgerTestBed.Stop);
        await Append(node, 3);
        await Append(node, 9);
        await subscribed.UpTo(size + 12, Patience.AtMost);

        Assert.Equal(Enumerable.Range(1, (int)size + 12).Select(n => (long)n), subscribed.Given);
        Assert.Equal(0L, await Bed.Ask<long>("select count(*) from ledger.mt_high_water_skips"));
    }

    [Fact]
    public async Task An_unreadable_event_stops_a_subscription_before_it()
    {
        await using var node = Bed.Node();
        await Append(node, 2);
        var before = (await node.Reader.Head(LedgerTestBed.Stop)).Size;
        // A body that does not fit its class.
        Assert.IsType<AppendResult.Appended>(await node.Writer.Append(
            Some.Of(null, null, new StreamAppend(Some.Stream(), 0, [Some.Event(type: EventCodec.NameOf<Fact.ResourceRegistered>())]))));
        await Append(node, 2);
        await using var subscribed = await Subscribed.StartAsync(Bed.Cluster.App);

        await subscribed.UpTo(before + 1, TimeSpan.FromSeconds(6));

        Assert.DoesNotContain(subscribed.Given, sequence => sequence > before);
        Assert.Equal(0L, await Bed.Ask<long>("select count(*) from ledger.mt_doc_deadletterevent"));
    }

    [Fact]
    public async Task A_failed_batch_is_not_repeated_inside_its_aborted_transaction()
    {
        await using var database = NpgsqlDataSource.Create(Bed.Cluster.App);
        await using var store = LedgerStore.Open(database);
        await using var connection = await database.OpenConnectionAsync(LedgerTestBed.Stop);
        await using var transaction = await connection.BeginTransactionAsync(LedgerTestBed.Stop);
        await using (var fails = new NpgsqlCommand(
            "create function pg_temp.fails() returns int language plpgsql as "
            + "$$ begin raise exception 'later' using errcode = '40001'; end $$",
            connection, transaction)) await fails.ExecuteNonQueryAsync(LedgerTestBed.Stop);
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        session.QueueSqlCommand("select pg_temp.fails()");

        var failed = await Assert.ThrowsAnyAsync<Exception>(() => session.SaveChangesAsync(LedgerTestBed.Stop));

        // A retry would find the transaction aborted: 25P02.
        Assert.Equal("40001", (failed as PostgresException ?? failed.InnerException as PostgresException)?.SqlState);
    }

    private static async Task Append(LedgerNode node, int events)
    {
        var (type, body) = EventCodec.Write(new Fact.ResourceRegistered(Some.Id(), default, default, new("Кабинет")));
        Assert.IsType<AppendResult.Appended>(await node.Writer.Append(
            Some.Of(null, null, new StreamAppend($"programme-{Some.Id()}", 0,
                [.. Enumerable.Range(0, events).Select(_ => Some.Event(body, type))]))));
    }
}
