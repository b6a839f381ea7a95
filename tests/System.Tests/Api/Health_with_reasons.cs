using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.Api;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Watch;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>The answer of <c>/health/ready</c>, on a separate ledger, by a node with very short limits.</summary>
public sealed partial class Health_with_reasons : IAsyncLifetime
{
    private static readonly WatchLimits Short = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.3));

    private readonly string safe = Directory.CreateTempSubdirectory("mentorshipflow-safe-").FullName;
    private readonly HttpClient http = new();
    private LedgerTestBed bed = null!;
    private WebApplication node = null!;

    public async ValueTask InitializeAsync()
    {
        bed = await LedgerTestBed.StartAsync();
        node = Server.Create(new($"{bed.Cluster.App};Command Timeout=1", safe), services =>
            services.AddSingleton(Short).AddLogging(log => log.SetMinimumLevel(LogLevel.Warning)));
        await node.StartAsync(LedgerTestBed.Stop);
        http.BaseAddress = new(node.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await node.DisposeAsync();
        await bed.DisposeAsync();
        Directory.Delete(safe, recursive: true);
    }

    [Theory]
    [InlineData("select size from seal.head for update")]
    [InlineData("lock table seal.head in access exclusive mode")]
    public async Task Names_the_session_that_holds_the_head_row_and_not_the_one_that_waits_for_it(string hold)
    {
        await Ready();
        await using var holder = await bed.Open($"{bed.Cluster.Superuser};Application Name=repair by hand");
        await using var waiter = await bed.Open($"{bed.Cluster.Owner};Application Name=behind it");
        await using (var transaction = await holder.BeginTransactionAsync(LedgerTestBed.Stop))
        {
            await Run(holder, hold);
            var waiting = Run(waiter, "select size from seal.head for update");

            var held = await Until(HttpStatusCode.ServiceUnavailable, "head-row");
            Assert.Contains($"Process {holder.ProcessID} of PostgreSQL (repair by hand) has held the head row since 2", held,
                StringComparison.Ordinal);
            Assert.DoesNotContain("behind it", held, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", LedgerTestBed.Stop)).StatusCode);
            await transaction.RollbackAsync(LedgerTestBed.Stop);
            await waiting;
        }

        await Ready();
    }

    [Fact]
    public async Task Warns_of_every_stopped_subscription_whatever_its_name()
    {
        var size = await bed.Ask<long>("select size from seal.head");
        await bed.Ask<int>($"""
            insert into ledger.mt_event_progression (name, last_seq_id)
            values ('mail', 0), ('feed:V2:All', null), ('up to date', {size})
            """);

        while (Warnings(await Answer()).Length < 2) await Task.Delay(50, LedgerTestBed.Stop);
        var answer = await Answer();

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True((bool)answer.Json["ready"]!);
        Assert.Empty(answer.Json["heldBackBy"]!.AsArray());
        Assert.Equal(
            [$"feed:V2:All has stood at entry 0 since , {size} behind the head.",
                $"mail has stood at entry 0 since , {size} behind the head."],
            Warnings(answer).Select(w => Moment().Replace(w, "")));
        Assert.Equal(
            [("feed:V2:All", size), ("mail", size), ("up to date", 0)],
            answer.Json["subscriptions"]!.AsArray().Select(s => ((string)s!["name"]!, (long)s["behind"]!))
                // Those of the program itself begin when they begin.
                .Where(s => s.Item1.Split(':')[0] is not ("messages" or "webhooks")));
        Assert.DoesNotContain("HighWater", $"{answer.Json}", StringComparison.Ordinal);

        // A subscription that makes progress is not reported, however far behind it is.
        await bed.Ask<int>("delete from ledger.mt_event_progression where name = 'feed:V2:All'");
        var progress = Stopwatch.StartNew();
        for (var (at, timely) = (1, 0); timely < 5; at++)
        {
            await bed.Ask<int>($"update ledger.mt_event_progression set last_seq_id = {at} % 2 where name = 'mail'");
            var before = progress;
            progress = Stopwatch.StartNew();
            await Task.Delay(50, LedgerTestBed.Stop);
            var warnings = Warnings(await Answer());
            // On a busy machine the step before may be longer ago than the limit; then a warning is right.
            if (before.Elapsed >= Short.StandsStill) continue;
            Assert.Empty(warnings);
            timely++;
        }
    }

    [Fact]
    public async Task Says_that_the_database_is_out_of_reach()
    {
        await bed.Cluster.Cluster.DisposeAsync();

        Assert.Contains("out of reach", await Until(HttpStatusCode.ServiceUnavailable, "database"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", LedgerTestBed.Stop)).StatusCode);
    }

    [Fact]
    public async Task Names_the_migrations_that_an_older_schema_lacks()
    {
        await bed.Ask<int>("delete from migrations.applied where number > 2");

        Assert.Contains("003_access.sql, 004_webhooks.sql, 005_grants.sql", await Until(HttpStatusCode.ServiceUnavailable, "database"),
            StringComparison.Ordinal);

        await bed.Ask<int>("drop schema seal cascade");
        Assert.Contains("run the migrations", await Until(HttpStatusCode.ServiceUnavailable, "database"), StringComparison.Ordinal);
    }

    // Unknown subscriptions; the program has one of its own.
    private static string[] Warnings((HttpStatusCode Status, JsonNode Json) answer) =>
    [
        .. answer.Json["warnings"]!.AsArray().Where(w => (string)w!["check"]! == "subscription").Select(w => $"{w!["because"]}")
            .Where(because => !because.StartsWith("messages", StringComparison.Ordinal)
                && !because.StartsWith("webhooks", StringComparison.Ordinal)),
    ];

    private async Task Ready() => Assert.Equal(HttpStatusCode.OK, (await Answer()).Status);

    // The message of a check, as soon as it has one.
    private async Task<string> Until(HttpStatusCode status, string check)
    {
        while (true)
        {
            var answer = await Answer();
            if (answer.Json["heldBackBy"]!.AsArray().Concat(answer.Json["warnings"]!.AsArray())
                .FirstOrDefault(h => (string)h!["check"]! == check) is { } said)
            {
                Assert.Equal(status, answer.Status);
                return $"{said["because"]}";
            }

            await Task.Delay(50, LedgerTestBed.Stop);
        }
    }

    private async Task<(HttpStatusCode Status, JsonNode Json)> Answer()
    {
        using var answer = await http.GetAsync("/health/ready", LedgerTestBed.Stop);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(LedgerTestBed.Stop))!);
    }

    [GeneratedRegex("(?<= since )[^,]+")]
    private static partial Regex Moment();

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(LedgerTestBed.Stop);
    }
}
