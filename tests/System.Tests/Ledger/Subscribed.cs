using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>
/// A Marten subscription as a third party would run it: the async daemon over the ledger, recording every sequence number that it gets.
/// </summary>
internal sealed class Subscribed : SubscriptionBase
{
    private readonly List<long> given = [];
    private readonly NpgsqlDataSource database;
    private readonly DocumentStore store;
    private IProjectionDaemon? daemon;

    private readonly string? table;

    private Subscribed(string connection, string? table)
    {
        this.table = table;
        Name = "subscribed";
        // A separate source without prepared statements, because the page query is slow with a generic plan.
        database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
            { ApplicationName = Application, MaxAutoPrepare = 0 });
        store = LedgerStore.Open(database,
            more: options => options.Projections.Subscribe(this, subscription => subscription.Options.BatchSize = 1000));
    }

    public const string Application = "subscription under test";

    public long[] Given
    {
        get
        {
            lock (given) return [.. given];
        }
    }

    /// <param name="table">A table that also records the sequence numbers, in the transaction of the subscription's progress: exactly once,
    /// even after kills.</param>
    public static async Task<Subscribed> StartAsync(string connection, string? table = null)
    {
        var subscribed = new Subscribed(connection, table);
        subscribed.daemon = await subscribed.store.BuildProjectionDaemonAsync();
        await subscribed.daemon.StartAllAsync();
        return subscribed;
    }

    /// <summary>Waits until this many events were received, or a time has passed.</summary>
    public async Task UpTo(long count, TimeSpan atMost)
    {
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < atMost; await Task.Delay(50, LedgerTestBed.Stop))
        {
            lock (given)
            {
                if (given.Count >= count) return;
            }
        }
    }

    public override Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        lock (given) given.AddRange(page.Events.Select(e => e.Sequence));
        if (table is not null)
            operations.QueueSqlCommand($"insert into {table} (seq_id) select unnest(?)", page.Events.Select(e => e.Sequence).ToArray());
        return Task.FromResult(NullChangeListener.Instance);
    }

    public override async ValueTask DisposeAsync()
    {
        // Disposing the store disposes its subscriptions, this one first.
        if (Interlocked.Exchange(ref daemon, null) is not { } running) return;
        await running.StopAllAsync();
        running.Dispose();
        await store.DisposeAsync();
        await database.DisposeAsync();
        await base.DisposeAsync();
    }
}
