using System.Collections.Concurrent;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>Who goes first on a stream: a long decision that short ones overtake again and again would never be made.</summary>
/// <remarks>A courtesy between the commands of one process. What keeps decisions apart is the version under the head row.</remarks>
internal sealed class StreamTurns
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> taken = new();

    /// <summary>Waits until whoever goes first on a stream has gone; only for him, so that nobody waits for ever behind new ones.</summary>
    public Task Pass(string stream, CancellationToken stop) => taken.TryGetValue(stream, out var turn) ? turn.Task.WaitAsync(stop) : Task.CompletedTask;

    /// <summary>Goes first on a stream, after those who do already, until disposed.</summary>
    public async Task<IDisposable> Take(string stream, CancellationToken stop)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
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
