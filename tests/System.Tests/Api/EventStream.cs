using System.Net.ServerSentEvents;
using System.Text;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>An open stream of the feed, parsed by the framework's own parser.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly HttpResponseMessage response;

    private EventStream(HttpResponseMessage response) => this.response = response;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The items as they arrive, until the server ends the stream.</summary>
    public IAsyncEnumerator<SseItem<string>> Items { get; private set; } = null!;

    /// <summary>Opens a stream and parses it.</summary>
    /// <param name="query">The part after the question mark.</param>
    /// <param name="lastEventId">The header that an EventSource sends after a reconnect.</param>
    public static async Task<EventStream> Open(HttpClient http, string key, string query = "", long? lastEventId = null,
        Uri? node = null)
    {
        var stream = new EventStream(await Ask(http, key, query, lastEventId, node, Stop));
        var body = await stream.response.Content.ReadAsStreamAsync(Stop);
        stream.Items = SseParser.Create(body).EnumerateAsync(Stop).GetAsyncEnumerator(Stop);
        return stream;
    }

    /// <summary>Requests a stream; returns when the answer has begun.</summary>
    public static async Task<HttpResponseMessage> Ask(HttpClient http, string key, string query, long? lastEventId, Uri? node,
        CancellationToken stop)
    {
        var address = new Uri($"/api/feed/stream?{query}", UriKind.Relative);
        using var request = new HttpRequestMessage(HttpMethod.Get, node is null ? address : new Uri(node, address));
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is { } id) request.Headers.Add("Last-Event-ID", $"{id}");
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        Documented.Answer(request, response);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        return response;
    }

    /// <summary>The next item, within 20 s.</summary>
    public async Task<SseItem<string>> Next()
    {
        Assert.True(await Items.MoveNextAsync().AsTask().WaitAsync(Patience.AtMost, Stop), "The stream has ended.");
        return Items.Current;
    }

    /// <summary>The items until the first heart-beat, which means that these were all.</summary>
    public static async Task<string> UpToNow(HttpResponseMessage response)
    {
        using (response)
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
            var text = new StringBuilder();
            while (await lines.ReadLineAsync(Stop) is { } line && !line.StartsWith(':')) text.Append(line).Append('\n');
            return $"{text}";
        }
    }

    /// <summary>The items of a text.</summary>
    public static List<SseItem<string>> Parsed(string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return [.. SseParser.Create(bytes).Enumerate()];
    }

    public void Dispose() => response.Dispose();
}
