using System.Net;
using MentorshipFlow.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_request_id(Installation installation)
{
    private const string Header = "X-Request-Id";

    [Fact]
    public async Task Of_the_caller_is_in_answer_problem_and_event()
    {
        var school = await School.Open(installation);

        var refused = await Asked(school, "/api/programmes/1", (Header, "order-17.a_B"));
        var made = await Drafted(school, "order-18");

        Assert.Equal((HttpStatusCode.NotFound, "order-17.a_B"), (refused.Status, refused.Json["requestId"]!.GetValue<string>()));
        Assert.Equal("order-17.a_B", Of(refused));
        Assert.Equal("order-18", Of(made));
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        var entries = (await school.Get($"/api/audit/entries?stream=programme-{made.Programme}", auditor)).Json["items"]!.AsArray();
        Assert.Equal(["order-18"], entries.Select(e => e!["correlation"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Is_the_trace_id_of_a_traced_caller()
    {
        var school = await School.Open(installation);

        var answer = await Asked(school, "/api/programmes", ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", Of(answer));
    }

    [Fact]
    public async Task Of_a_repeat_is_its_own_and_the_event_keeps_the_first()
    {
        var school = await School.Open(installation);
        var first = await Drafted(school, "first", idempotency: "draft-1");

        var again = await Drafted(school, "second", idempotency: "draft-1");

        Assert.Equal((true, "second"), (again.Json["repeated"]!.GetValue<bool>(), Of(again)));
        var entries = (await school.Get($"/api/programmes/{first.Programme}/history", school.GraceKey)).Json["items"]!.AsArray();
        Assert.Equal(["first"], entries.Select(e => e!["correlation"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Is_made_when_the_caller_names_a_bad_one(string bad)
    {
        var school = await School.Open(installation);

        var (one, other) = (await Asked(school, "/api/programmes", (Header, bad)), await Asked(school, "/api/programmes", (Header, bad)));

        Assert.Matches("^[0-9a-f]{32}$", Of(one));
        Assert.NotEqual(Of(one), Of(other));
    }

    [Fact]
    public async Task Is_on_every_answer()
    {
        var school = await School.Open(installation);
        var large = new HttpRequestMessage(HttpMethod.Post, "/api/programmes") { Content = new ByteArrayContent(new byte[2 << 20]) };
        large.Headers.Authorization = new("Bearer", school.VeraKey);
        large.Headers.Add("Idempotency-Key", "large");
        large.Content.Headers.ContentType = new("application/json");
        HttpRequestMessage[] requests =
        [
            new(HttpMethod.Get, "/nowhere"), new(HttpMethod.Get, "/health/live"), new(HttpMethod.Get, "/openapi/v1.json"),
            new(HttpMethod.Get, "/api/programmes"), new(HttpMethod.Delete, "/api/programmes"), new(HttpMethod.Head, "/health/live"), large,
        ];

        foreach (var request in requests)
        {
            using var answer = await installation.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.Headers.Contains(Header), $"{request.Method} {request.RequestUri}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Is_in_the_log_of_a_refusal_and_of_a_failure()
    {
        var (log, stop) = (new LogLines(), TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        await using var app = builder.Build();
        app.UseRequestIds();
        app.UseRequestLog();
        app.UseProblems();
        app.MapGet("/fail", IResult () => throw new InvalidOperationException("It fails."));
        await app.StartAsync(stop);
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()), DefaultRequestHeaders = { { Header, "order-19" } } };

        using var refused = await http.GetAsync(new Uri("/nowhere", UriKind.Relative), stop);
        using var failed = await http.GetAsync(new Uri("/fail", UriKind.Relative), stop);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.InternalServerError), (refused.StatusCode, failed.StatusCode));
        Assert.Equal("order-19", failed.Headers.GetValues(Header).Single());
        Assert.Contains(log.All, line => line.StartsWith("GET - 404 ", StringComparison.Ordinal)
            && line.EndsWith(" order-19", StringComparison.Ordinal));
        Assert.Contains("The request order-19 failed", log.All);
    }

    private static string Of(Answer answer) => answer.Response.Headers.GetValues(Header).Single();

    private static Task<Answer> Asked(School school, string path, (string Name, string Value) header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return school.Raw(request);
    }

    private static Task<Answer> Drafted(School school, string request, string idempotency = "draft")
    {
        var draft = new HttpRequestMessage(HttpMethod.Post, "/api/programmes")
        {
            Content = new StringContent("""{"schoolYear":"2021/2022","title":"Наставничество","goal":"Цель"}""",
                global::System.Text.Encoding.UTF8, "application/json"),
            Headers = { { Header, request }, { "Idempotency-Key", idempotency } },
        };
        draft.Headers.Authorization = new("Bearer", school.VeraKey);
        return school.Raw(draft);
    }
}
