using System.Text.Json.Nodes;
using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>The whole model through the API alone: 59 items, seven approvals, the certificate, and the audit of all this.</summary>
public sealed class A_programme_from_draft_to_completed(Installation installation)
{
    [Fact]
    public async Task Leaves_a_history_that_anyone_can_verify()
    {
        var school = await School.Open(installation);
        var code = await ModelWithoutPeople.Publish(installation, school, "without-people");
        var programme = await school.Programme(definition: code);
        Assert.Equal("curator-not-appointed", (await school.Stage(programme, 1, "submission")).Code);
        var model = (await school.Get($"/api/definitions/{code}/1")).Json;
        var items = Enumerable.Range(0, 7).Select(n => model["stages"]![n]!["activities"]!.AsArray().SelectMany(a => a!["items"]!.AsArray())
            .Select(Code).ToList()).ToList();
        Assert.Equal(59, items.Sum(stage => stage.Count));

        await Prepare(school, programme, model, items);
        await school.Approve(programme, 1);
        for (var stage = 2; stage <= 6; stage++)
        {
            await school.Work(programme, stage, items[stage - 1]);
            await school.Approve(programme, stage);
        }

        await school.Work(programme, 7, items[6]);
        Assert.Equal("certificate-not-issued",
            (await school.Stage(programme, 7, "submission")).Json["missing"]![0]!["what"]!.GetValue<string>());
        var first = await school.Certificate(programme);
        Assert.Equal("stage-not-approved", (await school.Change(programme, "completion")).Code);
        await Outdate(school, programme, first);
        await school.Approve(programme, 7);
        Assert.Equal("completed", Deciding.Done(await school.Change(programme, "completion")).Says("status"));
        var last = (await school.Get($"/api/programmes/{programme}/certificate")).Json["issued"]!["id"];
        Assert.Equal("programme-closed",
            (await school.Post($"/api/programmes/{programme}/certificates/{last}/annulment", """{"reason":"Опечатка."}""")).Code);

        Assert.Equal("identical", (await school.Get($"/api/programmes/{programme}/certificate")).Says("verdict"));
        Assert.Contains("Всего, выполнено: 59\n", (await school.Get($"/api/programmes/{programme}/certificate/text")).Text,
            StringComparison.Ordinal);
        await Audit(school, programme);
    }

    // A certificate that does not know the last entry opens no gate; one issued after the submission needs another submission.
    private static async Task Outdate(School school, Guid programme, Guid first)
    {
        Deciding.Done(await school.Post($"/api/programmes/{programme}/resources",
            """{"kind":"staff","source":"internal","title":"Методист"}"""));
        Assert.Equal("certificate-outdated",
            (await school.Stage(programme, 7, "submission")).Json["missing"]![0]!["what"]!.GetValue<string>());
        var second = await school.Certificate(programme, "2", first);
        Deciding.Done(await school.Stage(programme, 7, "submission"));
        await school.Certificate(programme, "3", second);
        Assert.Equal("submission-outdated", (await school.Stage(programme, 7, "approval")).Code);
        Deciding.Done(await school.Stage(programme, 7, "submission/withdrawal", body: """{"reason":"Справка заменена."}"""));
    }

    private static async Task Prepare(School school, Guid programme, JsonNode model, List<List<string>> items)
    {
        async Task Record(string what, string body) => Deciding.Done(await school.Post($"/api/programmes/{programme}/{what}", body));
        await school.Registered();
        var order = await school.Document(programme, "curator-order");
        Deciding.Done(await school.Change(programme, "curator",
            $$"""{"person":"{{school.Vera}}","order":"{{order}}","from":"2021-09-01"}"""));
        var introduction = await school.Document(programme, "introduction-order");
        await school.Document(programme, "mentoring-regulation");
        var planned = string.Join(',',
            items.SelectMany(stage => stage).Select(item => $$"""{"item":"{{item}}","plannedTo":"2021-10-31","position":"Куратор"}"""));
        Deciding.Done(await school.Change(programme, "roadmap", $$"""{"items":[{{planned}}]}""", school.VeraKey));
        await Record("needs-surveys", """{"on":"2021-09-15","invited":200,"responded":180}""");
        await Record("meetings", """{"on":"2021-09-20"}""");
        await Record("forms", """{"form":"learner-learner","kinds":["pair"]}""");
        await Record("bank-entries", """{"form":"learner-learner","title":"Равный — равному"}""");
        await Record("resources", """{"kind":"staff","source":"internal","title":"Педагог-психолог"}""");
        await Record("contingents", """{"asOf":"2021-09-01","band":"learners-10-19","count":600,"source":"ОО-1"}""");
        foreach (var channel in model["outreachChannels"]!.AsArray())
            await Record("outreach", $$"""{"channel":"{{Code(channel)}}","on":"2021-09-10"}""");
        foreach (var result in model["results"]!.AsArray())
        {
            await Record("baselines",
                $$"""{"result":"{{Code(result)}}","value":"4.25","unit":"%","measuredOn":"2021-09-01","source":"Самообследование"}""");
        }

        foreach (var item in items[0])
            await Record($"roadmap/items/{item}/completion", $$"""{"effectiveOn":"2021-09-20","evidence":["{{introduction}}"]}""");
    }

    private static async Task Audit(School school, Guid programme)
    {
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        var version = (await school.Get($"/api/programmes/{programme}", auditor)).Json["version"]!.GetValue<int>();
        var approvals = await school.Get($"/api/audit/entries?stream=programme-{programme}&type=stage_approved", auditor);
        Assert.Equal(Enumerable.Range(1, 7), approvals.Json["items"]!.AsArray().Select(e => e!["body"]!["stage"]!.GetValue<int>()));
        Assert.Equal("field-invalid", (await school.Get("/api/audit/entries?type=stage_aproved", auditor)).Code);
        Assert.Equal("field-invalid", (await school.Get($"/api/audit/entries?actor={school.Vera}", auditor)).Code);
        Assert.Equal("draft", (await school.Get($"/api/programmes/{programme}/at/1", auditor)).Says("status"));
        Assert.Equal("completed", (await school.Get($"/api/programmes/{programme}/at/{version}", auditor)).Says("status"));
        Assert.Contains("programme-status-changed",
            (await school.Get($"/api/programmes/{programme}/difference?from=1&to={version}", auditor)).Text, StringComparison.Ordinal);

        var key = CheckpointKey.Parse((await school.Get("/api/audit/key", auditor)).Text.TrimEnd())!;
        var bundle = (await school.Get($"/api/programmes/{programme}/export", auditor)).Text;
        Assert.IsType<BundleVerdict.Sound>(BundleVerifier.Verify(bundle, CertificateRebuild.Text, key));
        var forged = bundle.Replace("Педагог-психолог", "Педагог-логопед", StringComparison.Ordinal);
        Assert.Equal("inclusion-proof-failed",
            Assert.IsType<BundleVerdict.Broken>(BundleVerifier.Verify(forged, CertificateRebuild.Text, key)).Code);
    }

    private static string Code(JsonNode? node) => node!["code"]!.GetValue<string>();
}
