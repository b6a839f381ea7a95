using System.Threading.RateLimiting;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.Http.Features;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// Limits the requests that hold a whole file in memory. A file comes in without a turn, 16 at once and four per organisation, so that a
/// slow sender keeps nobody waiting. What is done with it then takes one of four turns, two per organisation: it is in memory up to three
/// times (as received, salted, sealed), each at most <see cref="FileVault.MaxSize"/> bytes.
/// </summary>
public sealed class FileTurns : IDisposable
{
    private const int AtOnce = 4;
    private const int OfOneOrganisation = 2;
    private const int Waiting = 64;
    private const int ComingAtOnce = 16;
    private const int ComingOfOneOrganisation = 4;

    // A telephone in the country. What is slower is dropped by the server after ten seconds, and in the end by the deadline.
    private const int SlowestBytesPerSecond = 16 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<Guid> turns = Limiter(OfOneOrganisation, AtOnce);
    private readonly PartitionedRateLimiter<Guid> coming = Limiter(ComingOfOneOrganisation, ComingAtOnce);

    /// <summary>Waits at most 2 s for a turn. The turn ends with the request.</summary>
    /// <returns>Null, or 503 with Retry-After.</returns>
    public async Task<Problem?> Take(HttpContext http)
    {
        if (await Acquire(turns, http) is not { } turn) return Problems.Busy;
        http.Response.RegisterForDispose(turn);
        return null;
    }

    /// <summary>Reads the body, then waits for a turn.</summary>
    /// <param name="largest">The limit in bytes; a larger body is answered with 413.</param>
    /// <returns>The body; or why not: 503 with Retry-After, or 408 for a body that took longer than one of its length may.</returns>
    /// <exception cref="BadHttpRequestException">The body is larger than the limit, or shorter than announced.</exception>
    public async Task<(byte[] Body, Problem? Problem)> Receive(HttpContext http, int largest)
    {
        Allow(http, largest);
        byte[] body;
        using (var place = await Acquire(coming, http))
        {
            if (place is null) return ([], Problems.Busy);
            using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            late.CancelAfter(Deadline(http.Request.ContentLength ?? largest));
            try
            {
                body = await Body(http.Request, late.Token);
            }
            catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
            {
                return ([], Problems.OfStatus(StatusCodes.Status408RequestTimeout));
            }
        }

        return (body, await Take(http));
    }

    /// <summary>How long a body of so many bytes may take in all.</summary>
    private static TimeSpan Deadline(long bytes) => TimeSpan.FromSeconds(30 + (bytes / SlowestBytesPerSecond));

    /// <summary>Allows a request body of a file's maximum size.</summary>
    public static void Allow(HttpContext http, int largest)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = largest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        coming.Dispose();
    }

    private static async Task<RateLimitLease?> Acquire(PartitionedRateLimiter<Guid> limiter, HttpContext http)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        late.CancelAfter(Patience);
        try
        {
            var lease = await limiter.AcquireAsync(Caller.Of(http).Organisation, 1, late.Token);
            if (lease.IsAcquired) return lease;
            lease.Dispose();
            return null;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    // Grows as the body comes: many could announce much and send nothing.
    private static async Task<byte[]> Body(HttpRequest request, CancellationToken stop)
    {
        using var buffer = new MemoryStream();
        await request.CopyBody(buffer, stop);
        return buffer.ToArray();
    }

    private static PartitionedRateLimiter<Guid> Limiter(int ofOneOrganisation, int atOnce) => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Guid, Guid>(organisation =>
            RateLimitPartition.GetConcurrencyLimiter(organisation, _ => Limit(ofOneOrganisation))),
        PartitionedRateLimiter.Create<Guid, int>(_ => RateLimitPartition.GetConcurrencyLimiter(0, _ => Limit(atOnce))));

    private static ConcurrencyLimiterOptions Limit(int permits) =>
        new() { PermitLimit = permits, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
