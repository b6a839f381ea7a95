using System.Collections.Concurrent;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// Lets one command at a time go first on a stream: a long decision that short ones overtake again and again would never be made.
/// </summary>
/// <remarks>A courtesy between the commands of one process. What keeps decisions apart is the version under the head row.</remarks>
internal sealed class StreamTurns
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> taken = new();

    /// <summary>
    /// Waits until the command that goes first on a stream has gone; for no other, so that nobody waits for ever behind new ones.
    /// </summary>
    public Task Pass(string stream, CancellationToken stop) => taken.TryGetValue(stream, out var turn) ? turn.Task.WaitAsync(stop)
        : Task.CompletedTask;

    /// <summary>Goes first on a stream until disposed, after the commands that do already.</summary>
    public async Task<IDisposable> Take(string stream, CancellationToken stop)
    {
        // The next one goes on right where the turn ends, and not on another thread: so the seeded simulation has one order of things.
        var mine = new TaskCompletionSource();
        while (taken.GetOrAdd(stream, mine) is { } other && other != mine) await other.Task.WaitAsync(stop);
        return new Turn(this, stream, mine);
    }

    private sealed class Turn(StreamTurns turns, string stream, TaskCompletionSource mine) : IDisposable
    {
        public void Dispose()
        {
            turns.taken.TryRemove(KeyValuePair.Create(stream, mine));
            mine.TrySetResult();
        }
    }
}
