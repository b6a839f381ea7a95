using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Workflows.Feed;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>The feed as server-sent events.</summary>
public sealed class The_event_stream(Installation installation)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Continues_with_each_new_entry_on_every_node()
    {
        var school = await School.Open(installation);
        await using var other = await installation.StartNode();
        var before = EventStream.Parsed((await school.Get("/api/feed/stream")).Text).Count;
        using var here = await EventStream.Open(installation.Http, school.VeraKey);
        using var there = await EventStream.Open(installation.Http, school.VeraKey, node: new(other.Urls.Single()));
        foreach (var stream in new[] { here, there }) for (var i = 0; i < before; i++) await stream.Next();

        foreach (var title in new[] { "Первая", "Вторая" })
        {
            await school.Programme(title);
            var (one, two) = (await here.Next(), await there.Next());
            Assert.Equal((one.EventId, one.Data, one.EventType), (two.EventId, two.Data, two.EventType));
            Assert.Equal(("programme_drafted", title), (Of(one.Data)["type"]!.ToString(), Of(one.Data)["data"]!["title"]!.ToString()));
            Assert.Equal(one.EventId, Of(one.Data)["position"]!.ToString());
        }
    }

    [Fact]
    public async Task Continues_after_the_last_event_id()
    {
        var school = await School.Open(installation);
        await school.ActiveProgramme();
        var all = EventStream.Parsed((await school.Get("/api/feed/stream")).Text);
        Assert.InRange(all.Count, 5, 100);

        foreach (var (seen, rest) in all.Select((item, n) => (item.EventId, all[(n + 1)..])).Where(s => s.Item2.Count > 0))
        {
            using var stream = await EventStream.Open(installation.Http, school.VeraKey, "after=0", long.Parse(seen!, null));
            foreach (var item in rest) Assert.Equal(item.EventId, (await stream.Next()).EventId);
        }
    }

    [Theory]
    [InlineData("x"), InlineData("-1"), InlineData("9999999999"), InlineData("1.0")]
    public async Task Refuses_a_last_event_id_of_another_ledger(string id)
    {
        var school = await School.Open(installation);
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/feed/stream") { Headers = { { "Last-Event-ID", id } } };
        request.Headers.Authorization = new("Bearer", school.VeraKey);

        var answer = await school.Raw(request);

        Assert.Equal((HttpStatusCode.BadRequest, "Last-Event-ID"), (answer.Status, (string?)answer.Json["missing"]![0]!["where"]));
    }

    [Fact]
    public async Task Is_kept_open_by_heart_beats_also_if_every_entry_is_filtered_out()
    {
        var school = await School.Open(installation);
        await using var node = await Beating(TimeSpan.FromMilliseconds(300));
        using var response = await EventStream.Ask(installation.Http, school.VeraKey, "type=stage_approved", null,
            new(node.Urls.Single()), Stop);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await installation.Append(school, 1);
        }, Stop);
        var (watch, beats) = (Stopwatch.StartNew(), 0);
        for (; beats < 6; beats++)
        {
            Assert.Equal(": heart-beat", await lines.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Stop));
            Assert.Equal("", await lines.ReadLineAsync(Stop));
        }

        await enough.CancelAsync();
        await writing;
        // The first one comes after all recorded entries.
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(300 * 4), TimeSpan.FromSeconds(20));
        Assert.Equal(("no", true), (response.Headers.GetValues("X-Accel-Buffering").Single(), response.Headers.CacheControl!.NoStore));
    }

    [Fact]
    public async Task Does_not_wait_for_a_transaction_of_another_school_and_gives_nothing_of_it()
    {
        var (school, other) = (await School.Open(installation), await School.Open(installation));
        await installation.Append(school, 3);
        await installation.Append(other, 3);
        using var following = await EventStream.Open(installation.Http, school.VeraKey, "type=partner_engaged");
        var last = Assert.Single(Fed(await school.Get("/api/feed?type=partner_engaged")));
        var everything = EventStream.Parsed((await school.Get("/api/feed/stream")).Text).Count;
        await using (var connection = await installation.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Stop))
        {
            // Holds the head row, has written the next entry, and rolls back.
            await using var transaction = await connection.BeginTransactionAsync(Stop);
            await using var slow = new NpgsqlCommand(
                $"""
                select from seal.head for update;
                insert into ledger.mt_streams (tenant_id, id, type, version, timestamp)
                values ('{school.Id}', 'test-{Id.New()}', 'test', 1, now());
                insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, headers, user_name)
                select (select size + 1 from seal.head), gen_random_uuid(), s.id, 1, data, e.type, e.timestamp, e.tenant_id,
                    headers || jsonb_build_object('command', gen_random_uuid()), user_name
                from ledger.mt_events e, ledger.mt_streams s
                where seq_id = {last + 1} and s.tenant_id = e.tenant_id order by s.created desc limit 1
                """, connection, transaction);
            Assert.Equal(2, await slow.ExecuteNonQueryAsync(Stop));
            var watch = Stopwatch.StartNew();

            Assert.Equal($"{last}", (await following.Next()).EventId);
            Assert.Equal(everything, EventStream.Parsed((await school.Get("/api/feed/stream")).Text).Count);
            Assert.Equal([last], Fed(await school.Get("/api/feed?type=partner_engaged")));
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            await transaction.RollbackAsync(Stop);
        }

        await installation.Append(school, 2);
        Assert.Equal("partner_engaged", Of((await following.Next()).Data)["type"]!.ToString());
    }

    [Fact]
    public async Task Ends_when_its_key_is_revoked_but_others_continue()
    {
        var school = await School.Open(installation);
        var key = await school.Key($$"""{"roles":["integrator"],"integrator":"{{Id.New()}}"}""");
        using var revoked = await EventStream.Open(installation.Http, key, "type=stage_approved");
        using var kept = await EventStream.Open(installation.Http, school.VeraKey, "type=programme_drafted");

        Deciding.Done(await school.Post($"/api/keys/{Guid.ParseExact(key.Split('_')[1], "N")}/revocation", """{"reason":"Утерян."}""",
            school.GraceKey));

        Assert.False(await revoked.Items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop));
        await school.Programme();
        Assert.Equal("programme_drafted", Of((await kept.Next()).Data)["type"]!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/feed/stream", key)).Status);
    }

    [Fact]
    public async Task Is_not_delayed_by_a_client_that_does_not_read_and_neither_is_the_stop()
    {
        var school = await School.Open(installation);
        await using var node = await installation.StartNode();
        var address = new Uri(node.Urls.Single());
        // More than all buffers in between can hold.
        for (var i = 0; i < 30; i++) await installation.Append(school, 500);
        using var stuck = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await stuck.ConnectAsync(address.Host, address.Port, Stop);
        await stuck.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /api/feed/stream HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {school.VeraKey}\r\n\r\n"), Stop);
        using var reading = await EventStream.Open(installation.Http, school.VeraKey, "type=programme_drafted", node: address);
        await school.Programme();
        Assert.Equal("programme_drafted", Of((await reading.Next()).Data)["type"]!.ToString());
        await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        await school.Programme("Ещё одна");
        Assert.Equal("programme_drafted", Of((await reading.Next()).Data)["type"]!.ToString());

        var watch = Stopwatch.StartNew();
        await node.StopAsync(Stop);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.False(await reading.Items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Stop));
        // It was cut off before it had received everything.
        Assert.InRange(await Received(stuck), 1, 10_000_000);
    }

    [Fact]
    public async Task Is_refused_over_the_limit_of_followers()
    {
        var school = await School.Open(installation);
        await using var node = await installation.StartNode(also: s => s.AddSingleton(FeedLimits.Default with { Followers = 1 }));
        using (await EventStream.Open(installation.Http, school.VeraKey, node: new(node.Urls.Single())))
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(node.Urls.Single()), "/api/feed/stream"));
            request.Headers.Authorization = new("Bearer", school.VeraKey);
            var refused = await school.Raw(request);

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "busy"), (refused.Status, refused.Code));
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Response.Headers.RetryAfter!.Delta);
        }
    }

    [Fact]
    public async Task Answers_a_HEAD_request_and_ends()
    {
        var school = await School.Open(installation);
        var request = new HttpRequestMessage(HttpMethod.Head, "/api/feed/stream");
        request.Headers.Authorization = new("Bearer", school.VeraKey);

        using var answer = await installation.Http.SendAsync(request, Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop);

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private static JsonNode Of(string data) => JsonNode.Parse(data)!;

    private static List<long> Fed(Answer page) => [.. page.Json["items"]!.AsArray().Select(e => long.Parse((string)e!["position"]!, null))];

    private static async Task<long> Received(Socket socket)
    {
        var (buffer, received) = (new byte[65536], 0L);
        try
        {
            while (await socket.ReceiveAsync(buffer, Stop) is > 0 and var read) received += read;
        }
        catch (SocketException)
        {
            // Cut.
        }

        return received;
    }

    private Task<Microsoft.AspNetCore.Builder.WebApplication> Beating(TimeSpan beat) =>
        installation.StartNode(also: s => s.AddSingleton(FeedLimits.Default with { Beat = beat }));
}
