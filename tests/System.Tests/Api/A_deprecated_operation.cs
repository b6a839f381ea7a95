using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Described = MentorshipFlow.Api.Http.Operation;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A server with one deprecated operation and one that stays, built of the program's own parts.</summary>
public sealed class A_deprecated_operation(Installation installation)
{
    private static readonly Deprecation InMarch = new(new(2027, 3, 1), "Use listNew.");

    [Fact]
    public async Task Says_so_in_headers_of_every_answer_and_in_the_document()
    {
        await using var app = await Start();
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        var stop = TestContext.Current.CancellationToken;

        using var old = await http.GetAsync("/api/old", stop);
        using var failed = await http.GetAsync("/api/old?fail", stop);
        using var kept = await http.GetAsync("/api/new", stop);
        var document = JsonNode.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), stop))!["paths"]!;

        foreach (var answer in (HttpResponseMessage[])[old, failed])
        {
            // RFC 9745: a date of structured fields; RFC 8594: an HTTP date.
            Assert.Equal("@1803859200", answer.Headers.GetValues("Deprecation").Single());
            Assert.Equal("Wed, 01 Mar 2028 00:00:00 GMT", answer.Headers.GetValues("Sunset").Single());
        }

        Assert.Equal((200, 500), ((int)old.StatusCode, (int)failed.StatusCode));
        Assert.False(kept.Headers.Contains("Deprecation") || kept.Headers.Contains("Sunset"));
        Assert.True(document["/api/old"]!["get"]!["deprecated"]!.GetValue<bool>());
        Assert.StartsWith("Deprecated since 2027-03-01, may be missing from 2028-03-01. Use listNew.",
            document["/api/old"]!["get"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(document["/api/new"]!["get"]!["deprecated"]);
    }

    [Fact]
    public void Is_gone_after_its_sunset()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var operations = installation.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(e => e.Metadata.GetMetadata<Described>()).OfType<Described>().ToList();

        Assert.NotEmpty(operations);
        Assert.All(operations, o => Assert.False(o.Deprecated?.Sunset < today, $"{o.Name} may go"));
    }

    private static async Task<WebApplication> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenApiDocument();
        var app = builder.Build();
        app.UseProblems();
        app.UseOpenApiDocument();
        app.UseRouting();
        app.UseDeprecations();
        app.Read("/api/old", About("listOld") with { Deprecated = InMarch }, http => http.Request.Query.ContainsKey("fail")
            ? throw new InvalidOperationException("It fails.") : Answers.Json(new Answer(1)));
        app.Read("/api/new", About("listNew"), _ => Answers.Json(new Answer(2)));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static Described About(string name) => new("Old", name, "A list", "It lists.", Takes.Anybody) { Answer = typeof(Answer) };

    public sealed record Answer(int Number);
}
