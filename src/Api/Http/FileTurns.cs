using System.Threading.RateLimiting;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.Http.Features;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// Limits the requests that hold a whole file in memory: four at once, two per organisation. A file is in memory up to three times (as
/// received, salted, sealed), each at most <see cref="FileVault.MaxSize"/> bytes.
/// </summary>
public sealed class FileTurns : IDisposable
{
    private const int AtOnce = 4;
    private const int OfOneOrganisation = 2;
    private const int Waiting = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<Guid> turns = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Guid, Guid>(organisation =>
            RateLimitPartition.GetConcurrencyLimiter(organisation, _ => Limit(OfOneOrganisation))),
        PartitionedRateLimiter.Create<Guid, int>(_ => RateLimitPartition.GetConcurrencyLimiter(0, _ => Limit(AtOnce))));

    /// <summary>Waits at most 2 s for a turn. The turn ends with the request.</summary>
    /// <returns>Null, or 503 with Retry-After.</returns>
    public async Task<Problem?> Take(HttpContext http)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        late.CancelAfter(Patience);
        try
        {
            var turn = await turns.AcquireAsync(Caller.Of(http).Organisation, 1, late.Token);
            http.Response.RegisterForDispose(turn);
            return turn.IsAcquired ? null : Problems.Busy;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Problems.Busy;
        }
    }

    /// <summary>Allows a request body of a file's maximum size.</summary>
    public static void Allow(HttpContext http, int largest)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = largest;
    }

    /// <summary>Reads the body of a request that has a turn, into a buffer of its announced length.</summary>
    /// <param name="largest">The limit in bytes; a larger body is answered with 413.</param>
    /// <exception cref="BadHttpRequestException">The body is larger than the limit, or shorter than announced.</exception>
    public static async Task<byte[]> Body(HttpRequest request, int largest)
    {
        if (request.ContentLength is { } length && length <= largest)
        {
            var body = new byte[length];
            await request.Body.ReadExactlyAsync(body, request.HttpContext.RequestAborted);
            return body;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private static ConcurrencyLimiterOptions Limit(int permits) =>
        new() { PermitLimit = permits, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
