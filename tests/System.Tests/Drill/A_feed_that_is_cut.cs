using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using School = MentorshipFlow.System.Tests.Api.School;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>
/// R8: followers of the feed whose connections are repeatedly cut at any byte, while several schools decide, some of them slowly, and the
/// server is restarted. Each continues with its last received id.
/// </summary>
[Collection(Drills.Name)]
[Trait("drill", "R8")]
public sealed class A_feed_that_is_cut(Installation installation)
{
    private const int Followers = 10;

    private readonly Installation installation = installation;
    private readonly CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(LedgerTestBed.Stop);
    private WebApplication? node;
    private int cuts, restarts, slow;

    [Fact]
    public async Task Loses_nothing_repeats_nothing_and_equals_the_pages()
    {
        var each = DrillSize.Of("R8CUT", 1000, 20_000) / Followers;
        List<School> schools = [];
        while (schools.Count < 4) schools.Add(await School.Open(installation));
        node = await Node();
        var writing = Task.WhenAll(schools.Select(Write));
        var restarting = Restart();
        // The last school has one follower, so each cut leaves it without followers; some filter one kind of event, and one reads pages.
        Follower[] followers = [.. Enumerable.Range(0, Followers).Select(n =>
            new Follower(this, schools[n == 0 ? 3 : n % 3], n % 3 == 2 ? "type=partner_engaged" : ""))];
        var watch = Stopwatch.StartNew();
        var paging = Page(schools[3], writing);
        await Task.WhenAll(followers.Select(f => f.BeCut(each)));
        await enough.CancelAsync();
        await Task.WhenAll(writing, restarting);
        var paged = await paging;

        foreach (var follower in followers)
        {
            await follower.CatchUp();
            var ledger = await Ledger(follower.School, follower.Query);
            Assert.Equal(ledger.Select(e => e.Position), follower.Seen.Select(s => s.Position));
            Assert.All(ledger.Zip(follower.Seen), pair => Assert.Equal(Encoding.UTF8.GetString(pair.First.Json), pair.Second.Data));
        }

        Assert.Equal(paged.Select(e => (string)e["position"]!), followers[0].Seen.Select(s => $"{s.Position}"));
        Assert.All(paged.Zip(followers[0].Seen), pair => Assert.True(JsonNode.DeepEquals(pair.First, JsonNode.Parse(pair.Second.Data))));
        Assert.True(restarts > 0 && slow > 0 && cuts >= each * Followers);
        await node.DisposeAsync();
        var (seen, time) = (followers.Sum(f => f.Seen.Count), watch.Elapsed.TotalSeconds);
        DrillSize.Figure("R8",
            $"{cuts} cuts and {restarts} restarts in {time:0} s beside {slow} slow transactions: {seen} events came once each, in order");
    }

    private async Task Write(School school)
    {
        while (!enough.IsCancellationRequested)
        {
            var waits = Random.Shared.Next(20) == 0;
            await installation.Append(school, Random.Shared.Next(1, 12), waits ? 0.03 : 0);
            if (waits) Interlocked.Increment(ref slow);
            await Task.Delay(Random.Shared.Next(8), CancellationToken.None);
        }
    }

    // The cache is so small that followers are often behind it.
    private Task<WebApplication> Node() =>
        installation.StartNode(also: s => s.AddSingleton(FeedLimits.Default with { Kept = Random.Shared.Next(1, 100) }));

    private async Task Restart()
    {
        while (!enough.IsCancellationRequested)
        {
            await Task.Delay(1500, enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (stopped, next) = (node!, await Node());
            node = next;
            await stopped.StopAsync(CancellationToken.None);
            await stopped.DisposeAsync();
            restarts++;
        }
    }

    private async Task<List<JsonNode>> Page(School school, Task writing)
    {
        List<JsonNode> seen = [];
        var after = "";
        for (var last = false; !last;)
        {
            // An append that is under way when it is enough still counts.
            last = writing.IsCompleted;
            Answer page;
            do
            {
                page = await school.Get($"/api/feed?limit={Random.Shared.Next(1, 200)}{after}");
                after = $"&after={page.Json["next"]}";
                seen.AddRange(page.Json["items"]!.AsArray().Select(e => e!));
            }
            while (page.Response.Headers.Contains("Link"));
            if (!last) await Task.Delay(20, CancellationToken.None);
        }

        return seen;
    }

    private async Task<List<FeedEntry>> Ledger(School school, string query)
    {
        List<FeedEntry> all = [];
        var filter = new EntryFilter(Types: query.Length > 0 ? [query.Split('=')[1]] : null);
        var history = installation.Services.GetRequiredService<LedgerHistory>();
        while (await history.Page(school.Id, filter, all is [.., var e] ? e.Position : -1, 5000, LedgerTestBed.Stop) is { Count: > 0 } page)
            all.AddRange(page.Select(e => FeedEntry.Of(e, sandbox: false)));
        return all;
    }

    /// <summary>A follower of a school's feed that reconnects after every cut.</summary>
    private sealed class Follower(A_feed_that_is_cut drill, School school, string query)
    {
        public School School => school;

        public string Query => query;

        public List<(long Position, string Data)> Seen { get; } = [];

        /// <summary>Reconnects until it was cut this many times.</summary>
        public async Task BeCut(int times)
        {
            for (var i = 0; i < times; i++)
            {
                try
                {
                    // Cut sometimes at any byte while it catches up, sometimes while it is waiting.
                    var bytes = i % 2 == 0 ? Random.Shared.Next(20_000) : int.MaxValue;
                    using var time = new CancellationTokenSource(Random.Shared.Next(1, 250));
                    using var response = await Ask(LedgerTestBed.Stop);
                    await using var body = await response.Content.ReadAsStreamAsync(LedgerTestBed.Stop);
                    await using var part = new Part(body, bytes);
                    await foreach (var item in SseParser.Create(part).EnumerateAsync(time.Token)) See(item);
                }
                catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
                {
                    LedgerTestBed.Stop.ThrowIfCancellationRequested();
                }

                Interlocked.Increment(ref drill.cuts);
            }
        }

        /// <summary>Reads all recorded entries.</summary>
        public async Task CatchUp()
        {
            foreach (var item in EventStream.Parsed(await EventStream.UpToNow(await Ask(LedgerTestBed.Stop)))) See(item);
        }

        private Task<HttpResponseMessage> Ask(CancellationToken stop) => EventStream.Ask(drill.installation.Http, school.VeraKey, query,
            Seen is [.., var last] ? last.Position : null, new(drill.node!.Urls.Single()), stop);

        private void See(SseItem<string> item)
        {
            var position = long.Parse(item.EventId!, null);
            Assert.True(Seen.Count == 0 || Seen[^1].Position < position, $"{position} comes after {Seen.LastOrDefault().Position}.");
            Seen.Add((position, item.Data));
        }
    }

    /// <summary>The first bytes of a stream, like those from a connection that was cut.</summary>
    private sealed class Part(Stream whole, int left) : Stream
    {
        private int left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await whole.ReadAsync(buffer[..Math.Min(buffer.Length, left)], cancellationToken);
            left -= read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
