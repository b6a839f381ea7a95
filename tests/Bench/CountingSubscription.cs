using System.Diagnostics;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.Bench;

/// <summary>A subscription as a user of Marten would write it. It counts events; a missing or misplaced one fails the run.</summary>
internal sealed class CountingSubscription : SubscriptionBase
{
    private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long size;
    private long seen;

    private CountingSubscription(string name, long size) => (Name, this.size) = (name, size);

    /// <summary>Reads the ledger from its beginning through Marten's daemon. Events per second, including the daemon's start.</summary>
    /// <param name="app">Without prepared statements: with them the daemon's page query gets a plan that reads far too many rows.</param>
    /// <param name="name">The name of the progress: a new name starts at the beginning.</param>
    public static async Task<double> Run(string app, string name, long size)
    {
        var counting = new CountingSubscription(name, size);
        await using var database = NpgsqlDataSource.Create(app);
        await using var store = LedgerStore.Open(database, more: options => options.Projections.Subscribe(counting));
        using var daemon = await store.BuildProjectionDaemonAsync();
        var watch = Stopwatch.StartNew();
        await daemon.StartAgentAsync($"{name}:All", CancellationToken.None);
        await counting.all.Task.WaitAsync(TimeSpan.FromMinutes(5));
        var elapsed = watch.Elapsed;
        await daemon.StopAllAsync();
        return size / elapsed.TotalSeconds;
    }

    /// <inheritdoc/>
    public override Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var e in page.Events)
        {
            if (e.Sequence != ++seen) all.TrySetException(new InvalidOperationException($"Event {e.Sequence} came where {seen} was due."));
        }

        if (seen >= size) all.TrySetResult();
        return Task.FromResult(NullChangeListener.Instance);
    }
}
