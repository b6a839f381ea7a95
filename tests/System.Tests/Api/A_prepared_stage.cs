using System.Net;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_prepared_stage(Installation installation)
{
    [Fact]
    public async Task Requires_If_Match_to_replace_its_road_map()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var items = string.Join(',',
            Enumerable.Range(1, 7).Select(n => $$"""{"item":"{{n}}.1.1","plannedTo":"2021-09-30","position":"Куратор"}"""));
        var (address, body) = ($"/api/programmes/{programme}", $$"""{"items":[{{items}}]}""");
        var seen = (await school.Get(address)).Etag;

        Assert.Equal("precondition-required", (await school.Post($"{address}/roadmap", body)).Code);
        Deciding.Done(await school.Post($"{address}/roadmap", body, match: seen));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "evaluation-changed"),
            ((await school.Post($"{address}/roadmap", body, match: seen)) is var late ? (late.Status, late.Code) : default));
    }

    [Fact]
    public async Task Is_submitted_countersigned_by_another_person_approved_once_and_reopened()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var address = $"/api/programmes/{programme}/stages/1";
        var deputy = await school.Key($$"""{"roles":["head"],"person":"{{school.Vera}}"}""");
        async Task<Answer> Ask(string what, string body = "{}", string? key = null, string? idempotency = null) =>
            await school.Post($"{address}/{what}", body, key, await school.Seen(programme), idempotency);

        Assert.Equal(HttpStatusCode.OK, (await Ask("submission")).Status);
        Assert.Equal("second-approver-required", (await Ask("approval")).Code);
        Assert.Equal("second-approver-same-person", (await Ask("countersignature", key: deputy)).Code);
        Assert.Equal("second-approver-required", (await Ask("approval")).Code);
        await Ask("countersignature", key: school.GraceKey);
        var seen = await school.Seen(programme);
        var approved = await school.Post($"{address}/approval", match: seen, idempotency: "approve");

        Assert.Equal(HttpStatusCode.OK, approved.Status);
        var body = approved.Json["events"]![0]!["body"]!;
        Assert.True(body["selfApproval"]!.GetValue<bool>());
        Assert.Equal(school.Grace, body["secondApprover"]!.GetValue<Guid>());
        Assert.Equal(seen, $"\"{body["evaluation"]!.GetValue<string>()}\"");
        Assert.Equal(2, approved.Json["currentStage"]!.GetValue<int>());
        Assert.Equal("stage-already-approved", (await Ask("approval")).Code);

        var repeat = await school.Post($"{address}/approval", match: seen, idempotency: "approve");
        Assert.True(repeat.Json["repeated"]!.GetValue<bool>());
        Assert.Equal((approved.Etag, approved.Json["receipt"]!.ToJsonString()), (repeat.Etag, repeat.Json["receipt"]!.ToJsonString()));

        Assert.Equal(HttpStatusCode.OK, (await Ask("reopening", """{"reason":"Ошибка в приказе."}""", school.GraceKey)).Status);
        Assert.Equal("reopened", (await school.Get(address)).Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Is_returned_with_remarks_that_only_working_roles_may_read()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var address = $"/api/programmes/{programme}/stages/1";
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        await school.Post($"{address}/submission", match: await school.Seen(programme));

        Assert.Equal("remarks-required",
            (await school.Post($"{address}/return", """{"remarks":[]}""", match: await school.Seen(programme))).Code);
        await school.Post($"{address}/return", """{"remarks":[{"criterion":"G1.1","text":"Нет подписи."}]}""",
            match: await school.Seen(programme));

        Assert.Equal("Нет подписи.", (await school.Get(address)).Json["returned"]!["remarks"]![0]!["text"]!["text"]!.GetValue<string>());
        Assert.Null((await school.Get(address, auditor)).Json["returned"]!["remarks"]![0]!["text"]!["text"]);
        Assert.Equal("remark-unanswered", (string)(await school.Get(address)).Json["next"]!["blockedBy"]!["missing"]![0]!["what"]!);
        (await school.Stage(programme, 1, "submission")).Refused(HttpStatusCode.Conflict, "conditions-not-met", "remark-unanswered");
        Assert.Equal(["remark_answered", "stage_submitted"], (await school.Stage(programme, 1, "submission",
            body: """{"answers":[{"remark":1,"text":"Приложен подписанный экземпляр."}]}""")).Events());
        Assert.Equal("Приложен подписанный экземпляр.", (string)(await school.Get(address)).Json["answers"]![0]!["text"]!["text"]!);
        Assert.Null((await school.Get(address, auditor)).Json["answers"]![0]!["text"]!["text"]);
    }
}
