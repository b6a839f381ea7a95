using System.Diagnostics;
using JasperFx.Events;
using Marten;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Bench;

/// <summary>
/// Marten as in its documentation, for comparison with the product: fetch for writing, decide, append, save. No seal, no dense positions,
/// no command ids, no read model. All settings are defaults except stream names as strings and tuned connections.
/// </summary>
internal sealed class PlainMarten(string owner) : IAsyncDisposable
{
    // Each fetch reads its whole stream, so short streams favour plain Marten.
    private const int StreamLength = 10;

    private readonly DocumentStore store = DocumentStore.For(options =>
    {
        options.Connection($"{owner};No Reset On Close=true;Max Auto Prepare=60");
        options.DatabaseSchemaName = "plain";
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.AddEventType<PlainResourceRegistered>();
    });

    /// <summary>Creates the empty tables in a separate schema.</summary>
    public Task Create() => store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

    /// <summary>Decisions per second by a number of callers, each on different streams.</summary>
    public async Task<double> Facts(int callers, TimeSpan during)
    {
        using var stop = new CancellationTokenSource(during);
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => Caller(stop.Token))));
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<int> Caller(CancellationToken stop)
    {
        var (done, stream) = (0, "");
        for (; !stop.IsCancellationRequested; done++)
        {
            if (done % StreamLength == 0) stream = NewId().ToString();
            await using var session = store.LightweightSession();
            var fetched = await session.Events.FetchForWriting<PlainResources>(stream, CancellationToken.None);
            fetched.AppendOne(Decide(fetched.Aggregate, PlainResourceRegistered.Of((Fact.ResourceRegistered)Prepared.Resource(NewId()))));
            await session.SaveChangesAsync(CancellationToken.None);
            if ((fetched.Aggregate?.Count ?? 0) != done % StreamLength)
                throw new InvalidOperationException("Marten did not fold what it appended.");
        }

        return done;
    }

    private static PlainResourceRegistered Decide(PlainResources? state, PlainResourceRegistered resource) =>
        state?.Last == resource.Id ? throw new InvalidOperationException("The resource is registered already.") : resource;

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}

/// <summary>The content of <see cref="Fact.ResourceRegistered"/> as plain Marten serialises it.</summary>
public sealed record PlainResourceRegistered(Guid Id, string Kind, string Source, string Title)
{
    internal static PlainResourceRegistered Of(Fact.ResourceRegistered e) => new(e.Id, $"{e.Kind}", $"{e.Source}", e.Title.Value);
}

/// <summary>The fold of plain Marten: the number of resources and the last one.</summary>
public sealed partial class PlainResources
{
    /// <summary>The stream's name.</summary>
    public string Id { get; set; } = "";

    /// <summary>The number of resources.</summary>
    public int Count { get; set; }

    /// <summary>The last resource.</summary>
    public Guid Last { get; set; }

    /// <summary>Adds a resource.</summary>
    public void Apply(PlainResourceRegistered e) => (Count, Last) = (Count + 1, e.Id);
}
