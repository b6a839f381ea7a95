using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;

namespace MentorshipFlow.Bench;

/// <summary>Clients of the feed: one that reads everything, and very many idle ones.</summary>
internal sealed class FeedFollowers(int port, string key) : IDisposable
{
    // A heart-beat comes every 15 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly List<Socket> sockets = [];

    /// <summary>Follows the organisation's feed from its beginning to the ledger's end. Events per second.</summary>
    public async Task<double> Read(long size)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/api/feed/stream");
        request.Headers.Authorization = new("Bearer", key);
        var watch = Stopwatch.StartNew();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var (events, last) = (0L, -1L);
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(), (_, data) => data.Length).EnumerateAsync())
        {
            var position = long.Parse(item.EventId!, NumberStyles.None, CultureInfo.InvariantCulture);
            if (position <= last) throw new InvalidOperationException($"{position} comes after {last}.");
            (last, events) = (position, events + 1);
            // The organisation wrote the last entry.
            if (position == size - 1) return events / watch.Elapsed.TotalSeconds;
        }

        throw new InvalidOperationException($"The stream ended at {last}.");
    }

    /// <summary>Adds this many followers that have received everything up to a position.</summary>
    public async Task Connect(int followers, long after)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET /api/feed/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nLast-Event-ID: {after}\r\n\r\n");
        foreach (var some in Enumerable.Range(0, followers).Chunk(200))
        {
            var more = some.Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
            sockets.AddRange(more);
            await Task.WhenAll(more.Select(async socket =>
            {
                await socket.ConnectAsync("127.0.0.1", port);
                await socket.SendAsync(request);
                await Hear(socket, ": heart-beat");
            }));
        }
    }

    /// <summary>Waits until all have received a heart-beat.</summary>
    public Task HearBeat() => Task.WhenAll(sockets.Select(socket => Hear(socket, ": heart-beat")));

    /// <summary>Waits until all have received the next entry.</summary>
    public Task HearEvent() => Task.WhenAll(sockets.Select(socket => Hear(socket, "\nid: ")));

    /// <inheritdoc/>
    public void Dispose() => sockets.ForEach(s => s.Dispose());

    private static async Task Hear(Socket socket, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[2048];
        for (var heard = ""; !heard.Contains(what, StringComparison.Ordinal);)
        {
            var read = await socket.ReceiveAsync(buffer, patience.Token);
            if (read == 0) throw new InvalidOperationException($"The stream ended with {heard}");
            heard += Encoding.UTF8.GetString(buffer.AsSpan(0, read));
        }
    }
}
