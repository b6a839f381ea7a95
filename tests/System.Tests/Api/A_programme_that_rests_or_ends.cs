using System.Net;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_programme_that_rests_or_ends(Installation installation)
{
    private const string Resource = """{"kind":"staff","source":"internal","title":"Педагог-психолог"}""";

    [Fact]
    public async Task Is_suspended_by_an_order_corrected_meanwhile_and_resumed()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var fact = Deciding.Done(await school.Post($"/api/programmes/{programme}/resources",
            Resource)).Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>();
        var order = await school.Document(programme, "curator-order");

        Assert.Equal("document-not-in-force",
            (await school.Change(programme, "suspension", $$"""{"order":"{{Id.New()}}","reason":"Карантин."}""")).Code);
        Assert.Equal("suspended", Deciding.Done(await school.Change(programme, "suspension", ByOrder(order))).Says("status"));

        Assert.Equal((HttpStatusCode.Conflict, "programme-suspended"),
            Refused(await school.Post($"/api/programmes/{programme}/resources", Resource)));
        Assert.Equal("programme-suspended", (await school.Stage(programme, 1, "submission")).Code);
        Deciding.Done(await school.Post($"/api/programmes/{programme}/facts/{fact}/void", """{"reason":"Описка."}"""));
        Assert.Equal("active", Deciding.Done(await school.Change(programme, "resumption")).Says("status"));
        Assert.Equal("programme-not-suspended", (await school.Change(programme, "resumption")).Code);
        Deciding.Done(await school.Post($"/api/programmes/{programme}/resources", Resource));
    }

    [Fact]
    public async Task Is_cancelled_by_an_order_and_continues_when_the_closing_is_voided()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var order = await school.Document(programme, "curator-order");

        Assert.Equal("programme-not-closed", (await school.Change(programme, "closing/void", """{"reason":"Ошибка."}""")).Code);
        Assert.Equal("cancelled", Deciding.Done(await school.Change(programme, "cancellation", ByOrder(order))).Says("status"));

        var refused = await school.Post($"/api/programmes/{programme}/resources", Resource);
        Assert.Equal((HttpStatusCode.Conflict, "programme-closed"), Refused(refused));
        Assert.Equal("cancelled", refused.Json["missing"]![0]!["where"]!.GetValue<string>());
        Assert.Equal("active", Deciding.Done(await school.Change(programme, "closing/void", """{"reason":"Ошибка."}""")).Says("status"));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/resources", Resource));
    }

    [Fact]
    public async Task Is_drafted_without_a_second_approver_by_the_head_alone()
    {
        var school = await School.Open(installation);
        var ada = await school.Key($$"""{"roles":["initiator"],"person":"{{Id.New()}}"}""");

        Assert.Equal((HttpStatusCode.Forbidden, "wrong-person"), Refused(await Draft("never", ada)));
        Assert.Equal(HttpStatusCode.Created, (await Draft("always", ada)).Status);
        Assert.Equal(HttpStatusCode.Created, (await Draft("never", school.GraceKey)).Status);

        Task<Answer> Draft(string rule, string key) =>
            school.Post("/api/programmes",
                $$"""{"schoolYear":"2021/2022","title":"{{rule}} {{Id.New()}}","goal":"Цель","secondApprover":"{{rule}}"}""", key);
    }

    [Fact]
    public async Task Is_led_by_the_curator_whom_the_head_appoints()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var order = await school.Document(programme, "curator-order");
        var ambitious = await school.Key($$"""{"roles":["curator"],"person":"{{Id.New()}}"}""");

        foreach (var (what, body) in new[]
        {
            ("curator", $$"""{"person":"{{school.Vera}}","order":"{{order}}","from":"2021-09-01"}"""),
            ("curator/void", """{"reason":"Ошибка."}"""), ("suspension", ByOrder(order)), ("resumption", "{}"),
            ("cancellation", ByOrder(order)), ("closing/void", """{"reason":"Ошибка."}"""),
        }) Assert.Equal((HttpStatusCode.Forbidden, "role-required"), Refused(await school.Change(programme, what, body, ambitious)));
        Assert.Equal((HttpStatusCode.Forbidden, "not-the-curator"), Refused(await school.Change(programme, "completion", key: ambitious)));
    }

    private static string ByOrder(Guid order) => $$"""{"order":"{{order}}","reason":"Карантин."}""";

    private static (HttpStatusCode, string?) Refused(Answer answer) => (answer.Status, answer.Code);
}
