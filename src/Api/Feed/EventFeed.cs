using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Feed;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Feed;

/// <summary>The organisation's entries as CloudEvents, in pages or as a live stream.</summary>
internal sealed class EventFeed(LedgerFeed feed, LedgerHistory history, LedgerReader ledger, IHostApplicationLifetime lifetime) : UseCase
{
    private const string Batch = "application/cloudevents-batch+json";
    private const string EventStream = "text/event-stream";
    private const string LastEventId = "Last-Event-ID";

    // A follower who does not read would delay the server's stop.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    private static readonly byte[] HeartBeat = ": heart-beat\n\n"u8.ToArray();

    private static readonly IReadOnlyList<Role> Following = [Role.Integrator, Role.Auditor, Role.Head, Role.Curator, Role.Operator];

    private static readonly IReadOnlyList<QueryParameter> Which =
    [
        new("after", "A position: what comes after it. Absent: from the beginning.", "41", typeof(long)),
        new("type", "Only of these types, separated by commas.", "stage_submitted,stage_approved"),
        new("stream", "Only of this stream.", "programme-0193b2f0-1111-7222-8333-444455556666"),
    ];

    private readonly CancellationToken late = After(lifetime.ApplicationStopping);

    /// <param name="Next">
    /// The position for the next request. It advances with the ledger even if no requested entry is in between.
    /// </param>
    public sealed record Page(IReadOnlyList<CloudEvent> Items, long Next);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/feed", About("readFeed", "The feed, page by page",
            "The organisation's entries in the order of the ledger, as CloudEvents 1.0. Ask again after \"next\": nothing is missed and " +
            $"nothing comes twice. With Accept: {Batch} the events alone, as a batch.") with
        {
            Answer = typeof(Page), OtherAnswers = new Dictionary<string, Type> { [Batch] = typeof(IReadOnlyList<CloudEvent>) },
            Query = [.. Which, PageLimit.Query], Further = [StatusCodes.Status304NotModified],
        }, Read);

        routes.Read("/api/feed/stream", About("followFeed", "The feed as it comes",
            "Server-sent events: each has its position as id and a CloudEvent as data. First what was recorded, then each new entry; a " +
            $"comment after 15 s of silence keeps the connection. After a cut the client names the last id in {LastEventId}, as every " +
            "EventSource does; it wins over \"after\".") with
        {
            AnswerMediaType = EventStream, Query = Which,
            Sample = "data: {\"specversion\":\"1.0\",\"type\":\"stage_approved\",\"position\":\"41\",…}\nid: 41\n\n",
        }, Follow);
    }

    private static Operation About(string name, string summary, string description) =>
        new("Feed", name, summary, description, Following) { RefusedWhenForked = true };

    private async Task<IResult> Read(HttpContext http)
    {
        // Read before the page, so that the page contains all entries before this end.
        var last = (await ledger.Head(http.RequestAborted)).Size - 1;
        var asked = new Asked(http);
        var (filter, after) = (Filter(asked), asked.Number("after", 0, last) ?? -1);
        if (asked.Problem is { } wrong) return wrong;
        if (PageLimit.Of(http.Request) is not { } limit) return PageLimit.Invalid;
        var found = await history.Page(Caller.Of(http).Organisation, filter.Stored, after, limit + 1, http.RequestAborted);
        var sandbox = Caller.Of(http).Sandbox;
        CloudEvent[] events = [.. found.Take(limit).Select(e => CloudEvent.Of(e, sandbox))];
        var next = found.Count > limit ? found[limit - 1].Entry.Position : Math.Max(last, found is [.., var end] ? end.Entry.Position : -1);
        if (found.Count > limit) PageLimit.Link(http, next.ToString(CultureInfo.InvariantCulture), "after");
        http.Response.Headers.Vary = "Accept";
        var (answer, media) = http.Request.Prefers(Batch) ? (JsonSerializer.SerializeToUtf8Bytes(events, ApiJson.Options), Batch)
            : (JsonSerializer.SerializeToUtf8Bytes(new Page(events, next), ApiJson.Options), "application/json");
        return Answers.Tagged(http, Hash.Of(answer).ToString(), Results.Bytes(answer, $"{media}; charset=utf-8"));
    }

    private async Task<IResult> Follow(HttpContext http)
    {
        var last = (await ledger.Head(http.RequestAborted)).Size - 1;
        var asked = new Asked(http);
        var (filter, after) = (Filter(asked), asked.Number("after", 0, last));
        if (asked.Problem is { } wrong) return wrong;
        // A position beyond the end belongs to another ledger: continuing from it would miss entries.
        if (http.Request.Headers[LastEventId].ToString() is { Length: > 0 } id)
        {
            if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) || seen > last)
                return Problems.Parameter(LastEventId, $"0 to {last}");
            after = seen;
        }

        if (feed.IsFull) return Problems.Busy;
        if (http.AsksForHead()) return Results.Text("", EventStream);
        // nginx buffers an answer unless this header forbids it.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Items(http, filter, after ?? -1, CancellationToken.None));
    }

    private async IAsyncEnumerable<SseItem<byte[]>> Items(HttpContext http, FeedFilter filter, long after,
        [EnumeratorCancellation] CancellationToken stop)
    {
        using var aborting = late.UnsafeRegister(_ => http.Abort(), null);
        var caller = Caller.Of(http);
        await foreach (var entry in feed.Follow(caller.Organisation, caller.Sandbox, caller.Identity.Key, filter, after, stop))
        {
            // The formatter does not support comments. It does not write while it waits for the next item.
            if (entry is null) await http.Response.Body.WriteAsync(HeartBeat, stop);
            else yield return new(entry.Json) { EventId = entry.Position.ToString(CultureInfo.InvariantCulture) };
        }
    }

    private static CancellationToken After(CancellationToken stopping)
    {
        var late = new CancellationTokenSource();
        stopping.Register(() => late.CancelAfter(LastWords));
        return late.Token;
    }

    private static FeedFilter Filter(Asked asked) => new(
        asked.Text("type", types => types.Split(',').All(type => EventCodec.TypeOf(type) is not null),
            $"Names of events, such as stage_approved, separated by commas.")?.Split(','),
        asked.Text("stream", _ => true, $"A text without U+0000."));
}
