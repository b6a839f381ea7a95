using System.Collections.Concurrent;
using System.Net;
using MentorshipFlow.Workflows.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A node whose process has another position than the fold: it records no step and logs an alarm.</summary>
public sealed class A_process_that_disagrees(Installation installation)
{
    [Fact]
    public async Task Refuses_every_step_but_no_other_decision()
    {
        var (asked, log) = (0, new Heard());
        var skipping = new ProcessEngine("skipping", async (definition, history, stop) =>
        {
            asked++;
            return await ProcessEngine.House.Run(definition, history, stop) with { Stage = 3, Submitted = false };
        });
        await using var node = await installation.StartNode(also: services =>
            services.AddSingleton(skipping).AddLogging(l => l.AddProvider(log)));
        using var http = new HttpClient { BaseAddress = new(node.Urls.Single()) };
        var school = await School.Open(http, installation.Operator);
        var programme = await school.PreparedProgramme();
        var version = (await school.Get($"/api/programmes/{programme}")).Json["version"]!.ToString();
        Assert.Equal(0, asked);

        foreach (var query in (string[])["?dryRun=true", ""])
        {
            var refused = await school.Stage(programme, 1, $"submission{query}");
            Assert.Equal((HttpStatusCode.InternalServerError, "process-disagrees"), (refused.Status, refused.Code));
            Assert.Equal(["process-waits-at stage-3", "ledger-waits-at stage-1-submitted"],
                refused.Json["missing"]!.AsArray().Select(m => $"{m!["what"]} {m["where"]}"));
            Assert.Equal("Процесс ждёт здесь: работа на этапе 3 «", ((string)refused.Json["missing"]![0]!["sentence"]!)[..39]);
            Assert.Contains("решение об этапе 1 «", (string)refused.Json["missing"]![1]!["sentence"]!, StringComparison.Ordinal);
        }

        Assert.Equal((HttpStatusCode.InternalServerError, "process-disagrees"),
            await school.Get($"/api/programmes/{programme}/process") is var read ? (read.Status, read.Code) : default);
        Assert.Equal(3, asked);
        Assert.Equal(version, (await school.Get($"/api/programmes/{programme}")).Json["version"]!.ToString());
        string Alarm(string ledger, int of) =>
            $"process-disagrees: skipping waits at stage-3, the ledger at {ledger}, in version {of} of programme {programme}.";
        var now = int.Parse(version, null);
        Assert.Equal([Alarm("stage-1-submitted", now + 1), Alarm("stage-1-submitted", now + 1), Alarm("stage-1", now)],
            log.Lines.Where(l => l.StartsWith("process-disagrees", StringComparison.Ordinal)));
        // Another node takes the step.
        Deciding.Done(await school.Post($"/api/programmes/{programme}/stages/1/submission", "{}", match: await school.Seen(programme),
            node: installation.Http.BaseAddress));
        await node.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Lines.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
