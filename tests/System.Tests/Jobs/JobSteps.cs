using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Jobs;

/// <summary>Steps of a school that has something done by jobs.</summary>
internal static partial class JobSteps
{
    /// <summary>A table of mentees; every tenth row is refused by a rule. Names are built from numbers.</summary>
    public static string Table(int rows) => "ФИО;Дата рождения;Класс;Основной запрос наставляемого\n"
        + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"Участник {Word(i)}{Word(i)};{(i % 28) + 1:00}.0{(i % 9) + 1}.{(i % 10 == 9 ? 2020 : 2009)};{(i % 10 == 9 ? 1 : 6)};"
            + $"Запрос {i}\n")));

    /// <summary>Sends a file for import.</summary>
    /// <param name="prefer">The header Prefer; none for null.</param>
    public static Task<Answer> Import(this School school, Guid programme, string file, string? prefer = "respond-async", string? key = null,
        string query = "", Uri? node = null, string of = "mentee-base")
    {
        var address = $"/api/programmes/{programme}/{of}/import{query}";
        var request = new HttpRequestMessage(HttpMethod.Post, node is null ? address : new Uri(node, address).ToString())
            { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) };
        request.Content.Headers.ContentType = new("text/csv");
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        request.Headers.Add("Idempotency-Key", key ?? $"{Id.New()}");
        if (prefer is not null) request.Headers.Add("Prefer", prefer);
        return school.Raw(request);
    }

    /// <summary>Posts a body, preferring a job.</summary>
    public static Task<Answer> Ask(this School school, string address, string? key = null, string body = "{}")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
            { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", key ?? school.VeraKey);
        request.Headers.Add("Prefer", "respond-async");
        return school.Raw(request);
    }

    /// <summary>The address of an accepted job.</summary>
    public static string Accepted(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Text);
        Assert.Equal($"/api/jobs/{answer.Json["id"]}", answer.Response.Headers.Location!.ToString());
        return answer.Response.Headers.Location.ToString();
    }

    /// <summary>Asks until a condition holds, and returns every answer.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Until(this School school, string job, Func<JsonNode, bool> holds, string? key = null)
    {
        var watch = global::System.Diagnostics.Stopwatch.StartNew();
        List<JsonNode> seen = [];
        do
        {
            if (seen.Count > 0) await Task.Delay(20, TestContext.Current.CancellationToken);
            var answer = await school.Get(job, key);
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
            seen.Add(answer.Json);
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), answer.Text);
        }
        while (!holds(seen[^1]));
        return seen;
    }

    /// <summary>Asks until the job has ended, and returns its last state.</summary>
    public static async Task<JsonNode> Ended(this School school, string job, string? key = null) =>
        (await school.Until(job, HasEnded, key))[^1];

    public static bool HasEnded(JsonNode job) => job["endedAt"] is not null;

    /// <summary>Whether it has begun to decide and is not finished.</summary>
    public static bool IsHalfDone(JsonNode job) => (long)job["done"]! > 0 && (long)job["done"]! < (long?)job["total"];

    /// <summary>SHA-256 of everything that an import gave: the base with names and requests, and the answer.</summary>
    public static async Task<string> Digest(this School school, Guid programme, JsonNode answer)
    {
        var table = await school.Post($"/api/programmes/{programme}/mentee-base/export",
            """{"format":"csv","fields":["fullName","birthDate","texts"],"purpose":"programmeWork"}""");
        Assert.True(table.Status == HttpStatusCode.OK, table.Text);
        var lines = table.Text.Split('\n').Order(StringComparer.Ordinal);
        var all = string.Join('\n', [.. lines, WithoutIds(answer.ToJsonString())]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <summary>A text with every UUID replaced, since ids are derived from the request.</summary>
    public static string WithoutIds(string text) => TextsOfFile().Replace(Uuid().Replace(text, "id"), "");

    // A job's result keeps no text of the file.
    [GeneratedRegex("""(?<="heading":")[^"]*(?=")|(?<="samples":\[)[^\]]*(?=\])""")]
    private static partial Regex TextsOfFile();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    private static string Word(int number)
    {
        var word = new StringBuilder();
        do word.Append((char)('а' + (number % 26))); while ((number /= 26) > 0);
        return word.Append("ов").ToString();
    }
}
