using System.Globalization;
using System.Text;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Attestation;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Privacy;
using Npgsql;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>A stopped installation that archived its write-ahead log. Two persons were registered over the API, took part and were
/// erased: of one nothing is left, of the other a ledger entry keeps the name. A backup and a base backup are from before.</summary>
public sealed class ErasedSite : IAsyncLifetime
{
    public const string Name = "Верещагина Аглая";

    /// <summary>All that was entered about the first person.</summary>
    public static readonly IReadOnlyList<string> Texts =
    [
        Name, "+7 913 555-01-77", "aglaya.v@family.example", "Кемерово, улица Тихая, 14", "опекун, звонить после шести",
        "Боится отвечать у доски", "учится без друзей",
    ];

    private DateOnly erasedOn;

    internal Site Site { get; private set; } = null!;

    public Guid Person { get; private set; }

    /// <summary>The person whose name stays in an entry.</summary>
    public Guid Kept { get; private set; }

    /// <summary>So many days after the destruction, as the attestation writes it.</summary>
    public string After(int days) => erasedOn.AddDays(days).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    internal string Archive => Site.Beside("wal");

    internal string Backups => Site.Beside("backups");

    internal Dictionary<string, string> Environment => new() { ["MentorshipFlow__Archive"] = Archive };

    public async ValueTask InitializeAsync()
    {
        Site = await Site.MakeAsync();
        await using var server = await RunningProgram.ServeAsync(Site, Environment);
        using var http = new HttpClient { BaseAddress = server.Url };
        var school = await School.Open(http, server.Key("operator"));
        var programme = await school.ActiveProgramme();
        Person = await Registered(school, $$"""
            {"fullName":"{{Name}}","kinds":["learner"],"birthDate":"{{Day(Today.AddYears(-13))}}","phone":"{{Texts[1]}}",
             "email":"{{Texts[2]}}","address":"{{Texts[3]}}","representative":"{{Texts[4]}}"}
            """);
        Kept = await Registered(school, Body("Кленова Берёза", Today.AddYears(-13)));
        await Did($"programmes/{programme}/mentees", $$"""{"person":"{{Person}}"}""");
        await Did($"programmes/{programme}/mentees/{Person}/requests", $$"""{"category":"studies","text":"{{Texts[5]}}"}""");
        await Did($"programmes/{programme}/mentees/{Person}/information",
            $$"""{"source":"classTeacher","subjectInformed":true,"text":"{{Texts[6]}}"}""");
        await Did("people/disclosures", $$"""{"persons":["{{Person}}"],"fields":["fullName","texts"],"purpose":"contact"}""");
        await Named(http, school, programme);
        Directory.CreateDirectory(Backups);
        foreach (var (file, how) in new[] { ("before.tar", ""), ("base", "--base") })
        {
            string[] words = ["backup", Path.Combine(Backups, file), "--data", Site.Data, .. how == "" ? (string[])[] : [how]];
            Assert.Equal(0, (await RunningProgram.RunAsync(Site, words, Environment)).ExitCode);
        }

        erasedOn = Today;
        await school.Erased(Person, "7");
        await ErasedButOne(school);
        Assert.Equal(0, (await server.InterruptAsync()).ExitCode);

        async Task Did(string path, string body) => Deciding.Done(await school.Post($"/api/{path}", body));
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Starts the database of a copy, as a superuser who plants texts in it.</summary>
    internal static async Task<PrivatePostgres> Started(Site copy) => await PrivatePostgres.StartAsync(
        PostgresBinaries.Find()!, copy.Data, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
        TestContext.Current.CancellationToken);

    internal static async Task Ask(PrivatePostgres postgres, string sql, params NpgsqlParameter[] parameters)
    {
        await using var database = NpgsqlDataSource.Create(postgres.Folder.ConnectionString(PrivatePostgres.Superuser) + ";Pooling=false");
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Searches a running copy for the texts of the first person.</summary>
    internal async Task<ErasureAttestation> Attested(PrivatePostgres postgres, Site copy, params string[] backups) =>
        (await new ErasureSearch(
            PostgresBinaries.Find()!,
            new(postgres.Folder.ConnectionString(PrivatePostgres.Superuser) + ";Pooling=false", postgres.Folder, copy.Safe, null, backups),
            ShippedTerms.Read(), TimeProvider.System).Run(Person, Texts, null, TestContext.Current.CancellationToken))!;

    /// <summary>Runs the command on a site with texts on its standard input.</summary>
    internal Task<Ended> Run(Site site, Guid person, IEnumerable<string> texts, params string[] more) => RunningProgram.RunAsync(
        site, ["attest-erasure", $"{person}", "--data", site.Data, "--safe", site.Safe, .. more], Environment,
        Encoding.UTF8.GetBytes(string.Join('\n', texts)));

    private static async Task<Guid> Registered(School school, string body) =>
        Deciding.Done(await school.Post("/api/people", body)).Json["person"]!.GetValue<Guid>();

    // An entry of the ledger names the second person, and the writer confirmed it.
    private async Task Named(HttpClient http, School school, Guid programme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/programmes/{programme}/resources")
        {
            Content = new StringContent("""{"kind":"staff","source":"internal","title":"Кабинет Кленовой"}""", Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        request.Headers.Add("Idempotency-Key", $"{Id.New()}");
        request.Headers.Add("Confirm-Names", $"{Kept}");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task ErasedButOne(School school)
    {
        var erasure = await school.Demanded(Kept);
        var mention = (await school.Get($"{erasure}/mentions", school.GraceKey)).Json["items"]!.AsArray().Single()!["id"];
        Deciding.Done(await school.Post($"{erasure}/assessment", $$"""
            {"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5",
             "mentions":[{"mention":"{{mention}}","fate":"kept","ground":"Название ресурса, ст. 6 ч. 1 п. 2"}]}
            """, school.GraceKey));
        Deciding.Done(await school.Post($"{erasure}/destruction", key: school.GraceKey));
        Deciding.Done(await school.Post($"{erasure}/act-filing", """{"number":"8"}""", school.GraceKey));
    }
}
