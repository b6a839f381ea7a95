using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace MentorshipFlow.Api.Http;

/// <summary>A token bucket: so many requests at once, and so many per second for long.</summary>
/// <param name="Burst">Zero for no limit.</param>
public sealed record Allowance(int Burst, int PerSecond);

/// <summary>How much one key and one address may ask of a server.</summary>
/// <param name="Key">The requests with one key, or one personal link.</param>
/// <param name="Address">The requests without a key, those of pages included, from one address.</param>
/// <param name="Failures">The secrets from one address that open nothing. A program has one secret; more is guessing.</param>
/// <param name="FileBytes">The files of one organisation.</param>
/// <param name="Entries">The entries of one organisation.</param>
public sealed record Allowances(Allowance Key, Allowance Address, Allowance Failures, long FileBytes, long Entries)
{
    private const long Gigabyte = 1L << 30;

    /// <summary>Ample for an import of a whole region, and for a school behind one address. A large programme has 10,000 entries a year, so
    /// ten of them need 50 years for theirs.</summary>
    public static Allowances Default { get; } = new(new(3000, 300), new(1000, 100), new(30, 1), 10 * Gigabyte, 5_000_000);
}

/// <summary>Limits the requests of each key and each address; what is over is answered 429 with Retry-After.</summary>
/// <remarks>Each server counts for itself and forgets with its end.</remarks>
public sealed class RequestLimits : IDisposable
{
    private const int MostKnown = 10_000;
    private const int PrefixOfNetwork = 8;

    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(10);

    private readonly Allowances allowances;
    private readonly TimeProvider clock;
    private readonly PartitionedRateLimiter<string> keys;
    private readonly PartitionedRateLimiter<string> addresses;
    private readonly PartitionedRateLimiter<string> failures;
    private readonly ConcurrentDictionary<string, long> known = new();

    /// <summary>Limits with full buckets.</summary>
    public RequestLimits(Allowances allowances, TimeProvider clock)
    {
        (this.allowances, this.clock) = (allowances, clock);
        (keys, addresses, failures) = (Of(allowances.Key), Of(allowances.Address), Of(allowances.Failures));
    }

    /// <summary>Counts a request with a key or link; says in the answer what is left.</summary>
    public Problem? TakeOfKey(HttpContext http, Guid key)
    {
        if (allowances.Key.Burst == 0) return null;
        var over = Take(keys, key.ToString());
        var left = keys.GetStatistics(key.ToString())?.CurrentAvailablePermits ?? 0;
        var refill = (allowances.Key.Burst + allowances.Key.PerSecond - 1) / allowances.Key.PerSecond;
        http.Response.Headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"key\";q={allowances.Key.Burst};w={refill}");
        http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"key\";r={left};t=1");
        return over;
    }

    /// <summary>Counts a request without a key.</summary>
    public Problem? TakeOfAddress(HttpContext http) => Take(addresses, Address(http));

    /// <summary>Whether a secret is looked up: not while its address has presented too many that open nothing, unless this one opened
    /// something within the last ten minutes, so that nobody is shut out by a neighbour who guesses.</summary>
    public bool MayTry(HttpContext http, string secret) =>
        (known.TryGetValue(Hash(secret), out var since) && clock.GetElapsedTime(since) < KnownFor)
        || failures.GetStatistics(Address(http)) is null or { CurrentAvailablePermits: > 0 };

    /// <summary>The secret opened something.</summary>
    public void Opened(string secret)
    {
        if (known.Count >= MostKnown) known.Clear();
        known[Hash(secret)] = clock.GetTimestamp();
    }

    /// <summary>The secret opened nothing.</summary>
    public void Failed(HttpContext http) => failures.AttemptAcquire(Address(http)).Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        keys.Dispose();
        addresses.Dispose();
        failures.Dispose();
    }

    private static Problem? Take(PartitionedRateLimiter<string> limiter, string whose)
    {
        using var taken = limiter.AttemptAcquire(whose);
        return taken.IsAcquired ? null : Problems.TooMany;
    }

    private static PartitionedRateLimiter<string> Of(Allowance allowance) => PartitionedRateLimiter.Create<string, string>(whose =>
        allowance.Burst == 0 ? RateLimitPartition.GetNoLimiter(whose)
        : RateLimitPartition.GetTokenBucketLimiter(whose, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = allowance.Burst, TokensPerPeriod = allowance.PerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        }));

    // Providers give a customer a whole IPv6 network of 64 bits, so it counts as one address.
    private static string Address(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, PrefixOfNetwork)) : $"{address}";
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>Applies <see cref="RequestLimits"/>.</summary>
internal static class RequestLimiting
{
    /// <summary>Counts a request after its secret was looked up, under its key, or under its address without one.</summary>
    public static void UseRequestLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RequestLimits>();
        app.Use((http, next) =>
            (http.User.Identity is SecretIdentity { Identity.Key: var key } ? limits.TakeOfKey(http, key)
            : http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { Probe: true } ? null
            : limits.TakeOfAddress(http)) is not { } over ? next(http)
            : (http.GetEndpoint()?.Metadata.GetMetadata<FailuresAsPages>()?.Of(http, over) ?? over).ExecuteAsync(http));
    }
}
