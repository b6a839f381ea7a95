using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Telemetry;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>The fold of one kind of stream.</summary>
/// <param name="Empty">The state before the first event.</param>
/// <param name="Evolve">The state after one more event.</param>
/// <param name="VersionOf">The number of events that a state has folded.</param>
public sealed record Folding<TState>(TState Empty, Func<TState, DomainEvent, Recorded, TState> Evolve, Func<TState, int> VersionOf)
    where TState : class;

/// <summary>Reads streams and folds them, with a cache of folded states.</summary>
public sealed class StreamFold<TState>(StreamStore store, Folding<TState> folding, int cached)
    where TState : class
{
    private const int AtOnce = 500;

    private readonly RecentlyUsed<Kept> cache = new(cached);

    /// <summary>The cached state, which may be stale; a fresh one when none is cached.</summary>
    public ValueTask<TState> Hint(string stream, CancellationToken stop)
    {
        if (cache.Find(stream) is not { } kept) return new(Current(stream, stop));
        Measures.Folded(hit: true);
        return new(kept.State);
    }

    /// <summary>
    /// The state as it is now: the cached state and every later entry. All entries are read when the last cached entry no longer exists.
    /// </summary>
    public async Task<TState> Current(string stream, CancellationToken stop)
    {
        var kept = Find(stream);
        var now = await Grown(stream, kept, stop);
        if (!ReferenceEquals(now.State, kept.State)) cache.Keep(stream, now);
        return now.State;
    }

    /// <summary>The current states of many streams, 500 per round trip.</summary>
    public async Task<IReadOnlyDictionary<string, TState>> Current(IReadOnlyCollection<string> streams, CancellationToken stop)
    {
        Dictionary<string, TState> states = [];
        foreach (var some in streams.Distinct().Chunk(AtOnce))
        {
            var kept = some.ToDictionary(s => s, Find);
            var (grown, stand) = await Grown(kept, stop);
            foreach (var stream in some)
            {
                // A stream whose cached state is no longer valid is read from its beginning.
                states[stream] = stand.Contains(stream) ? grown[stream].State : await Current(stream, stop);
                if (stand.Contains(stream) && !ReferenceEquals(grown[stream], kept[stream])) cache.Keep(stream, grown[stream]);
            }
        }

        return states;
    }

    /// <summary>The state as it was at a version.</summary>
    public async Task<TState> At(string stream, int version, CancellationToken stop)
    {
        var state = folding.Empty;
        await foreach (var row in store.Rows(stream, 1, version, stop)) state = Next(state, row);
        return state;
    }

    /// <summary>The latest states of a stream, one for each entry, the newest first.</summary>
    /// <param name="count">The most states to return.</param>
    public async Task<IReadOnlyCollection<TState>> Latest(string stream, int count, CancellationToken stop)
    {
        Queue<TState> states = new(count);
        var state = folding.Empty;
        await foreach (var row in store.Rows(stream, 1, int.MaxValue, stop))
        {
            if (states.Count == count) states.Dequeue();
            states.Enqueue(state = Next(state, row));
        }

        return [.. states.Reverse()];
    }

    /// <summary>Caches the state after this process's own append.</summary>
    /// <param name="last">The event id of its last entry.</param>
    public void Keep(string stream, TState state, Guid last) => cache.Keep(stream, new(state, last));

    private Kept Find(string stream)
    {
        var kept = cache.Find(stream);
        Measures.Folded(hit: kept is not null);
        return kept ?? new(folding.Empty, Guid.Empty);
    }

    // Reads the last folded entry again: after a restore under this process it is missing or different.
    private async Task<Kept> Grown(string stream, Kept kept, CancellationToken stop)
    {
        var (now, stands) = (kept, folding.VersionOf(kept.State) == 0);
        await foreach (var row in store.Rows(stream, folding.VersionOf(kept.State), int.MaxValue, stop))
        {
            if (stands) now = new(Next(now.State, row), row.Recorded.EventId);
            else if (!(stands = IsLast(row, now))) break;
        }

        return stands ? now : await Grown(stream, new(folding.Empty, Guid.Empty), stop);
    }

    private async Task<(Dictionary<string, Kept> Grown, HashSet<string> Stand)> Grown(Dictionary<string, Kept> kept, CancellationToken stop)
    {
        var (grown, stand) = (new Dictionary<string, Kept>(kept),
            kept.Where(k => folding.VersionOf(k.Value.State) == 0).Select(k => k.Key).ToHashSet());
        await foreach (var row in store.Rows(kept.ToDictionary(k => k.Key, k => folding.VersionOf(k.Value.State)), stop))
        {
            var now = grown[row.Stream];
            if (stand.Contains(row.Stream)) grown[row.Stream] = new(Next(now.State, row), row.Recorded.EventId);
            else if (IsLast(row, now)) stand.Add(row.Stream);
        }

        return (grown, stand);
    }

    private bool IsLast(StreamRow row, Kept kept) => row.Recorded.Version == folding.VersionOf(kept.State)
        && row.Recorded.EventId == kept.Last;

    private TState Next(TState state, StreamRow row)
    {
        try
        {
            return folding.Evolve(state, EventCodec.Read(row.Type, row.Body.Span), row.Recorded);
        }
        catch (Exception unfit)
        {
            // The codec or the fold may fail with any exception here; none comes from the database, because the row is in memory.
            throw new EntryNotFoldedException(row.Recorded.Position, unfit);
        }
    }

    /// <param name="Last">The event id of the last entry that was folded.</param>
    private sealed record Kept(TState State, Guid Last);
}
