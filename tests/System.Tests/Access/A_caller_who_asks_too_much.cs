using System.Net;
using MentorshipFlow.Api.Http;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using Microsoft.Extensions.DependencyInjection;
using Operation = MentorshipFlow.System.Tests.Api.Operation;

namespace MentorshipFlow.System.Tests.Access;

/// <summary>Each key, each address and each organisation has its measure; what is over is refused, and says when to come again.</summary>
public sealed class A_caller_who_asks_too_much(Installation installation)
{
    private const string Anonymous = "/openapi/v1.json";

    private static readonly Allowances Small = Allowances.Default with
    {
        Key = new(5, 1), Address = new(5, 1), Failures = new(3, 1),
    };

    [Fact]
    public async Task Waits_while_other_keys_are_answered()
    {
        var school = await School.Open(installation);
        await using var node = await installation.StartNode(also: Measured(Small));
        using var http = new HttpClient { BaseAddress = new(node.Urls.First()) };

        var first = await Asked(http, school.VeraKey);
        var refused = (await AtOnce(() => Asked(http, school.VeraKey))).Where(a => a.Status == HttpStatusCode.TooManyRequests).ToList();

        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Equal(("too-many-requests", TimeSpan.FromSeconds(1)),
            (a.Code, a.Response.Headers.RetryAfter?.Delta)));
        Assert.Equal("\"key\";q=5;w=5", Assert.Single(first.Response.Headers.GetValues("RateLimit-Policy")));
        Assert.Equal("\"key\";r=4;t=1", Assert.Single(first.Response.Headers.GetValues("RateLimit")));
        Assert.Equal(HttpStatusCode.OK, (await Asked(http, school.GraceKey)).Status);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await Asked(http, school.VeraKey)).Status);
    }

    [Fact]
    public async Task And_guesses_secrets_is_slowed_down_without_shutting_out_who_works_beside_him()
    {
        var school = await School.Open(installation);
        await using var node = await installation.StartNode(also: Measured(Small with { Key = new(0, 0) }));
        using var http = new HttpClient { BaseAddress = new(node.Urls.First()) };
        var guessed = school.VeraKey[..^4] + "AAAA";
        Assert.Equal(HttpStatusCode.OK, (await Asked(http, school.VeraKey)).Status);

        for (var n = 0; n < Small.Failures.Burst; n++) Assert.Equal(HttpStatusCode.Unauthorized, (await Asked(http, guessed)).Status);
        // Secrets that arrive at the same time may all be looked up before the first of them is counted; then the second round is refused.
        var guesses = new List<HttpStatusCode>();
        for (var n = 0; n < 2; n++) guesses.AddRange((await AtOnce(() => Asked(http, guessed))).Select(a => a.Status));

        Assert.Contains(HttpStatusCode.TooManyRequests, guesses);
        Assert.Equal(HttpStatusCode.OK, (await Asked(http, school.VeraKey)).Status);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await Asked(http, school.GraceKey)).Status);
    }

    [Fact]
    public async Task Without_a_key_is_counted_by_his_address_and_probes_are_not()
    {
        await using var node = await installation.StartNode(also: Measured(Small));
        using var http = new HttpClient { BaseAddress = new(node.Urls.First()) };

        Assert.Contains(HttpStatusCode.TooManyRequests, (await AtOnce(() => Asked(http, null, Anonymous))).Select(a => a.Status));
        // People are told on a page, not in JSON.
        var pages = await AtOnce(() => http.GetAsync("/sign-in", TestContext.Current.CancellationToken));
        Assert.Contains((HttpStatusCode.TooManyRequests, "text/html"),
            pages.Select(page => (page.StatusCode, page.Content.Headers.ContentType?.MediaType)));
        for (var n = 0; n < 8; n++) Assert.Equal(HttpStatusCode.OK, (await Asked(http, null, "/health/live")).Status);
    }

    [Fact]
    public async Task Behind_a_proxy_that_is_believed_is_counted_by_his_own_address()
    {
        async Task<bool> Refused(HttpClient http, Func<int, string> address)
        {
            var n = 0;
            var answers = await AtOnce(() => http.SendAsync(Forwarded(address(++n)), TestContext.Current.CancellationToken));
            return answers.Any(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        }

        await using var behind = await installation.StartNode(also: Measured(Small), proxies: [IPNetwork.Parse("127.0.0.0/8")]);
        using var believed = new HttpClient { BaseAddress = new(behind.Urls.First()) };
        Assert.True(await Refused(believed, _ => "203.0.113.1"));
        Assert.False(await Refused(believed, n => $"203.0.113.{n + 1}"));

        await using var open = await installation.StartNode(also: Measured(Small));
        using var direct = new HttpClient { BaseAddress = new(open.Urls.First()) };
        Assert.True(await Refused(direct, n => $"203.0.113.{n}"));
    }

    [Fact]
    public async Task Stores_no_more_than_his_school_may_and_other_schools_can()
    {
        var (school, other) = (await School.Open(installation), await School.Open(installation));
        await using var node = await installation.StartNode(also: Measured(Allowances.Default with { FileBytes = 100 }));
        using var http = new HttpClient { BaseAddress = new(node.Urls.First()) };

        Assert.Equal(HttpStatusCode.Created, (await Uploaded(school, new byte[100])).Status);
        var over = await Uploaded(school, [1]);

        Assert.Equal((HttpStatusCode.Conflict, "storage-full"), (over.Status, over.Code));
        Assert.Equal(HttpStatusCode.Created, (await Uploaded(other, [1])).Status);

        async Task<Answer> Uploaded(School whose, byte[] file)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/files") { Content = new ByteArrayContent(file) };
            request.Content.Headers.ContentType = new("text/plain");
            request.Headers.Authorization = new("Bearer", whose.VeraKey);
            var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return new(response.StatusCode, response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Records_no_more_than_his_school_may_and_other_schools_can()
    {
        const int Most = 40;
        var (school, other) = (await School.Open(installation), await School.Open(installation));
        await using var node = await installation.StartNode(also: Measured(Allowances.Default with { Entries = Most }));
        var address = new Uri(node.Urls.First());
        Deciding.Done(await Draft(school, "Первая", "kept"));

        Answer last;
        var drafted = 1;
        while ((last = await Draft(school, $"Программа {drafted}")).Status == HttpStatusCode.Created && drafted < 2 * Most) drafted++;

        last.Refused(HttpStatusCode.Conflict, "entries-full");
        Assert.StartsWith("Записей организации в журнале столько", (string?)last.Json["title"], StringComparison.Ordinal);
        Assert.InRange(await Entries(school), Most, Most + 2);
        // Nothing is foreseen that would not be recorded, and what was recorded is answered as before.
        Assert.Equal("entries-full", (await Draft(school, "Пробная", query: "?dryRun=true")).Code);
        Assert.True((bool)Deciding.Done(await Draft(school, "Первая", "kept")).Json["repeated"]!);
        // A right is taken away nevertheless.
        Deciding.Done(await school.Post($"/api/keys/{AccessKeys.Read(school.VeraKey)!.Id}/revocation", """{"reason":"Утерян."}""",
            school.GraceKey, node: address));
        Assert.Equal(HttpStatusCode.Created, (await Draft(other, "Первая")).Status);

        Task<Answer> Draft(School whose, string title, string? key = null, string query = "") => whose.Post($"/api/programmes{query}",
            $$"""{"schoolYear":"2021/2022","title":"{{title}}","goal":"Цель","definitionCode":"target-model","definitionVersion":1}""",
            whose.GraceKey, idempotency: key, node: address);
    }

    [Fact]
    public async Task Records_beyond_that_only_by_operations_that_exist() =>
        Assert.Equal([], EntryQuota.Nevertheless.Except(Operation.Of(await Operation.Document(installation))
            .Where(o => o.Takes("Idempotency-Key")).Select(o => o.Name)));

    private async Task<long> Entries(School school)
    {
        await using var command = installation.Services.GetRequiredService<Npgsql.NpgsqlDataSource>()
            .CreateCommand($"select count(*) from ledger.mt_events where tenant_id = '{school.Id}'");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static HttpRequestMessage Forwarded(string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Anonymous);
        request.Headers.Add("X-Forwarded-For", address);
        return request;
    }

    private static Action<IServiceCollection> Measured(Allowances allowances) => services =>
        services.AddSingleton(allowances).AddSingleton(new RequestLimits(allowances, TimeProvider.System));

    /// <summary>Asks sixteen times at the same time. One after the other, on a busy machine, each request might be allowed again.</summary>
    private static Task<T[]> AtOnce<T>(Func<Task<T>> ask) => Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ask()));

    private static Task<Answer> Asked(HttpClient http, string? key, string path = "/api/programmes") =>
        School.Send(http, "GET", path, key, null);
}
