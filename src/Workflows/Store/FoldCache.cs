using System.Collections.Concurrent;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Folded states by stream, as many as fit in two generations. A hint, never an answer: who uses one checks its version.</summary>
/// <remarks>When the young generation is full it becomes the old one, and what was not used since falls away: no clock, no list to
/// keep.</remarks>
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
