using System.Runtime.CompilerServices;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Feed;

/// <summary>
/// Follows the end of the ledger for everybody on this node who follows the feed: one reader, however many there are. A follower holds a
/// position and no buffer. Followers who are near the end take entries from what the reader keeps; those behind it read pages from the
/// database, a few at a time. So a slow follower delays nobody.
/// </summary>
/// <remarks>
/// Commit order is position order (decision 2), so a follower who has seen everything up to a position misses nothing behind it, and
/// nobody waits for a transaction that is still open.
/// </remarks>
public sealed partial class LedgerFeed(LedgerReader ledger, LedgerHistory history, AccessKeys keys, CheckpointSigner signer,
    FeedLimits limits, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<LedgerFeed> log) : BackgroundService
{
    private const string NewEntries =
        $"{LedgerReader.Select} where e.seq_id > $1 and e.seq_id <= $2 and e.tenant_id = any($3) order by e.seq_id limit $4";

    private const int NewPage = 1000;
    private const int AtOnce = 100;
    private const int PagesAtOnce = 4;
    private const int WokenAtOnce = 200;

    private static readonly TimeSpan BetweenWakings = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan KeyCheck = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock turn = new();
    private readonly Dictionary<string, FeedTopic> topics = [];
    private readonly HashSet<FeedSeat> seats = [];
    private readonly SemaphoreSlim somebody = new(0);
    private readonly SemaphoreSlim pages = new(PagesAtOnce);

    // Where the oldest kept entries are. These and the fields below belong to the reader.
    private readonly Queue<FeedTopic> kept = [];
    private readonly HashSet<FeedTopic> moved = [];
    private long keptBytes;
    private long upTo = -1;
    private long keysChecked;

    /// <summary>Whether no more may follow now.</summary>
    public bool IsFull
    {
        get
        {
            lock (turn) return seats.Count >= limits.Followers;
        }
    }

    /// <summary>
    /// An organisation's entries after a position, then each new one. Null stands for a heart-beat; the first one says that everything
    /// recorded until now was given. It ends when the server stops, when the key is revoked, and when the ledger is out of reach or
    /// forked: whoever comes again goes on after the last entry.
    /// </summary>
    public async IAsyncEnumerable<FeedEntry?> Follow(Guid organisation, Guid key, FeedFilter filter, long after,
        [EnumeratorCancellation] CancellationToken stop)
    {
        var seat = Take($"{organisation}", key);
        try
        {
            await foreach (var entry in Follow(seat, organisation, filter, after, stop))
            {
                seat.Speak();
                yield return entry;
            }
        }
        finally
        {
            Leave(seat);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = lifetime.ApplicationStopping.Register(WakeAll);
        var reached = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!Anybody()) await somebody.WaitAsync(stoppingToken);
                await Read(stoppingToken);
                await Task.Delay(limits.Poll, clock, stoppingToken);
                reached = true;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (BatchWriter.OutOfReach(error))
            {
                if (reached) LogOutOfReach(log, error.Message);
                reached = false;
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async IAsyncEnumerable<FeedEntry?> Follow(FeedSeat seat, Guid organisation, FeedFilter filter, long after,
        [EnumeratorCancellation] CancellationToken stop)
    {
        // Once everything has been said, a heart-beat says so.
        var beat = true;
        while (true)
        {
            // Both are taken before anything is looked at: what comes meanwhile wakes again, and is not passed over.
            var (next, from) = (seat.Next, seat.Topic.From);
            if (seat.Ended || lifetime.ApplicationStopping.IsCancellationRequested) yield break;
            if (seat.Topic.After(after, AtOnce) is { } recent)
            {
                foreach (var entry in recent.Where(filter.Takes)) yield return entry;
                if (recent.Count > 0)
                {
                    after = recent[^1].Position;
                    continue;
                }

                if (beat) yield return null;
                beat = await next.WaitAsync(stop);
                continue;
            }

            if (await Behind(organisation, filter, after, stop) is not { } page) yield break;
            foreach (var entry in page) yield return entry;
            if (page.Count > 0) after = page[^1].Position;
            if (page.Count == AtOnce) continue;
            // Nothing else of this organisation is in front of where the reader began.
            if (from is { } begun) after = Math.Max(after, begun);
            else await next.WaitAsync(stop);
        }
    }

    // What is new for those who follow, and the heart-beat for those to whom nothing was said for long.
    private async Task Read(CancellationToken stop)
    {
        var last = (await ledger.Head(stop)).Size - 1;
        if (last < upTo || signer.Fork is not null) EndAll();
        var (begun, fresh) = Topics();
        if (begun.Count == 0 || last < upTo) upTo = last;
        while (upTo < last)
        {
            var page = await ledger.All(NewEntries, stop, Value(upTo + 1), Value(last + 1), Value<string[]>([.. begun.Keys]),
                Value(NewPage));
            foreach (var stored in page)
            {
                moved.Add(begun[stored.Entry.Organisation]);
                Keep(begun[stored.Entry.Organisation], FeedEntry.Of(stored));
            }

            upTo = page.Count < NewPage ? last : page[^1].Entry.Position;
        }

        foreach (var topic in fresh)
        {
            topic.Begin(last);
            moved.Add(topic);
        }

        await Wake(stop);
        if (clock.GetElapsedTime(keysChecked) < KeyCheck) return;
        keysChecked = clock.GetTimestamp();
        await EndRevoked(stop);
    }

    // All at once would take buffers for all at once.
    private async Task Wake(CancellationToken stop)
    {
        var woken = 0;
        foreach (var seat in Seats())
        {
            var beat = seat.Silence >= limits.Beat;
            if (!beat && !moved.Contains(seat.Topic)) continue;
            seat.Wake(beat);
            if (++woken % WokenAtOnce == 0) await Task.Delay(BetweenWakings, stop);
        }

        moved.Clear();
    }

    private void Keep(FeedTopic topic, FeedEntry entry)
    {
        topic.Add(entry);
        kept.Enqueue(topic);
        keptBytes += entry.Json.Length;
        while (kept.Count > limits.Kept || keptBytes > limits.KeptBytes) keptBytes -= kept.Dequeue().DropOldest();
    }

    private async Task EndRevoked(CancellationToken stop)
    {
        var all = Seats();
        var revoked = await keys.Revoked([.. all.Select(s => s.Key).Distinct()], stop);
        foreach (var seat in all.Where(s => revoked.Contains(s.Key))) seat.End();
    }

    private async Task<IReadOnlyList<FeedEntry>?> Behind(Guid organisation, FeedFilter filter, long after, CancellationToken stop)
    {
        await pages.WaitAsync(stop);
        try
        {
            return [.. (await history.Page(organisation, filter.Stored, after, AtOnce, stop)).Select(FeedEntry.Of)];
        }
        catch (Exception error) when (BatchWriter.OutOfReach(error) && !stop.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            pages.Release();
        }
    }

    private FeedSeat Take(string organisation, Guid key)
    {
        lock (turn)
        {
            if (!topics.TryGetValue(organisation, out var topic)) topics[organisation] = topic = new();
            var seat = new FeedSeat(organisation, topic, key, clock);
            topic.Followers++;
            seats.Add(seat);
            if (seats.Count == 1) somebody.Release();
            return seat;
        }
    }

    private void Leave(FeedSeat seat)
    {
        lock (turn)
        {
            seats.Remove(seat);
            if (--seat.Topic.Followers == 0 && topics.GetValueOrDefault(seat.Organisation) == seat.Topic) topics.Remove(seat.Organisation);
        }
    }

    private bool Anybody()
    {
        lock (turn) return seats.Count > 0;
    }

    private FeedSeat[] Seats()
    {
        lock (turn) return [.. seats];
    }

    private (Dictionary<string, FeedTopic> Begun, List<FeedTopic> Fresh) Topics()
    {
        lock (turn)
        {
            return (topics.Where(t => t.Value.From is not null).ToDictionary(), [.. topics.Values.Where(t => t.From is null)]);
        }
    }

    // Whoever comes now begins anew: positions of before mean nothing.
    private void EndAll()
    {
        lock (turn) topics.Clear();
        foreach (var seat in Seats()) seat.End();
    }

    private void WakeAll()
    {
        foreach (var seat in Seats()) seat.Wake(beat: false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The feed waits for the database: {Error}")]
    private static partial void LogOutOfReach(ILogger log, string error);
}
