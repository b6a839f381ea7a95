using System.Net;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Future curators and partners (M162) go from one programme to the next; the values of own tasks are read as facts.</summary>
public sealed class A_next_programme(Installation installation)
{
    [Fact]
    public async Task Starts_with_the_curators_and_partners_that_the_last_one_named()
    {
        var bases = await SchoolBases.Open(installation);
        var teacher = await bases.Teacher(48, "moreThanThreeYears");
        (await bases.Post("recognition/future-curators", $$"""{"person":"{{teacher}}"}"""))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "long-term-consent-missing");
        Deciding.Done(await bases.School.Consent(teacher, [teacher], "longTermBase"));
        await bases.Did("recognition/future-curators", $$"""{"person":"{{teacher}}"}""");
        await bases.Did("recognition/future-partners", """{"kind":"business","contour":"external","title":"Комбинат"}""");
        var next = await bases.School.Programme("Следующий год");
        Task<Answer> Take(School school, Guid programme) =>
            school.Post($"/api/programmes/{programme}/succession", $$"""{"programme":"{{bases.Programme}}"}""", idempotency: null);

        Assert.Equal(["succession_taken", "partner_engaged"], (await Take(bases.School, next)).Events());

        var candidate = Assert.Single(Deciding.Done(await bases.School.Get($"/api/programmes/{next}/curator-candidates")).Json["items"]!
            .AsArray())!;
        Assert.Equal(($"{teacher}", $"{bases.Programme}"), ((string?)candidate["person"], (string?)candidate["programme"]));
        Assert.Contains("Комбинат", (await bases.School.Get($"/api/programmes/{next}/facts")).Text, StringComparison.Ordinal);
        Assert.Equal("nothing-changes", (await Take(bases.School, next)).Code);
        var other = await School.Open(installation);
        (await Take(other, await other.Programme())).Refused(HttpStatusCode.UnprocessableEntity, "unknown", "programme-unknown");
    }

    [Fact]
    public async Task Keeps_the_values_of_its_own_tasks_as_facts_that_are_corrected()
    {
        var bases = await SchoolBases.Open(installation);
        string Value(string value) => $$"""
            {"objective":"C1","indicator":"average-mark","at":"before","value":"{{value}}","unit":"балл","measuredOn":"2021-09-01",
            "source":"Журнал"}
            """;
        (await bases.Post("objective-values", Value("3.8"))).Refused(HttpStatusCode.UnprocessableEntity, "unknown", "objective-unknown");
        await bases.Did("objectives", """{"code":"C1","text":"Успеваемость","indicators":["average-mark"]}""");
        var id = (string)(await bases.Did("objective-values", Value("3.8"))).Json["events"]![0]!["body"]!["id"]!;

        Assert.Equal(["fact_voided", "objective_measured"], Deciding.Done(await bases.Post($"facts/{id}/correction",
            $$"""{"kind":"objective-values","reason":"Описка.","replacement":{{Value("3.9")}}}""")).Events());
    }
}
