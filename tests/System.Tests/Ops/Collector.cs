using System.Collections.Concurrent;
using System.Net;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>Receives requests of an OpenTelemetry exporter over HTTP, and stores the bytes by path: <c>/v1/traces</c> and others.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<(string Path, byte[] Body)> taken = [];
    private readonly Task taking;

    public Collector()
    {
        Address = $"http://127.0.0.1:{FreePort.Next()}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        taking = Task.Run(TakeAsync);
    }

    public string Address { get; }

    /// <summary>The variables that make a program send to it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };

    /// <summary>All bytes received at a path.</summary>
    public byte[] Of(string path) => [.. taken.Where(t => t.Path == path).SelectMany(t => t.Body)];

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await taking;
        listener.Close();
    }

    private async Task TakeAsync()
    {
        try
        {
            while (await listener.GetContextAsync() is { } call)
            {
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                taken.Enqueue((call.Request.Url!.AbsolutePath, body.ToArray()));
                call.Response.Close();
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // No sender is left.
        }
    }
}
