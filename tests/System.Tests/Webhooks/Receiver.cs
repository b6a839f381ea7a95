using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StandardWebhooks;

namespace MentorshipFlow.System.Tests.Webhooks;

/// <summary>A message as a receiver got it.</summary>
/// <param name="Stream">The subject of the CloudEvent.</param>
internal sealed record Received(string Id, string Type, string Stream, long? Position, bool Signed, bool Sandbox = false);

/// <summary>A receiver of webhooks. It verifies signatures with the public library, and misbehaves on request.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> received = new();
    private readonly ConcurrentDictionary<string, string> secrets = new();
    private int port;
    private WebApplication? app;

    /// <summary>Answers a message; 204 unless a test says otherwise.</summary>
    public Func<Received, int> Answer { get; set; } = _ => StatusCodes.Status204NoContent;

    public IReadOnlyList<Received> All => [.. received];

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver.UpAsync();
        return receiver;
    }

    public string Address(string name = "all") => $"http://127.0.0.1:{port}/{name}";

    /// <summary>Sets the secret for messages to an address.</summary>
    public void Trust(string secret, string name = "all") => secrets[name] = secret;

    /// <summary>Listens again, at the same address.</summary>
    public async Task UpAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        app = builder.Build();
        app.MapPost("/{name}", async (string name, HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var json = JsonNode.Parse(body)!;
            var message = new Received(request.Headers["webhook-id"]!, json["type"]!.GetValue<string>(),
                json["subject"]!.GetValue<string>(), json["position"]?.GetValue<string>() is { } p ? long.Parse(p, null) : null,
                IsSigned(name, body, request.Headers), json["sandbox"]?.GetValue<bool>() ?? false);
            var status = Answer(message);
            if (status is >= 200 and < 300) received.Enqueue(message);
            return Results.StatusCode(status);
        });
        await app.StartAsync();
        port = new Uri(app.Urls.Single()).Port;
    }

    /// <summary>Stops listening: connections are refused.</summary>
    public async Task DownAsync()
    {
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>Waits until this many different messages were accepted.</summary>
    public async Task<IReadOnlyList<Received>> UntilAsync(Func<IReadOnlyList<Received>, bool> enough, TimeSpan? atMost = null)
    {
        for (var since = global::System.Diagnostics.Stopwatch.StartNew();
            !enough(All) && since.Elapsed < (atMost ?? Patience.AtMost);)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        return All;
    }

    public async ValueTask DisposeAsync() => await DownAsync();

    private bool IsSigned(string name, string body, IHeaderDictionary headers)
    {
        if (!secrets.TryGetValue(name, out var secret)) return false;
        try
        {
            new StandardWebhook(secret).Verify(body, headers);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
