using System.Collections.Concurrent;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Caches folded states by stream, in two generations. A cached state may be stale: the caller must check its version.</summary>
/// <remarks>A full young generation becomes the old one, and states in the old one that were not used since are dropped. This needs no
/// clock and no list.</remarks>
internal sealed class FoldCache<TState>(int generation)
    where TState : class
{
    private ConcurrentDictionary<string, TState> young = new();
    private ConcurrentDictionary<string, TState> old = new();

    public TState? Find(string stream)
    {
        if (young.TryGetValue(stream, out var state)) return state;
        if (!old.TryGetValue(stream, out state)) return null;
        Keep(stream, state);
        return state;
    }

    public void Keep(string stream, TState state)
    {
        if (young.Count >= generation) (old, young) = (young, new());
        young[stream] = state;
    }
}
