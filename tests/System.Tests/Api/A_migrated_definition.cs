using System.Net;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Uses a separate definition, because every school sees what is published.</summary>
public sealed class A_migrated_definition(Installation installation)
{
    [Fact]
    public async Task Is_previewed_makes_affected_approvals_need_reconfirmation_and_is_migrated_back()
    {
        var school = await School.Open(installation);
        var model = await Publish(school, 1);
        Assert.Equal(HttpStatusCode.Created, model.Status);
        var programme = await school.PreparedProgramme("gate-model");
        await school.Approve(programme, 1);
        Assert.Equal("unknown", (await school.Get($"/api/programmes/{programme}/definition-migration?version=2")).Code);
        Deciding.Done(await Publish(school, 2));

        var preview = await school.Get($"/api/programmes/{programme}/definition-migration?version=2");
        var foreseen = await school.Change(programme, "definition-migration", To(2), query: "?dryRun=true");

        Assert.Equal("/stages/1/criteria/G1.3", Assert.Single(preview.Json["differences"]!.AsArray())!["place"]!.GetValue<string>());
        Assert.Equal("[1]", preview.Json["affectedStages"]!.ToJsonString());
        Assert.Equal("[1]", foreseen.Json["events"]![0]!["body"]!["affectedStages"]!.ToJsonString());
        Assert.False(await Unsettled(school, programme));

        Deciding.Done(await school.Change(programme, "definition-migration", To(2)));
        Assert.True(await Unsettled(school, programme));
        var blocked = await school.Stage(programme, 2, "submission");
        Assert.Equal(("stage-out-of-order", "stage-needs-reconfirmation"),
            (blocked.Code, blocked.Json["missing"]![0]!["what"]!.GetValue<string>()));

        Deciding.Done(await school.Change(programme, "definition-migration", To(1)));
        await school.Approve(programme, 1);
        Assert.False(await Unsettled(school, programme));
        Assert.Equal("nothing-changes", (await school.Change(programme, "definition-migration", To(1))).Code);
    }

    [Fact]
    public async Task Is_published_by_the_operator_in_order_and_with_every_fault_named()
    {
        var school = await School.Open(installation);

        Assert.Equal("role-required", (await Publish(school, 1, key: school.GraceKey)).Code);
        var skipped = await Publish(school, 7, "skipping-model");
        Assert.Equal((HttpStatusCode.Conflict, "definition-invalid"), (skipped.Status, skipped.Code));
        Assert.Equal("/version", skipped.Json["missing"]![0]!["where"]!.GetValue<string>());
        var torn = await Publish(school, 1, "torn\nmodel");
        Assert.Equal(("definition-invalid", "/code"), (torn.Code, torn.Json["missing"]![0]!["where"]!.GetValue<string>()));
        var faulty = await Publish(school, 1, "faulty-model", rule: "no.rule/1");
        Assert.Equal("/stages/0/gate/criteria/0/rule", faulty.Json["missing"]![0]!["where"]!.GetValue<string>());
    }

    // From version 2 on, one criterion of gate 1 is waivable.
    private async Task<Answer> Publish(School school, int version, string code = "gate-model", string? rule = null, string? key = null)
    {
        var model = (await school.Get("/api/definitions/target-model/1")).Json;
        model["code"] = code;
        model["version"] = version;
        JsonNode criteria = model["stages"]![0]!["gate"]!["criteria"]!;
        if (version > 1) criteria[2]!["mode"] = "waivable";
        if (rule is not null) criteria[0]!["rule"] = rule;
        return await school.Post("/api/definitions", model.ToJsonString(), key ?? installation.Operator);
    }

    private static async Task<bool> Unsettled(School school, Guid programme) =>
        (await school.Get($"/api/programmes/{programme}")).Json["stages"]![0]!["needsReconfirmation"]!.GetValue<bool>();

    private static string To(int version) => $$"""{"version":{{version}},"reason":"Новая редакция."}""";
}
