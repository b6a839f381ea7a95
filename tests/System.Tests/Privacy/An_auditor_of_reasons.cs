using System.Net;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>Auditors read reasons, remarks and minutes by a recorded disclosure with a purpose.</summary>
public sealed class An_auditor_of_reasons(Installation installation)
{
    [Fact]
    public async Task Reads_them_after_the_reading_is_recorded()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var meeting = Deciding.Done(await school.Post($"/api/programmes/{programme}/meetings",
            """{"on":"2021-09-23","decisions":"Включить две формы."}""")).Json["events"]![0]!["body"]!["decisions"]!;
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        var returned = Deciding.Done(await school.Post($"/api/programmes/{programme}/stages/1/return",
            """{"remarks":[{"criterion":"G1.7","text":"Нет протокола."}]}""", match: await school.Seen(programme)));
        var remark = returned.Json["events"]![0]!["body"]!["remarks"]![0]!["text"]!;
        var auditor = await school.Auditor();
        var waiver = (await school.Get($"/api/programmes/{programme}/stages/1", auditor)).Json["criteria"]!.AsArray()
            .First(c => c!["waiver"] is not null)!["waiver"]!["reason"]!;
        Assert.Null(waiver["text"]);

        var read = Deciding.Done(await Read(school, auditor, [meeting, remark, waiver], "Плановая проверка."));

        Assert.Equal(["Включить две формы.", "Нет протокола.", "Позже."], Items(read).Select(i => (string?)i["text"]));
        Assert.Equal(new[] { meeting, remark, waiver }.Select(t => (string?)t["commitment"]),
            Items(read).Select(i => (string?)i["commitment"]));
        var entry = (await school.Get("/api/audit/entries?type=texts_viewed", auditor)).Json["items"]!.AsArray().Single()!;
        Assert.Equal(("audit", 3), ((string?)entry["body"]!["purpose"], entry["body"]!["texts"]!.AsArray().Count));
        Assert.DoesNotContain("протокола", entry.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_a_reason_and_reads_nothing_of_persons_or_other_schools()
    {
        var (school, other) = (await School.Open(installation), await School.Open(installation));
        var bases = await SchoolBases.Open(school);
        var pupil = await bases.Pupil(12);
        await bases.Did("mentees", $$"""{"person":"{{pupil}}"}""");
        var about = (await bases.Did($"mentees/{pupil}/requests", """{"category":"studies","text":"Отстаёт."}"""))
            .Json["events"]![0]!["body"]!["text"]!;
        var auditor = await school.Auditor();

        (await Read(school, auditor, [about], null)).Refused(HttpStatusCode.UnprocessableEntity, "reason-required", "reason-required");
        (await Read(school, auditor, [about], "Проверка.", "contact"))
            .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "purpose-not-of-role");
        (await Read(school, auditor, [], "Проверка."))
            .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "count-out-of-range");
        var item = Assert.Single(Items(Deciding.Done(await Read(school, auditor, [about], "Проверка."))));
        Assert.Equal(($"{pupil}", null), ((string?)item["about"], (string?)item["text"]));
        Assert.Equal(HttpStatusCode.NotFound, (await Read(other, await other.Auditor(), [about], "Проверка.")).Status);

        await school.Erased(pupil, "5");
        var gone = Assert.Single(Items(Deciding.Done(await Read(school, auditor, [about], "Проверка."))));
        Assert.Contains("акт № 5", (string?)gone["destroyed"], StringComparison.Ordinal);
    }

    private static IEnumerable<JsonNode> Items(Answer answer) => answer.Json["items"]!.AsArray().Select(i => i!);

    private static Task<Answer> Read(School school, string key, IEnumerable<JsonNode> texts, string? reason, string purpose = "audit") =>
        school.Post("/api/texts/disclosures",
            $$"""
            {"texts":[{{string.Join(',', texts.Select(t => $"\"{t["ref"]}\""))}}],"purpose":"{{purpose}}"
            {{(reason is null ? "" : $",\"reason\":\"{reason}\"")}}}
            """, key);
}
