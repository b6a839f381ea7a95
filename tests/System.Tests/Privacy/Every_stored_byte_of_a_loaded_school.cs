using System.Net.Http.Json;
using System.Text;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Sample;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>Names and texts are put into a running installation and read out again; then every byte it has written is searched for them.</summary>
public sealed class Every_stored_byte_of_a_loaded_school
{
    private static readonly string[] Surnames = ["Заболоцкий", "Верхнеозёрская", "Ким-Тарасова", "Цветаев"];

    [Fact]
    public async Task Says_nothing_of_the_names_and_texts_that_were_put_in()
    {
        await using var site = await Site.MakeAsync();
        List<string> secrets = [];
        Ended ended;
        await using (var server = await RunningProgram.ServeAsync(site))
        {
            var persons = await Loaded(site, secrets);
            await ReadAndStumble(server, persons, secrets);
            var dump = await Dump(site);
            Assert.Contains("person_registered", dump, StringComparison.Ordinal);
            Assert.DoesNotContain(secrets, s => Stands(Encoding.UTF8.GetBytes(dump), s));
            ended = await server.InterruptAsync();
        }

        // Stopped in order, so everything is in its file; the write-ahead log is searched like the rest.
        byte[][] wanted = [.. secrets.SelectMany(StoredBytes.Spellings)];
        Assert.Empty(await StoredBytes.Holding(Path.GetDirectoryName(site.Data)!, wanted));
        Assert.Empty(await StoredBytes.Holding(site.Safe, wanted));
        Assert.DoesNotContain(secrets, s => Stands(Encoding.UTF8.GetBytes(ended.Output + ended.Errors), s));
    }

    [Fact]
    public async Task Is_searched_by_a_search_that_finds()
    {
        await using var site = await Site.MakeAsync();
        Directory.CreateDirectory(site.Safe);
        var secret = Surnames[1];
        byte[][] hidden = [.. StoredBytes.Spellings(secret)];
        foreach (var (n, bytes) in hidden.Index()) await File.WriteAllBytesAsync(Path.Combine(site.Safe, $"{n}"), [1, 2, .. bytes, 3], TestContext.Current.CancellationToken);

        Assert.Equal(hidden.Length, (await StoredBytes.Holding(site.Safe, hidden)).Count);
        Assert.True(Stands(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"имя {secret}, класс 5"))), secret));
    }

    private static async Task<List<Guid>> Loaded(Site site, List<string> secrets)
    {
        await using var node = new LedgerNode(site.Connection(ClusterDatabase.App), Secrets.Open(site.Safe), TimeProvider.System, null);
        List<Guid> persons = [];
        for (var n = 0; n < 30; n++)
        {
            var details = new PersonDetails(
                $"{Surnames[n % Surnames.Length]} Ученик-{n}-й", new DateOnly(2012, 1 + (n % 12), 3), $"pupil{n}@family.example", $"+7 913 555-{n:00}-17", $"Кемерово, улица Тихая, {n}",
                Representative: $"Опекун номер {n}, после шести", Other: $"Занимается шахматами {n} лет");
            var text = $"Боится отвечать у доски, случай {n}";
            persons.Add(await RegisteredPersons.Register(node.Services, SampleIds.School, SampleIds.Of("head"), details, text));
            secrets.AddRange([details.FullName, details.Email!, details.Phone!, details.Address!, details.Representative!, details.Other!, text]);
        }

        return persons;
    }

    // A name in a request that cannot be read must come back in no answer and stay in no log.
    private static async Task ReadAndStumble(RunningProgram server, List<Guid> persons, List<string> secrets)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", server.Key("curator"));
        var shown = await Post(new { persons, fields = new[] { "fullName", "contacts", "texts" }, purpose = "contact" });
        Assert.All(secrets.Where(s => s.StartsWith("Боится", StringComparison.Ordinal)), s => Assert.Contains(s, shown, StringComparison.Ordinal));
        foreach (var body in new object[] { new { persons = secrets[0], fields = secrets[0] }, new { persons, fields = new[] { secrets[1] }, purpose = secrets[2] }, new { persons, reason = secrets[3] + "\u0007" } })
        {
            var stumbled = await Post(body);
            Assert.Contains("urn:mentorshipflow:problem:", stumbled, StringComparison.Ordinal);
            Assert.DoesNotContain(secrets, s => Stands(Encoding.UTF8.GetBytes(stumbled), s));
        }

        async Task<string> Post(object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/people/disclosures") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", $"{Some.Id()}");
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    private static bool Stands(byte[] bytes, string secret) => StoredBytes.Spellings(secret).Any(s => bytes.AsSpan().IndexOf(s) >= 0);

    private static async Task<string> Dump(Site site)
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(site.Connection(ClusterDatabase.Owner));
        return await Site.ShellAsync("\"$(ls -d /usr/lib/postgresql/*/bin | tail -1)/pg_dump\" --host=\"$1\" --username=\"$2\" --encoding=UTF8 \"$3\"", connection.Host!, connection.Username!, connection.Database!);
    }
}
