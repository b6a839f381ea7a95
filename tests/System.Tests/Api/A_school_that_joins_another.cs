using System.Net;
using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.System.Tests.Privacy;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A school joins another one in the middle of its programme: the programme goes on under its id, the successor decides, the
/// old school only reads, and certificate and bundle say and prove all of it.</summary>
public sealed class A_school_that_joins_another(Installation installation)
{
    private const string Ground = "Постановление администрации № 12";

    [Fact]
    public async Task Goes_on_under_its_successor_and_only_reads_itself()
    {
        var bases = await SchoolBases.Open(installation);
        var (school, programme, successor) = (bases.School, bases.Programme, await School.Open(installation));
        var mentee = await school.Person(12);
        Deciding.Done(await school.Consent(mentee, [await school.Mother(mentee)], signedOn: Today.AddDays(-5)));
        await bases.Mentee(mentee, "learner-learner", "leader-passive", "classTeacher");
        var robot = await school.Key($$"""{"roles":["integrator"],"integrator":"{{Id.New()}}"}""");
        var outsider = await School.Open(installation);
        Task<Answer> KeyFor(School head, string roles) => school.Post($"/api/organisations/{school.Id}/keys",
            $$"""{"roles":[{{roles}}],"person":"{{successor.Grace}}"}""", head.GraceKey);
        Assert.Equal(HttpStatusCode.NotFound, (await KeyFor(successor, "\"head\"")).Status);

        var joined = await Reorganise(school, $$"""
            {"kind":"accession","successor":"{{successor.Id}}","ground":"{{Ground}}","consentsUntil":"{{Day(Today)}}"}
            """);
        Assert.Equal(["organisation_reorganised"], joined.Events());
        Assert.Equal("organisation-reorganised", (await Reorganise(school, $$"""
            {"kind":"merger","successor":"{{outsider.Id}}","ground":"{{Ground}}"}
            """)).Code);

        // The old school reads, and decides nothing any more.
        var before = (await bases.Get("")).Json["version"]!.GetValue<int>();
        Assert.Equal("role-required", (await bases.Post("resources", """{"kind":"staff","source":"internal","title":"Методист"}""")).Code);
        Assert.Equal("auditor", (string?)(await school.Get("/api/whoami")).Json["roles"]!.AsArray().Single());
        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/programmes", robot)).Status);

        // The head of the successor makes keys for it; nobody else does.
        Assert.Equal(HttpStatusCode.NotFound, (await KeyFor(outsider, "\"head\"")).Status);
        var head = Deciding.Done(await KeyFor(successor, "\"head\",\"curator\"")).Says("key")!;
        var text = $$"""{"kind":"staff","source":"internal","title":"Методист № 50"}""";
        Deciding.Done(await school.Post($"/api/programmes/{programme}/resources", text, head));
        Assert.Equal("organisation-reorganised", (await school.Post("/api/programmes",
            """{"schoolYear":"2021/2022","title":"Ещё одна","goal":"Цель"}""", head)).Code);
        await successor.Programme("Своя");

        await UntilAsync(async () => (await Transfers(school, programme)).Count == 1);
        var entry = (await bases.Get("history?limit=200")).Json["items"]!.AsArray()
            .Single(e => (string?)e!["type"] == "programme_transferred")!;
        Assert.Equal(("system", "system"), ((string?)entry["actor"], (string?)entry["role"]));
        await UntilAsync(async () => (await successor.Get("/api/organisation")).Json["predecessors"]!.AsArray().Count == 1);
        Assert.True((await bases.Get("")).Json["version"]!.GetValue<int>() > before);

        // Both follow it in their feeds.
        Assert.Contains("programme_transferred", (await school.Get($"/api/feed?stream=programme-{programme}")).Text,
            StringComparison.Ordinal);
        Assert.Contains("predecessor_taken", (await successor.Get("/api/feed", await successor.Auditor())).Text, StringComparison.Ordinal);

        await AskedAgain(school, head, mentee);
        await Certified(school, programme, successor, head);
    }

    [Fact]
    public async Task Decides_again_when_that_was_a_mistake()
    {
        var school = await School.Open(installation);
        var (programme, successor) = (await school.ActiveProgramme(), await School.Open(installation));
        var joined = await Reorganise(school,
            $$"""{"kind":"merger","successor":"{{successor.Id}}","ground":"{{Ground}}"}""");
        var id = (string?)joined.Json["events"]![0]!["body"]!["id"];
        await UntilAsync(async () => (await Transfers(school, programme)).Count == 1);

        Deciding.Done(await school.Post($"/api/organisations/{school.Id}/reorganisations/{id}/void",
            """{"reason":"Другая школа."}""", installation.Operator));

        await UntilAsync(async () => (await Transfers(school, programme)).Count == 0);
        await UntilAsync(async () => (await successor.Get("/api/organisation")).Json["predecessors"]!.AsArray().Count == 0);
        Deciding.Done(await school.Post($"/api/programmes/{programme}/resources",
            """{"kind":"staff","source":"internal","title":"Методист"}"""));
    }

    [Fact]
    public async Task Names_the_last_successor_when_that_one_is_reorganised_too()
    {
        var (school, middle, last) = (await School.Open(installation), await School.Open(installation), await School.Open(installation));
        var programme = await school.ActiveProgramme();
        var joined = await Reorganise(school, $$"""{"kind":"accession","successor":"{{middle.Id}}","ground":"{{Ground}}"}""");
        await UntilAsync(async () => (await middle.Get("/api/organisation")).Json["predecessors"]!.AsArray().Count == 1);

        Deciding.Done(await Reorganise(middle, $$"""{"kind":"merger","successor":"{{last.Id}}","ground":"{{Ground}}"}"""));

        await UntilAsync(async () => (await Transfers(school, programme)).Count == 2);
        Assert.Equal([$"{middle.Id}", $"{last.Id}"], (await Transfers(school, programme)).Select(t => (string?)t!["successor"]));
        // The head of the last one issues keys, and a refusal names it.
        var head = Deciding.Done(await school.Post($"/api/organisations/{school.Id}/keys",
            $$"""{"roles":["head"],"person":"{{last.Grace}}"}""", last.GraceKey)).Says("key")!;
        (await school.Post("/api/programmes", """{"schoolYear":"2021/2022","title":"Ещё одна","goal":"Цель"}""", head))
            .Refused(HttpStatusCode.Conflict, "organisation-reorganised", "organisation-reorganised");
        Assert.Equal($"{last.Id}", (string?)(await school.Post("/api/programmes",
            """{"schoolYear":"2021/2022","title":"Ещё одна","goal":"Цель"}""", head)).Json["missing"]![0]!["where"]);

        var id = (string?)joined.Json["events"]![0]!["body"]!["id"];
        Deciding.Done(await school.Post($"/api/organisations/{school.Id}/reorganisations/{id}/void",
            """{"reason":"Другая школа."}""", installation.Operator));
        await UntilAsync(async () => (await Transfers(school, programme)).Count == 0);
    }

    [Fact]
    public async Task Is_renamed_without_any_change_of_who_decides()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        Assert.Equal("field-invalid", (await Reorganise(school, $$"""{"kind":"renaming","ground":"{{Ground}}"}""")).Code);
        Assert.Equal("field-invalid", (await Reorganise(school,
            $$"""{"kind":"renaming","title":"Лицей","successor":"{{school.Id}}","ground":"{{Ground}}"}""")).Code);
        Assert.Equal("field-invalid", (await Reorganise(school,
            $$"""{"kind":"renaming","title":"Лицей","ground":"{{Ground}}","consentsUntil":"2030-01-01"}""")).Code);
        Assert.Equal("unknown", (await Reorganise(school,
            $$"""{"kind":"merger","successor":"{{Id.New()}}","ground":"{{Ground}}"}""")).Code);

        Deciding.Done(await Reorganise(school, $$"""{"kind":"renaming","title":"Лицей","ground":"{{Ground}}"}"""));

        Assert.Equal("Лицей", (await school.Get("/api/organisation")).Says("title"));
        await UntilAsync(async () => (await Transfers(school, programme)).Count == 1);
        Assert.Contains("Правопреемство: 1\n", (await Issued(school, programme, school.GraceKey)).Text, StringComparison.Ordinal);
        await school.Programme("Следующая");
    }

    private Task<Answer> Reorganise(School school, string body) =>
        school.Post($"/api/organisations/{school.Id}/reorganisations", body, installation.Operator);

    private static async Task Certified(School school, Guid programme, School successor, string head)
    {
        var certificate = (await Issued(school, programme, head)).Text;
        Assert.Contains("Организация: Школа\n", certificate, StringComparison.Ordinal);
        Assert.Contains($"присоединение; «Школа»; {successor.Id}; {Ground}", certificate, StringComparison.Ordinal);
        var key = CheckpointKey.Parse((await school.Get("/api/audit/key")).Text.TrimEnd())!;
        var bundle = (await school.Get($"/api/programmes/{programme}/export")).Text;
        Assert.IsType<BundleVerdict.Sound>(BundleVerifier.Verify(bundle, CertificateRebuild.Text, key));
        Assert.Equal("identical", (await school.Get($"/api/programmes/{programme}/certificate")).Says("verdict"));
    }

    private static async Task<Answer> Issued(School school, Guid programme, string key)
    {
        var end = Deciding.Done(await school.Post($"/api/programmes/{programme}/documents",
            """{"kind":"cancellation-order","title":"Приказ","original":"paper","number":"9","date":"2021-12-01"}""", key))
            .Json["events"]![0]!["body"]!["id"];
        Deciding.Done(await school.Change(programme, "cancellation", $$"""{"order":"{{end}}","reason":"Досрочно."}""", key));
        Deciding.Done(await school.Change(programme, "certificates",
            $$"""{"number":"1","date":"{{Day(Today)}}","signatoryPosition":"Директор"}""", key));
        return await school.Get($"/api/programmes/{programme}/certificate/text");
    }

    // A new text names the successor: whoever takes part is asked for a consent to it, by the program itself.
    private static async Task AskedAgain(School school, string head, Guid mentee)
    {
        Deciding.Done(await school.Post("/api/consent-texts/defaults",
            $$"""{"operator":"Школа № 50","operatorAddress":"Садовая улица, 2","effectiveOn":"{{Day(Today)}}"}""", head));
        await UntilAsync(async () => (await school.Get($"/api/people/{mentee}")).Json["requested"]!.AsArray()
            .Any(r => (string?)r == "participation"));
    }

    private static async Task<global::System.Text.Json.Nodes.JsonArray> Transfers(School school, Guid programme) =>
        (await school.Get($"/api/programmes/{programme}")).Json["transfers"]!.AsArray();

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); !await condition();)
        {
            Assert.True(since.Elapsed < Patience.AtMost, $"It has not happened within {Patience.AtMost}.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
