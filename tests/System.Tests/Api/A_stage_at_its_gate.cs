using System.Net;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_stage_at_its_gate(Installation installation)
{
    [Fact]
    public async Task Has_its_items_among_its_entries()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        Deciding.Done(await school.Post($"/api/programmes/{programme}/roadmap/items/2.1.1/not-applicable", """{"reason":"Не требуется."}""",
            school.VeraKey));

        Assert.Equal(["roadmap_item_completed", "gate_criterion_waived"], (await Types(1)).Distinct());
        Assert.Equal(["roadmap_item_not_applicable"], await Types(2));
        Assert.Empty(await Types(3));

        async Task<IEnumerable<string?>> Types(int stage) =>
            Deciding.Done(await school.Get($"/api/audit/entries?stage={stage}")).Json["items"]!.AsArray().Select(e => (string?)e!["type"]);
    }

    [Fact]
    public async Task Has_the_task_and_the_result_of_the_model()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var stages = (await school.Get($"/api/programmes/{programme}/stages")).Json["stages"]!.AsArray();
        Assert.All(stages, stage => Assert.All(new[] { "title", "task", "result" }, text => Assert.NotEmpty($"{stage![text]!["ru"]}")));
        Assert.StartsWith("выявление конкретных проблем", $"{stages[1]!["task"]!["ru"]}", StringComparison.Ordinal);
        Assert.StartsWith("сформирована база наставляемых", $"{stages[1]!["result"]!["ru"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explains_why_it_is_blocked_and_the_decision_gives_the_same_reason()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();

        var stage = await school.Get($"/api/programmes/{programme}/stages/1");
        var refused = await school.Post($"/api/programmes/{programme}/stages/1/submission", match: stage.Etag);

        Assert.Equal((HttpStatusCode.Conflict, "criteria-not-met"), (refused.Status, refused.Code));
        Assert.Equal(stage.Json["next"]!["blockedBy"]!["missing"]!.ToJsonString(), refused.Json["missing"]!.ToJsonString());
    }

    [Fact]
    public async Task Is_not_decided_without_If_Match()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();

        Assert.Equal("precondition-required", (await school.Post($"/api/programmes/{programme}/stages/1/approval")).Code);
        Assert.Equal("precondition-invalid", (await school.Post($"/api/programmes/{programme}/stages/1/approval", match: "*")).Code);
    }

    [Fact]
    public async Task With_a_stale_tag_answers_with_the_changes()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var seen = (await school.Get($"/api/programmes/{programme}/stages/1")).Etag;
        await school.Post($"/api/programmes/{programme}/resources", """{"kind":"staff","source":"internal","title":"Педагог-психолог"}""");

        var stale = await school.Post($"/api/programmes/{programme}/stages/1/submission", match: seen);

        Assert.Equal((HttpStatusCode.PreconditionFailed, "evaluation-changed"), (stale.Status, stale.Code));
        Assert.True(stale.Json["changed"]!["found"]!.GetValue<bool>());
        var change = Assert.Single(stale.Json["changed"]!["criteria"]!.AsArray())!;
        Assert.Equal(("notMet", "met"), (change["before"]!.GetValue<string>(), change["after"]!.GetValue<string>()));
        var evidence = Assert.Single(change["evidenceAdded"]!.AsArray())!;
        Assert.StartsWith("fact:", (string?)evidence["ref"], StringComparison.Ordinal);
        Assert.Contains("Педагог-психолог", (string?)evidence["title"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_stale_tag_shows_that_an_item_was_settled_differently()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var seen = Deciding.Done(await school.Stage(programme, 1, "submission")).Etag;
        Deciding.Done(await school.Replace($"/api/programmes/{programme}/roadmap/items/1.1.1",
            $"/api/programmes/{programme}/roadmap/items/1.1.1/reopening", """{"reason":"Отмечен по ошибке."}"""));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/roadmap/items/1.1.1/not-applicable",
            """{"reason":"Не требуется."}"""));

        var stale = await school.Post($"/api/programmes/{programme}/stages/1/approval", match: seen);

        Assert.Equal((HttpStatusCode.PreconditionFailed, "evaluation-changed"), (stale.Status, stale.Code));
        var change = stale.Json["changed"]!["criteria"]!.AsArray().Single(c => (string?)c!["criterion"] == "G1.R")!;
        Assert.StartsWith("item 1.1.1 completed ", (string?)change["detailsRemoved"]![0]!["ref"], StringComparison.Ordinal);
        Assert.StartsWith("item 1.1.1 not-applicable ", (string?)change["detailsAdded"]![0]!["ref"], StringComparison.Ordinal);
        Assert.StartsWith("пункт 1.1.1 «Изучение Распоряжения", (string?)change["detailsRemoved"]![0]!["title"], StringComparison.Ordinal);
        Assert.Contains("неприменим", (string?)change["detailsAdded"]![0]!["title"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_approved_by_the_curator_only()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var seen = (await school.Get($"/api/programmes/{programme}/stages/2")).Etag;
        var another = await school.Key($$"""{"roles":["curator"],"person":"{{Id.New()}}"}""");

        Assert.Equal("not-the-curator",
            (await school.Post($"/api/programmes/{programme}/stages/2/approval", key: another, match: seen)).Code);
        Assert.Equal("role-required",
            (await school.Post($"/api/programmes/{programme}/stages/2/approval", key: school.GraceKey, match: seen)).Code);
        Assert.Equal("stage-out-of-order", (await school.Post($"/api/programmes/{programme}/stages/2/approval", match: seen)).Code);
    }

    [Fact]
    public async Task Is_decided_by_an_integrator_only_under_a_delegation()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var robot = Id.New();
        var key = await school.Key($$"""{"roles":["integrator"],"integrator":"{{robot}}"}""");
        var seen = (await school.Get($"/api/programmes/{programme}/stages/1")).Etag;
        Task<Answer> Submit() => school.Post($"/api/programmes/{programme}/stages/1/submission", key: key, match: seen,
            behalf: school.Vera);

        Assert.Equal("delegation-missing", (await Submit()).Code);
        await school.Post($"/api/programmes/{programme}/delegations", $$"""{"integrator":"{{robot}}","from":"2021-09-01"}""");
        Assert.Equal("criteria-not-met", (await Submit()).Code);
    }

    [Fact]
    public async Task Shows_the_result_of_a_dry_run_and_records_nothing()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();

        var foreseen = await school.Post($"/api/programmes/{programme}/resources?dryRun=true",
            """{"kind":"staff","source":"internal","title":"Педагог-психолог"}""");

        Assert.Equal((HttpStatusCode.OK, true), (foreseen.Status, foreseen.Json["dryRun"]!.GetValue<bool>()));
        Assert.Equal(7, foreseen.Json["evaluations"]!.AsArray().Count);
        Assert.Empty((await school.Get($"/api/programmes/{programme}/facts")).Json["items"]!.AsArray());
    }
}
