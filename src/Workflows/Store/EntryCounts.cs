using System.Collections.Concurrent;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>How many entries each organisation has.</summary>
/// <remarks>A decision looks at the last count. It is counted again, from where the last one ended, before the organisation can have
/// written what is left of its quota, so far from the quota there is one statement in ten seconds.</remarks>
public sealed class EntryCounts(NpgsqlDataSource database, TimeProvider clock)
{
    private const int MostKept = 10_000;

    // More than the writer appends.
    private const double MostPerSecond = 10_000;

    private const string Later = $"""
        select count(*), coalesce(max(seq_id), $2) from {LedgerStore.Events}.mt_events where tenant_id = $1 and seq_id > $2
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // A database that hangs must not keep a decision longer: the engine has its own patience. The first count of a very large organisation
    // goes on, and a later decision gets it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.4);

    private readonly ConcurrentDictionary<Guid, Count> counts = new();
    private readonly ConcurrentDictionary<Guid, Task<Count>> running = new();

    /// <summary>Whether an organisation has at least so many entries, as far as it is known.</summary>
    public async ValueTask<bool> Reached(Guid organisation, long quota, CancellationToken stop)
    {
        var known = counts.GetValueOrDefault(organisation);
        // Entries are never removed.
        if (known?.Entries >= quota) return true;
        if (known is not null && clock.GetElapsedTime(known.At) < GoodFor(quota - known.Entries)) return false;
        var counting = running.GetOrAdd(organisation, Counted);
        try
        {
            var now = await counting.WaitAsync(Patience, clock, stop);
            if (counts.Count >= MostKept) counts.Clear();
            counts[organisation] = now;
            return now.Entries >= quota;
        }
        catch (Exception error) when (!stop.IsCancellationRequested && BatchWriter.OutOfReach(error))
        {
            // The decision itself finds out.
            return false;
        }
        finally
        {
            if (counting.IsCompleted) running.TryRemove(new(organisation, counting));
        }
    }

    private static TimeSpan GoodFor(long left) =>
        left / MostPerSecond >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(left / MostPerSecond);

    private async Task<Count> Counted(Guid organisation)
    {
        var (known, at) = (counts.GetValueOrDefault(organisation), clock.GetTimestamp());
        await using var command = database.Command(Later, Value($"{organisation}"), Value(known?.UpTo ?? 0));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new((known?.Entries ?? 0) + reader.GetInt64(0), reader.GetInt64(1), at);
    }

    /// <param name="UpTo">The last entry that is counted.</param>
    /// <param name="At">When the counting began.</param>
    private sealed record Count(long Entries, long UpTo, long At);
}
