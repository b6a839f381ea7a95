using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Webhooks;

/// <summary>The result of one attempt.</summary>
/// <param name="Status">Null if the receiver did not answer.</param>
/// <param name="Fault">A short reason if it was not delivered.</param>
public sealed record WebhookAttempt(int? Status, string? Fault, TimeSpan Took)
{
    /// <summary>Whether the receiver accepted it: any status from 200 to 299.</summary>
    public bool Delivered => Fault is null;

    /// <summary>Whether the receiver asks for an end of deliveries.</summary>
    public bool Gone => Status == 410;
}

/// <summary>Signs and sends messages by the Standard Webhooks specification.</summary>
public sealed class WebhookSender(Secrets secrets, PublicAddresses addresses, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        ConnectCallback = addresses.Connect,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxConnectionsPerServer = 16,
    })
    {
        Timeout = Patience,
    };

    /// <summary>A webhook's secret with a number, in the form for the receiver's configuration: <c>whsec_</c> and 32 bytes in
    /// base64.</summary>
    public string Secret(Guid webhook, int number) => $"whsec_{Convert.ToBase64String(secrets.OfWebhook(webhook, number))}";

    /// <summary>Sends one message.</summary>
    /// <param name="id">The same id at each attempt, so that the receiver recognises repeats.</param>
    /// <param name="body">A CloudEvent in JSON.</param>
    public async Task<WebhookAttempt> Send(Webhook webhook, Guid id, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address.Value) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json") { CharSet = "utf-8" };
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.TryAddWithoutValidation("webhook-id", id.ToString());
        request.Headers.TryAddWithoutValidation("webhook-timestamp", $"{timestamp}");
        request.Headers.TryAddWithoutValidation("webhook-signature",
            string.Join(' ', webhook.Secrets.Select(number => Signature(webhook.Id, number, id, timestamp, body.Span))));
        request.Headers.TryAddWithoutValidation("user-agent", "MentorshipFlow");
        var since = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return new((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : "status", Stopwatch.GetElapsedTime(since));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(null, "timeout", Stopwatch.GetElapsedTime(since));
        }
        catch (HttpRequestException error)
        {
            // Only the kind of fault, because the receiver's answer may contain anything.
            var fault = error.Message == "address-not-public" || error.InnerException?.Message == "address-not-public"
                ? "address-not-public" : error.HttpRequestError.ToString();
            return new(null, fault, Stopwatch.GetElapsedTime(since));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private string Signature(Guid webhook, int number, Guid id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secrets.OfWebhook(webhook, number));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return $"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}";
    }
}
