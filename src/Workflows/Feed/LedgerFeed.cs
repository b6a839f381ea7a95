using System.Runtime.CompilerServices;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Feed;

/// <summary>
/// Follows the end of the ledger for all followers of the feed on this node, with one reader. A follower has a position but no buffer.
/// Followers near the end take entries from the reader's cache; others read pages from the database, a few at a time. So a slow follower
/// delays nobody.
/// </summary>
/// <remarks>
/// Commit order is position order (decision 2), so a follower who has received everything up to a position misses no later entry, and
/// nobody waits for an open transaction.
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

    // The place of the oldest cached entries. Only the reader uses these and the fields below.
    private readonly Queue<FeedTopic> kept = [];
    private readonly HashSet<FeedTopic> moved = [];
    private long keptBytes;
    private long upTo = -1;
    private long keysChecked;

    /// <summary>Whether the limit of followers is reached.</summary>
    public bool IsFull
    {
        get
        {
            lock (turn) return seats.Count >= limits.Followers;
        }
    }

    /// <summary>
    /// An organisation's entries after a position, then each new one. Null is a heart-beat; the first one means that everything recorded
    /// until now was sent. It ends when the server stops, when the key is revoked, and when the ledger is out of reach or forked: a client
    /// that reconnects continues after its last entry.
    /// </summary>
    /// <param name="sandbox">Whether the organisation is a sandbox.</param>
    public async IAsyncEnumerable<FeedEntry?> Follow(Guid organisation, bool sandbox, Guid key, FeedFilter filter, long after,
        [EnumeratorCancellation] CancellationToken stop)
    {
        var seat = Take($"{organisation}", sandbox, key);
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
        // After all recorded entries, a heart-beat reports it.
        var beat = true;
        while (true)
        {
            // Taken before reading, so that an entry in between wakes it again and is not missed.
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

            if (await Behind(organisation, seat.Topic.Sandbox, filter, after, stop) is not { } page) yield break;
            foreach (var entry in page) yield return entry;
            if (page.Count > 0) after = page[^1].Position;
            if (page.Count == AtOnce) continue;
            // There is no other entry of this organisation before the reader's start.
            if (from is { } begun) after = Math.Max(after, begun);
            else await next.WaitAsync(stop);
        }
    }

    // Sends new entries to followers, and a heart-beat after a long silence.
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
                var topic = begun[stored.Entry.Organisation];
                moved.Add(topic);
                Keep(topic, FeedEntry.Of(stored, topic.Sandbox));
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

    // Waking all at once would need buffers for all at once.
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

    private async Task<IReadOnlyList<FeedEntry>?> Behind(Guid organisation, bool sandbox, FeedFilter filter, long after,
        CancellationToken stop)
    {
        await pages.WaitAsync(stop);
        try
        {
            return [.. (await history.Page(organisation, filter.Stored, after, AtOnce, stop)).Select(e => FeedEntry.Of(e, sandbox))];
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

    private FeedSeat Take(string organisation, bool sandbox, Guid key)
    {
        lock (turn)
        {
            if (!topics.TryGetValue(organisation, out var topic)) topics[organisation] = topic = new(sandbox);
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

    // New followers start afresh, because earlier positions are no longer valid.
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
