using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Privacy;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Access;

/// <summary>Who has left decides nothing: the right and the keys end with the departure, the erasure and the office.</summary>
public sealed class Who_has_left(Installation installation)
{
    private static readonly TimeSpan AtMost = Patience.AtMost;

    [Fact]
    public async Task Has_no_key_at_once_and_meets_no_criterion_F29()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        var seen = await school.Seen(programme);

        Deciding.Done(await Departed(school, school.Vera));

        var approval = await school.Post($"/api/programmes/{programme}/stages/1/approval", match: seen);
        Assert.Equal(HttpStatusCode.Unauthorized, approval.Status);
        var stage = (await school.Get($"/api/programmes/{programme}/stages/1", school.GraceKey)).Json;
        var criterion = stage["criteria"]!.AsArray().Single(c => (string?)c!["code"] == "G1.4")!;
        Assert.Equal(("notMet", $"curator-left {school.Vera}"),
            ((string?)criterion["outcome"], Assert.Single(criterion["missing"].Things())));
        Assert.Contains("назначьте другого", (string?)criterion["missing"]![0]!["sentence"], StringComparison.Ordinal);
        Assert.DoesNotContain((await Keys(school)), k => k.Person == school.Vera);
        Assert.Contains("holderLeft", (await school.Get($"/api/audit/entries?stream=organisation-{school.Id}&type=access_key_revoked",
            await school.Auditor())).Text, StringComparison.Ordinal);
        Assert.Contains("officer_left", (await school.Get($"/api/programmes/{programme}/history?limit=200", school.GraceKey)).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gets_no_new_key_and_no_office_until_the_departure_is_voided_F29()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        Deciding.Done(await Departed(school, school.Vera));
        var key = $$"""{"roles":["curator"],"person":"{{school.Vera}}"}""";

        (await school.Post("/api/keys", key, school.GraceKey)).Refused(HttpStatusCode.Conflict, "not-taking-part", "person-left");
        (await Appointed(school, programme, school.Vera)).Refused(HttpStatusCode.Conflict, "not-taking-part", "person-left");

        Deciding.Done(await school.Post($"/api/people/{school.Vera}/departure/void", """{"reason":"Вернулась."}""", school.GraceKey));
        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/people")).Status);
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/api/people", await school.Key(key))).Status);
    }

    [Fact]
    public async Task Is_not_acted_for_by_an_integrator_F29()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var robot = Id.New();
        var key = await school.Key($$"""{"roles":["integrator"],"integrator":"{{robot}}"}""");
        Deciding.Done(await school.Post($"/api/programmes/{programme}/delegations",
            $$"""{"integrator":"{{robot}}","from":"2021-09-01"}"""));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/stages/1/submission", key: key, behalf: school.Vera,
            match: await school.Seen(programme)));

        Deciding.Done(await Departed(school, school.Vera));

        var tag = (await school.Get($"/api/programmes/{programme}/stages/1", key)).Etag;
        (await school.Post($"/api/programmes/{programme}/stages/1/approval", key: key, behalf: school.Vera, match: tag))
            .Refused(HttpStatusCode.Forbidden, "delegation-missing", "delegation-missing");
    }

    [Fact]
    public async Task Or_was_erased_has_no_key_either_F29()
    {
        var school = await School.Open(installation);
        var deputy = await school.Person(30, kind: "teacher");
        var key = await school.Key($$"""{"roles":["head"],"person":"{{deputy}}"}""");
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/api/people", key)).Status);

        await school.Erased(deputy, "1");

        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/people", key)).Status);
        (await school.Post("/api/keys", $$"""{"roles":["head"],"person":"{{deputy}}"}""", school.GraceKey))
            .Refused(HttpStatusCode.Conflict, "not-taking-part", "person-erased");
    }

    [Fact]
    public async Task An_office_has_no_key_for_it_F29()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var next = await school.Person(40, kind: "teacher");
        var both = await school.Key($$"""{"roles":["curator","initiator"],"person":"{{school.Vera}}"}""");

        var appointed = Deciding.Done(await Appointed(school, programme, next));

        // The answer offers a key for a curator who has none, and not for one who has.
        Assert.Equal("/api/keys", (string?)appointed.Json["offer"]!["href"]);
        var key = await school.Key(appointed.Json["offer"]!["request"]!.ToJsonString());
        Assert.Null(Deciding.Done(await Appointed(school, programme, next)).Json["offer"]);
        Assert.Equal(HttpStatusCode.OK, (await school.Get($"/api/programmes/{programme}", key)).Status);
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < AtMost;)
        {
            if ((await school.Get("/api/people")).Status == HttpStatusCode.Unauthorized) break;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/people")).Status);
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/api/people", both)).Status);
    }

    [Fact]
    public async Task The_audit_has_no_key_for_it_and_is_told_why()
    {
        var school = await School.Open(installation);
        var (one, other) = (await school.ActiveProgramme(), await school.Programme("Другая"));
        var auditor = Id.New();
        var key = await school.Key($$"""{"roles":["auditor"],"person":"{{auditor}}"}""");
        foreach (var programme in new[] { one, other })
        {
            Deciding.Done(await school.Post($"/api/programmes/{programme}/auditors", $$"""{"person":"{{auditor}}"}""", school.GraceKey));
        }

        await Released(one);
        await Released(other);
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < AtMost;)
        {
            if ((await school.Get("/api/programmes", key)).Status == HttpStatusCode.Unauthorized) break;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        var refused = await school.Get("/api/programmes", key);
        Assert.Equal((HttpStatusCode.Unauthorized, "unauthenticated"), (refused.Status, refused.Code));
        var why = Assert.Single(refused.Json["missing"]!.AsArray())!;
        Assert.Equal(("key-ended", "auditor-released", "Ключ больше не действует: аудитор освобождён."),
            ((string?)why["what"], (string?)why["where"], (string?)why["sentence"]));
        // Nobody is told anything about a key whose secret they do not know.
        Assert.Null((await school.Get("/api/programmes", key[..^2] + (key[^2] == 'A' ? "B" : "A") + key[^1])).Json["missing"]);

        async Task Released(Guid programme) => Deciding.Done(await school.Post(
            $"/api/programmes/{programme}/auditors/{auditor}/release", """{"reason":"Проверка окончена."}""", school.GraceKey));
    }

    [Fact]
    public async Task The_audit_of_one_programme_keeps_the_key_while_another_is_audited()
    {
        var school = await School.Open(installation);
        var (one, other) = (await school.ActiveProgramme(), await school.Programme("Другая"));
        var (auditor, second) = (Id.New(), Id.New());
        var key = await school.Key($$"""{"roles":["auditor"],"person":"{{auditor}}"}""");
        var control = await school.Key($$"""{"roles":["auditor"],"person":"{{second}}"}""");
        foreach (var (programme, person) in new[] { (one, auditor), (other, auditor), (one, second) })
        {
            Deciding.Done(await school.Post($"/api/programmes/{programme}/auditors", $$"""{"person":"{{person}}"}""", school.GraceKey));
        }

        foreach (var person in new[] { auditor, second })
        {
            Deciding.Done(await school.Post($"/api/programmes/{one}/auditors/{person}/release",
                """{"reason":"Проверка окончена."}""", school.GraceKey));
        }

        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < AtMost;)
        {
            if ((await school.Get("/api/programmes", control)).Status == HttpStatusCode.Unauthorized) break;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/programmes", control)).Status);
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/api/programmes", key)).Status);
    }

    [Fact]
    public async Task Is_told_from_somebody_whom_the_register_does_not_know_F29()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var stranger = Id.New();

        (await Appointed(school, programme, stranger)).Refused(HttpStatusCode.UnprocessableEntity, "unknown", "person-unknown");
        var roadmap = await school.Change(programme, "roadmap",
            $$"""{"items":[{"item":"1.1.1","responsible":"{{stranger}}"}]}""", school.VeraKey);
        Assert.Contains("responsible-unknown 1.1.1", roadmap.Json["missing"].Things());
    }

    private static async Task<Answer> Departed(School school, Guid person) =>
        await school.Post($"/api/people/{person}/departure", $$"""{"on":"{{Day(Today)}}"}""", school.GraceKey);

    private static async Task<Answer> Appointed(School school, Guid programme, Guid person)
    {
        var order = Deciding.Done(await school.Post($"/api/programmes/{programme}/documents",
            """
            {"kind":"curator-order","title":"Приказ","original":"paper","number":"2","date":"2021-09-01","signatoryPosition":"Директор"}
            """,
            school.GraceKey)).Json["events"]![0]!["body"]!["id"]!;
        return await school.Post($"/api/programmes/{programme}/curator",
            $$"""{"person":"{{person}}","order":"{{order}}","from":"{{Day(Today)}}"}""", school.GraceKey,
            (await school.Get($"/api/programmes/{programme}", school.GraceKey)).Etag);
    }

    private static async Task<IEnumerable<(Guid Id, Guid? Person)>> Keys(School school) =>
        (await school.Get("/api/keys", school.GraceKey)).Json["items"]!.AsArray()
            .Select(k => (k!["id"]!.GetValue<Guid>(), k["person"]?.GetValue<Guid>()));
}
