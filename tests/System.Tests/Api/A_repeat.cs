using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Privacy;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_repeat(Installation installation)
{
    private const string Resource = """{"kind":"staff","source":"internal","title":"Педагог-психолог"}""";

    [Fact]
    public async Task Of_a_draft_names_the_same_programme_on_another_node_and_after_a_restart()
    {
        var school = await School.Open(installation);
        const string draft = """{"schoolYear":"2021/2022","title":"Т","goal":"Ц"}""";
        var first = await school.Post("/api/programmes", draft, idempotency: "draft");
        await using var another = await installation.StartNode();

        var repeat = await school.Post("/api/programmes", draft, idempotency: "draft", node: new(another.Urls.Single()));

        Assert.Equal(first.Response.Headers.Location, repeat.Response.Headers.Location);
        Assert.Equal(Body(first), Body(repeat));
        Assert.Single((await school.Get("/api/programmes")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task With_a_stale_tag_is_answered_like_the_first_time()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var seen = (await school.Get($"/api/programmes/{programme}")).Etag;
        Task<Answer> Policy() => school.Post($"/api/programmes/{programme}/second-approver-policy",
            """{"secondApprover":"always","reason":"Решение."}""", school.GraceKey, seen, "policy");
        var first = await Policy();

        var repeat = await Policy();

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(Body(first), Body(repeat));
        Assert.Equal(first.Etag, repeat.Etag);
        Assert.True(repeat.Json["repeated"]!.GetValue<bool>());
        var stale = await school.Post($"/api/programmes/{programme}/second-approver-policy",
            """{"secondApprover":"never","reason":"Решение."}""", school.GraceKey, seen);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal("secondApprover", Assert.Single(stale.Json["changed"]!["members"]!.AsArray())!["member"]!.GetValue<string>());
    }

    [Fact]
    public async Task Is_answered_like_the_first_time_when_its_object_no_longer_exists()
    {
        var school = await School.Open(installation);
        var (programme, person) = (await school.Programme(), await school.Person(30, kind: "teacher"));
        var file = await school.Upload(Encoding.UTF8.GetBytes($"скан {person}"), "application/pdf", person);
        var registration = $$"""{"kind":"introduction-order","title":"Лист","original":"paper","sha256":"{{file}}"}""";
        var first = Deciding.Done(await school.Post($"/api/programmes/{programme}/documents", registration, idempotency: "register"));
        await school.Erased(person, "1");

        var repeat = await school.Post($"/api/programmes/{programme}/documents", registration, idempotency: "register");

        Assert.Equal((HttpStatusCode.Created, true), (repeat.Status, (bool?)repeat.Json["repeated"]));
        Assert.Equal(Body(first), Body(repeat));
        Assert.Equal(first.Response.Headers.Location, repeat.Response.Headers.Location);
        Assert.Equal("idempotency-key-reused", (await school.Post($"/api/programmes/{programme}/documents",
            registration.Replace("Лист", "Листок", StringComparison.Ordinal), idempotency: "register")).Code);
        Assert.Equal("unknown", (await school.Post($"/api/programmes/{programme}/documents", registration)).Code);
    }

    [Fact]
    public async Task Of_new_details_is_answered_like_the_first_time_when_somebody_else_has_that_name_by_now()
    {
        var school = await School.Open(installation);
        var person = $"/api/people/{await school.Person(12)}";
        var born = SchoolPeople.Day(SchoolPeople.Today.AddYears(-12));
        string Details(string name) => $$"""{"fullName":"{{name}}","birthDate":"{{born}}"}""";
        var seen = (await school.Get(person)).Etag;
        var name = SchoolPeople.Name();
        var first = Deciding.Done(await school.Post($"{person}/details", Details(name), match: seen, idempotency: "details"));
        Deciding.Done(await school.Replace(person, $"{person}/details", Details(SchoolPeople.Name())));
        Deciding.Done(await school.Post("/api/people", $$"""{"fullName":"{{name}}","birthDate":"{{born}}","kinds":["learner"]}"""));

        var repeat = await school.Post($"{person}/details", Details(name), match: seen, idempotency: "details");

        Assert.True((bool)Deciding.Done(repeat).Json["repeated"]!);
        Assert.Equal(Body(first), Body(repeat));
    }

    [Fact]
    public async Task With_another_body_is_refused()
    {
        var school = await School.Open(installation);
        var programme = await school.Programme();
        await school.Post($"/api/programmes/{programme}/resources", Resource, idempotency: "one");

        var reused = await school.Post($"/api/programmes/{programme}/resources",
            Resource.Replace("staff", "material", StringComparison.Ordinal), idempotency: "one");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused"), (reused.Status, reused.Code));
    }

    [Fact]
    public async Task Of_a_new_key_does_not_show_it_again()
    {
        var school = await School.Open(installation);
        var body = $$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""";
        var first = await school.Post("/api/keys", body, school.GraceKey, idempotency: "key");

        var repeat = await school.Post("/api/keys", body, school.GraceKey, idempotency: "key");

        Assert.NotNull(first.Json["key"]);
        Assert.Null(repeat.Json["key"]);
        Assert.Equal(first.Json["events"]!.ToJsonString(), repeat.Json["events"]!.ToJsonString());
    }

    private static string Body(Answer answer)
    {
        var body = (JsonObject)answer.Json;
        body.Remove("repeated");
        // The latest checkpoint may differ between two answers.
        (body["receipt"] as JsonObject)?.Remove("checkpoint");
        return body.ToJsonString();
    }
}
