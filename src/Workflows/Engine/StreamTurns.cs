using System.Collections.Concurrent;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// Gives one command at a time priority on a stream: otherwise short commands could overtake a long decision again and again.
/// </summary>
/// <remarks>This is only for fairness within one process. Correctness comes from comparing versions under the head row.</remarks>
internal sealed class StreamTurns
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> taken = new();

    /// <summary>
    /// Waits for the command that has priority on a stream, if there is one, but not for later ones: so nobody waits for ever.
    /// </summary>
    public Task Pass(string stream, CancellationToken stop) => taken.TryGetValue(stream, out var turn) ? turn.Task.WaitAsync(stop)
        : Task.CompletedTask;

    /// <summary>Takes priority on a stream until disposed, after the commands that have it already.</summary>
    public async Task<IDisposable> Take(string stream, CancellationToken stop)
    {
        // The next command continues on the thread that ends the turn: this gives the seeded simulation one fixed order.
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
