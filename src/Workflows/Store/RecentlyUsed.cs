using System.Collections.Concurrent;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Keeps the values used last, by name, in two generations. A kept value may be stale: the user
/// checks its version.</summary>
/// <remarks>A full young generation becomes the old one, and values in the old one that were not used since are dropped. This needs no
/// clock and no list.</remarks>
internal sealed class RecentlyUsed<T>(int generation)
    where T : class
{
    private ConcurrentDictionary<string, T> young = new();
    private ConcurrentDictionary<string, T> old = new();

    public T? Find(string name)
    {
        if (young.TryGetValue(name, out var value)) return value;
        if (!old.TryGetValue(name, out value)) return null;
        Keep(name, value);
        return value;
    }

    public void Keep(string name, T value)
    {
        if (young.Count >= generation) (old, young) = (young, new());
        young[name] = value;
    }
}
