using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>
/// Names and texts are entered into a running installation and read again; then every byte that it has written is searched for them.
/// </summary>
public sealed class Every_stored_byte_of_a_loaded_school
{
    private const string Surname = "Верхнеозёрская";

    [Fact]
    public async Task Contains_none_of_the_entered_names_and_texts()
    {
        await using var site = await Site.MakeAsync();
        IReadOnlyList<string> secrets;
        IReadOnlyList<Guid> pupils;
        Ended ended;
        await using var collector = new Collector();
        var environment = new Dictionary<string, string>(collector.Environment)
            { ["Logging__Console__FormatterName"] = "json", ["Logging__LogLevel__MentorshipFlow"] = "Debug" };
        await using (var server = await RunningProgram.ServeAsync(site, environment))
        {
            using var http = new HttpClient { BaseAddress = server.Url };
            var loaded = await LoadedSchool.Load(http, server.Key("operator"));
            (secrets, pupils) = (loaded.Secrets, loaded.Pupils);
            await ReadAndStumble(http, loaded);
            var dump = await Dump(site);
            Assert.Contains("person_registered", dump, StringComparison.Ordinal);
            Assert.Empty(StoredBytes.Standing(Encoding.UTF8.GetBytes(dump), secrets));
            ended = await server.InterruptAsync();
        }

        // After an orderly stop everything is in the data files; the write-ahead log is searched too.
        byte[][] wanted = [.. secrets.SelectMany(StoredBytes.Spellings)];
        Assert.Empty(await StoredBytes.Holding(Path.GetDirectoryName(site.Data)!, wanted));
        Assert.Empty(await StoredBytes.Holding(site.Safe, wanted));
        Assert.Empty(StoredBytes.Standing(Encoding.UTF8.GetBytes(ended.Output + ended.Errors), secrets));
        Assert.Contains("/api/people/{person}/consents", Logged(ended.Errors));
        SendsNothing(collector, [.. secrets, .. pupils.Select(p => $"{p}")]);
    }

    // Every line is a separate record.
    private static HashSet<string?> Logged(string errors) =>
        [.. errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string?)JsonNode.Parse(line)!["State"]?["Route"])];

    private static void SendsNothing(Collector collector, string[] secrets)
    {
        foreach (var (path, known) in (IEnumerable<(string, string[])>)[
            ("/v1/traces", ["decide", "append", "Npgsql", "/api/people/{person}/consents"]),
            ("/v1/metrics", ["mentorshipflow.decisions", "mentorshipflow.seal.size", "http.server.request.duration", "dotnet.gc"]),
            ("/v1/logs", ["MentorshipFlow.Api"])])
        {
            var sent = collector.Of(path);
            Assert.All(known, text => Assert.NotEmpty(StoredBytes.Standing(sent, [text])));
            Assert.Empty(StoredBytes.Standing(sent, secrets));
        }
    }

    [Fact]
    public async Task Is_searched_by_a_search_that_works()
    {
        await using var site = await Site.MakeAsync();
        Directory.CreateDirectory(site.Safe);
        var secret = Surname;
        byte[][] hidden = [.. StoredBytes.Spellings(secret)];
        foreach (var (n, bytes) in hidden.Index())
            await File.WriteAllBytesAsync(Path.Combine(site.Safe, $"{n}"), [1, 2, .. bytes, 3], TestContext.Current.CancellationToken);

        Assert.Equal(hidden.Length, (await StoredBytes.Holding(site.Safe, hidden)).Count);
        Assert.Equal([secret], StoredBytes.Standing(
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"имя {secret}, класс 5"))), ["другое", secret]));
    }

    // A name in an invalid request must not appear in any answer or log.
    private static async Task ReadAndStumble(HttpClient http, LoadedSchool loaded)
    {
        var (persons, secrets) = (loaded.Pupils, loaded.Secrets);
        http.DefaultRequestHeaders.Authorization = new("Bearer", loaded.School.VeraKey);
        var shown = await Post(new { persons, fields = new[] { "fullName", "contacts", "texts" }, purpose = "contact" });
        Assert.Contains(Assert.Single(secrets, s => s.StartsWith("Боится", StringComparison.Ordinal)), shown, StringComparison.Ordinal);
        foreach (var body in new object[] { new { persons = secrets[0], fields = secrets[0] },
            new { persons, fields = new[] { secrets[1] }, purpose = secrets[2] }, new { persons, reason = secrets[3] + "\u0007" } })
        {
            var stumbled = await Post(body);
            Assert.Contains("urn:mentorshipflow:problem:", stumbled, StringComparison.Ordinal);
            Assert.Empty(StoredBytes.Standing(Encoding.UTF8.GetBytes(stumbled), secrets));
        }

        async Task<string> Post(object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/people/disclosures") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", $"{Some.Id()}");
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> Dump(Site site)
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(site.Connection(LedgerRoles.Owner));
        return await Site.ShellAsync(
            "\"$(ls -d /usr/lib/postgresql/*/bin | tail -1)/pg_dump\" --host=\"$1\" --username=\"$2\" --encoding=UTF8 \"$3\"",
            connection.Host!, connection.Username!, connection.Database!);
    }
}
