using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>The metrics for Prometheus after some work, and the rights to read them.</summary>
public sealed partial class The_metrics(The_metrics.Worked server) : IClassFixture<The_metrics.Worked>
{
    private const string Dashboard = "ops/grafana/dashboard.json";

    [Fact]
    public void Answer_every_query_of_the_dashboard()
    {
        var series = Series().Matches(server.Metrics).ToLookup(m => m.Groups["name"].Value, m => m.Groups["labels"].Value);
        var queries = Queries().ToList();

        Assert.True(queries.Count > 15, $"{queries.Count} queries");
        Assert.All(queries, query =>
        {
            var selectors = Selectors(query).ToList();
            Assert.NotEmpty(selectors);
            Assert.All(selectors, selector => Assert.True(
                series[selector.Name].Any(labels => selector.Labels.All(l => labels.Contains(l, StringComparison.Ordinal))),
                $"{query}: nothing has {selector.Name} {string.Join(' ', selector.Labels)}"));
        });
    }

    [Fact]
    public void Have_every_metric_of_ours_on_the_dashboard()
    {
        var shown = Queries().SelectMany(Selectors).Select(s => s.Name).ToHashSet();
        var ours = Series().Matches(server.Metrics).Select(m => m.Groups["name"].Value)
            .Where(n => n.StartsWith("mentorshipflow_", StringComparison.Ordinal)).Distinct();

        Assert.Equal(
            ["mentorshipflow_alarm", "mentorshipflow_append_duration_seconds", "mentorshipflow_batch_size",
                "mentorshipflow_checkpoint_age_seconds", "mentorshipflow_decisions_total", "mentorshipflow_folds_total",
                "mentorshipflow_jobs_ended_total", "mentorshipflow_jobs_running", "mentorshipflow_refusals_total",
                "mentorshipflow_seal_size", "mentorshipflow_subscription_lag", "mentorshipflow_verification_age_seconds",
                "mentorshipflow_verification_faults"],
            ours.Select(Family).Distinct().Order(StringComparer.Ordinal));
        Assert.All(ours.Select(Family).Distinct(), name => Assert.Contains(shown, s => Family(s) == name));
    }

    [Fact]
    public void Are_read_by_a_parser_of_queries_that_finds() =>
        Assert.Equal(
            [("a_total", ["found=\"hit\""]), ("b_bucket", []), ("c", [])],
            Selectors("""sum by (le, x) (rate(a_total{found="hit"}[5m])) / histogram_quantile(0.99, b_bucket[1m]) + max(c)""")
                .Select(s => (s.Name, (IEnumerable<string>)s.Labels)));

    [Fact]
    public async Task Show_decisions_refusals_and_backlogs()
    {
        var size = await server.Site.AskAsync("select size from seal.head");
        var behind = await server.Site.AskAsync("select size - 3 from seal.head");

        Assert.Contains(Sample("seal_size", "", size!), server.Metrics, StringComparison.Ordinal);
        Assert.Contains(Lag("kept up:All", "0"), server.Metrics, StringComparison.Ordinal);
        Assert.Contains(Lag("stopped:All", behind!), server.Metrics, StringComparison.Ordinal);
        Assert.Matches("mentorshipflow_jobs_ended_total[{][^}]*kind=\"bundle\",outcome=\"done\"[}] 1\n", server.Metrics);
        Assert.Matches("mentorshipflow_jobs_running[{][^}]*kind=\"bundle\"[}] 0\n", server.Metrics);
        Assert.DoesNotContain("HighWater", server.Metrics, StringComparison.Ordinal);
        Assert.Matches("mentorshipflow_decisions_total[{][^}]*outcome=\"done\"[}] 1\n", server.Metrics);
        Assert.Matches("mentorshipflow_refusals_total[{][^}]*reason=\"stage-out-of-order\"[}] 1\n", server.Metrics);

        static string Lag(string name, string behind) => Sample("subscription_lag", $",subscription=\"{name}\"", behind);

        static string Sample(string name, string labels, string value) =>
            $"mentorshipflow_{name}{{otel_scope_name=\"MentorshipFlow\"{labels}}} {value}\n";
    }

    [Fact]
    public void Have_neither_ids_nor_names_nor_a_connection_string_in_their_labels() =>
        Assert.Empty(server.Metrics.Split('\n').Where(l => !l.StartsWith("target_info", StringComparison.Ordinal)).SelectMany(
            line => Telling().Matches(line).Select(m => $"{m.Value} in {line}")));

    [Fact]
    public async Task Are_for_the_operator_or_at_a_separate_address()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(server.Program.Url, "/metrics", null));
        foreach (var role in (string[])["curator", "head", "auditor", "integrator", "regional-centre"])
            Assert.Equal(HttpStatusCode.Forbidden, await Status(server.Program.Url, "/metrics", server.Program.Key(role)));
        Assert.Equal(HttpStatusCode.OK, await Status(server.Program.Url, "/metrics", server.Program.Key("operator")));

        Assert.Equal(HttpStatusCode.OK, await Status(server.Own, "/metrics", null));
        foreach (var path in (string[])["/", "/health/ready", "/api/keys", "/openapi/v1.json"])
            Assert.Equal(HttpStatusCode.NotFound, await Status(server.Own, path, server.Program.Key("operator")));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", "address-contradictory: ")]
    [InlineData("https://metrics.example", "address-invalid: ")]
    [InlineData("9464", "address-invalid: ")]
    public async Task Have_no_address_that_is_none_of_their_own(string address, string refused)
    {
        var ended = await RunningProgram.RunAsync(
            null, ["serve", "--data", "/nowhere/data"], new Dictionary<string, string> { ["MentorshipFlow__Metrics"] = address });

        Assert.Equal(2, ended.ExitCode);
        Assert.StartsWith(refused, ended.Errors, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Status(Uri address, string path, string? key)
    {
        using var http = new HttpClient { BaseAddress = address };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static IEnumerable<string> Queries() => Queries(JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), Dashboard))));

    private static IEnumerable<string> Queries(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(member => member.Key == "expr" ? [$"{member.Value}"] : Queries(member.Value)),
        JsonArray a => a.SelectMany(Queries),
        _ => [],
    };

    // Every word except functions, keywords, labels and texts is the name of a metric.
    private static IEnumerable<(string Name, string[] Labels)> Selectors(string query) => Selector().Matches(query)
        .Where(m => m.Groups["name"].Success)
        .Select(m => (m.Groups["name"].Value, m.Groups["labels"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => !l.Contains("!=", StringComparison.Ordinal)).ToArray()));

    private static string Family(string name) => Part().Replace(name, "");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.GetFiles("*.sln").Length == 0) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"(?m)^(?<name>[a-z][A-Za-z0-9_]*)(\{(?<labels>.*)\})? \S+$")]
    private static partial Regex Series();

    [GeneratedRegex(@"\b([a-z]+ +)?(by|without|on|ignoring) *\([^)]*\)|\[[^\]]*\]|\b[a-z_]+ *\(|\b(by|and|or|unless)\b|"
        + @"\b(?<name>[a-z][A-Za-z0-9_]*)\b(\{(?<labels>[^}]*)\})?")]
    private static partial Regex Selector();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Part();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}|[А-Яа-яЁё]+|Username=")]
    private static partial Regex Telling();

    /// <summary>A server with the sample, after a refused submission and a waiver, with two subscriptions.</summary>
    public sealed class Worked : IAsyncLifetime
    {
        private const string Programme = "/api/programmes/e06e680f-a9c6-8ed0-91d0-3daf60c4e97d";

        internal Site Site { get; private set; } = null!;

        internal RunningProgram Program { get; private set; } = null!;

        internal Uri Own { get; private set; } = null!;

        internal string Metrics { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Site = await Site.LoadedAsync();
            Own = new($"http://127.0.0.1:{FreePort.Next()}");
            Program = await RunningProgram.ServeAsync(Site, new Dictionary<string, string> { ["MentorshipFlow__Metrics"] = $"{Own}" });
            using var http = new HttpClient { BaseAddress = Program.Url };
            http.DefaultRequestHeaders.Authorization = new("Bearer", Program.Key("curator"));
            await Decide(http, 6, "submission", new { }, HttpStatusCode.Conflict);
            await Decide(http, 6, "waivers", new { criterion = "G6.2", reason = "Карантин в январе." },
                HttpStatusCode.OK);
            using (var export = await http.PostAsync($"{Programme}/export", null, TestContext.Current.CancellationToken))
                Assert.Equal(HttpStatusCode.Accepted, export.StatusCode);
            await DataFolder.AskAsync(Site.Connection(LedgerRoles.Owner) + ";Pooling=false", """
                insert into ledger.mt_event_progression (name, last_seq_id)
                select name, last from seal.head, lateral (values ('kept up:All', size), ('stopped:All', 3)) p (name, last)
                """);
            using var own = new HttpClient { BaseAddress = Own };
            // The watch and Wolverine poll every few seconds.
            do
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
                Metrics = await own.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
            }
            while (!Metrics.Contains("stopped:All", StringComparison.Ordinal)
                || !Metrics.Contains("jobs_ended", StringComparison.Ordinal)
                || !Metrics.Contains("wolverine_inbox_count", StringComparison.Ordinal));
        }

        public async ValueTask DisposeAsync()
        {
            await Program.DisposeAsync();
            await Site.DisposeAsync();
        }

        private static async Task Decide(HttpClient http, int stage, string what, object body, HttpStatusCode expected)
        {
            using var seen = await http.GetAsync($"{Programme}/stages/{stage}", TestContext.Current.CancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Programme}/stages/{stage}/{what}")
                { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", $"{Some.Id()}");
            request.Headers.IfMatch.Add(seen.Headers.ETag!);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }
}
