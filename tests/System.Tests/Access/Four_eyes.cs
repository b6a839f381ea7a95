using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Access;

/// <summary>Nobody gives himself a second person's rights: not the operator, not a program, not an auditor.</summary>
public sealed class Four_eyes(Installation installation)
{
    [Fact]
    public async Task An_operator_does_not_become_anybody_in_a_school_that_has_a_head()
    {
        var school = await School.Open(installation);
        var body = $$"""{"roles":["curator"],"person":"{{Id.New()}}"}""";

        var refused = await ByOperator(school, body);

        refused.Refused(HttpStatusCode.Forbidden, "wrong-person", "head-has-key");
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/api/programmes", school.GraceKey)).Status);
    }

    [Fact]
    public async Task An_operator_who_replaces_the_keys_of_a_head_is_seen_by_the_head()
    {
        var school = await School.Open(installation);
        var second = await school.Key($$"""{"roles":["head"],"person":"{{Id.New()}}"}""");

        var made = Deciding.Done(await ByOperator(school,
            $$"""{"roles":["head"],"person":"{{school.Grace}}","headsKeysLost":true}"""));

        foreach (var lost in (string[])[school.GraceKey, second])
        {
            var answer = await school.Get("/api/programmes", lost);
            Assert.Equal((HttpStatusCode.Unauthorized, "lost"), (answer.Status, (string?)answer.Json["missing"]![0]!["where"]));
        }

        var key = (string)made.Json["key"]!;
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/api/keys", key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/api/programmes")).Status);
        Assert.Equal(2, (await school.Get($"/api/audit/entries?stream=organisation-{school.Id}&type=access_key_revoked",
            await Auditor(school, key))).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_head_of_another_school_replaces_no_keys()
    {
        var (school, other) = (await School.Open(installation), await School.Open(installation));

        var refused = await other.Post($"/api/organisations/{school.Id}/keys",
            $$"""{"roles":["head"],"person":"{{Id.New()}}","headsKeysLost":true}""", other.GraceKey);

        Assert.Equal((HttpStatusCode.BadRequest, "field-invalid"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/api/programmes", school.GraceKey)).Status);
    }

    [Fact]
    public async Task A_program_is_nothing_but_an_integrator()
    {
        var school = await School.Open(installation);

        foreach (var role in (string[])["head", "curator", "auditor", "initiator"])
        {
            (await school.Post("/api/keys", $$"""{"roles":["integrator","{{role}}"],"integrator":"{{Id.New()}}"}""", school.GraceKey))
                .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "integrator-has-one-role");
            (await school.Post("/api/keys", $$"""{"roles":["{{role}}"],"integrator":"{{Id.New()}}"}""", school.GraceKey))
                .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "integrator-role-is-an-integrators");
        }

        (await school.Post("/api/keys", $$"""{"roles":["integrator"],"person":"{{Id.New()}}"}""", school.GraceKey))
            .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "integrator-role-is-an-integrators");
    }

    [Fact]
    public async Task Whoever_audits_holds_no_other_role_by_one_key_or_by_two()
    {
        var school = await School.Open(installation);
        var auditor = Id.New();

        (await school.Post("/api/keys", $$"""{"roles":["auditor","head"],"person":"{{auditor}}"}""", school.GraceKey))
            .Refused(HttpStatusCode.Conflict, "auditor-not-independent", "auditor-has-no-other-role");
        await school.Key($$"""{"roles":["auditor"],"person":"{{auditor}}"}""");
        (await school.Post("/api/keys", $$"""{"roles":["curator"],"person":"{{auditor}}"}""", school.GraceKey))
            .Refused(HttpStatusCode.Conflict, "auditor-not-independent", "auditor-has-no-other-role");
        (await school.Post("/api/keys", $$"""{"roles":["auditor"],"person":"{{school.Vera}}"}""", school.GraceKey))
            .Refused(HttpStatusCode.Conflict, "auditor-not-independent", "auditor-has-no-other-role");
    }

    private Task<Answer> ByOperator(School school, string body) =>
        school.Post($"/api/organisations/{school.Id}/keys", body, installation.Operator);

    private static async Task<string> Auditor(School school, string head) => (string)Deciding.Done(await school.Post("/api/keys",
        $$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""", head)).Json["key"]!;
}
