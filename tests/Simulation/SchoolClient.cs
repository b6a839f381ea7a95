using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MentorshipFlow.Simulation;

/// <summary>The public API as one person uses it: with a key, idempotency keys and If-Match.</summary>
public sealed class SchoolClient(HttpClient http)
{
    private const int MostAttempts = 20;

    private int requests;

    /// <summary>Requests sent so far.</summary>
    public int Requests => requests;

    /// <summary>A new random id.</summary>
    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    /// <summary>Reads.</summary>
    public async Task<JsonNode> Get(string key, string path) => JsonNode.Parse((await Send(key, HttpMethod.Get, path, null, null)).Text)!;

    /// <summary>Decides.</summary>
    /// <param name="body">An object, or null for none.</param>
    /// <param name="on">The day of the fact; null for today.</param>
    /// <param name="match">The tag of what was read.</param>
    public async Task<JsonNode> Post(string key, string path, object? body = null, DateOnly? on = null, string? match = null)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(body ?? new { }, JsonSerializerOptions.Web)!;
        if (on is { } day) json["effectiveOn"] = Day(day);
        return JsonNode.Parse((await Send(key, HttpMethod.Post, path, () => new StringContent(json.ToJsonString(), new MediaTypeHeaderValue(
            "application/json")), match)).Text)!;
    }

    /// <summary>Decides about what was read just before.</summary>
    public async Task<JsonNode> Replace(string key, string read, string path, object? body = null, DateOnly? on = null) =>
        await Post(key, path, body, on, (await Send(key, HttpMethod.Get, read, null, null)).Tag);

    /// <summary>Decides about many persons or items in one request, all of which have to succeed.</summary>
    public async Task Many<T>(string key, string path, IEnumerable<T> of, object? request = null, DateOnly? on = null)
    {
        var common = (JsonObject)JsonSerializer.SerializeToNode(request ?? new { }, JsonSerializerOptions.Web)!;
        if (on is { } day) common["effectiveOn"] = Day(day);
        var answer = await Post(key, $"{path}/batch", new { items = of.Select(o => new { of = $"{o}" }), request = common });
        if ((int)answer["refused"]! > 0) throw new InvalidOperationException($"{path}: {answer.ToJsonString()}");
    }

    /// <summary>Uploads a file and returns its hash.</summary>
    public async Task<string> Upload(string key, byte[] content)
    {
        HttpContent File() => new ByteArrayContent(content) { Headers = { ContentType = new("application/pdf") } };
        return (string)JsonNode.Parse((await Send(key, HttpMethod.Post, "/api/files", File, null)).Text)!["sha256"]!;
    }

    /// <summary>A day as the API writes it.</summary>
    public static string Day(DateOnly on) => $"{on:yyyy-MM-dd}";

    private async Task<(string Text, string? Tag)> Send(string key, HttpMethod method, string path, Func<HttpContent>? body, string? match)
    {
        var decision = $"{NewId()}";
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body?.Invoke() };
            request.Headers.Authorization = new("Bearer", key);
            if (body is not null) request.Headers.Add("Idempotency-Key", decision);
            if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
            Interlocked.Increment(ref requests);
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode) return (text, response.Headers.ETag?.ToString());
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == MostAttempts)
                throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
        }
    }
}
