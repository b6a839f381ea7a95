using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>
/// Clients of the running program that record facts without pause. Each repeats its request with the same Idempotency-Key until it
/// succeeds.
/// </summary>
internal sealed class HttpLoad : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly Uri Resources = new($"/api/programmes/{SampleIds.Programme}/resources", UriKind.Relative);

    private readonly HttpClient http;
    private readonly CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(LedgerTestBed.Stop);
    private readonly ConcurrentQueue<string> acknowledged = [];
    private readonly ConcurrentDictionary<int, int> statuses = [];
    private readonly ConcurrentQueue<TimeSpan> waits = [];
    private readonly Task clients;

    private HttpLoad(Uri address, string key, int count)
    {
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        clients = Task.WhenAll(Enumerable.Range(0, count).Select(_ => RecordAsync()));
    }

    public IReadOnlyCollection<string> Acknowledged => acknowledged;

    /// <summary>The longest wait for any answer.</summary>
    public TimeSpan Longest => waits.Max();

    /// <summary>Received statuses with their counts; 0 is a refused or broken connection.</summary>
    public IReadOnlyDictionary<int, int> Statuses => statuses;

    public static HttpLoad Start(Uri address, string key, int clients) => new(address, key, clients);

    /// <summary>The time until another request succeeds.</summary>
    public async Task<TimeSpan> BackAsync()
    {
        var (watch, before) = (Stopwatch.StartNew(), acknowledged.Count);
        while (acknowledged.Count == before)
        {
            if (enough.IsCancellationRequested) await clients;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"Nobody is served any more: {string.Join(' ', statuses)}");
            await Task.Delay(5, LedgerTestBed.Stop);
        }

        return watch.Elapsed;
    }

    public async Task<int> StatusOfAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), LedgerTestBed.Stop);
        return (int)answer.StatusCode;
    }

    /// <summary>Lets each client finish its current request.</summary>
    public async Task StopAsync()
    {
        await enough.CancelAsync();
        await clients;
    }

    /// <summary>Call after the end: every acknowledged fact is on the ledger exactly once, and there are no other facts of these
    /// clients.</summary>
    public void AssertExactlyOnce(string? commandsOnTheLedger) =>
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), (commandsOnTheLedger ?? "").Split(' ')
            .Where(c => c.StartsWith("drill-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    public void Dispose()
    {
        http.Dispose();
        enough.Dispose();
    }

    private async Task RecordAsync()
    {
        try
        {
            while (!enough.IsCancellationRequested)
            {
                var key = $"drill-{Some.Id()}";
                while (!await TryAsync(key)) await Task.Delay(Pause, LedgerTestBed.Stop);
                acknowledged.Enqueue(key);
            }
        }
        catch
        {
            // One failed client ends the others; its error is reported when they have ended.
            await enough.CancelAsync();
            throw;
        }
    }

    private async Task<bool> TryAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Resources)
        {
            Headers = { { "Idempotency-Key", key } },
            Content = new StringContent("""{"kind":"staff","source":"internal","title":"Педагог-психолог"}""", Encoding.UTF8,
                "application/json"),
        };
        var watch = Stopwatch.StartNew();
        try
        {
            using var answer = await http.SendAsync(request, LedgerTestBed.Stop);
            waits.Enqueue(watch.Elapsed);
            statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) Assert.NotNull(answer.Headers.RetryAfter);
            else Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(LedgerTestBed.Stop));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            statuses.AddOrUpdate(0, 1, (_, count) => count + 1);
            return false;
        }
    }
}
