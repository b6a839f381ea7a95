using System.Net;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Wrong facts about an organisation or a stage are corrected by another event, with a reason.</summary>
public sealed class A_correction(Installation installation)
{
    [Fact]
    public async Task Of_an_organisation_is_made_by_the_operator_and_may_change_todays_date()
    {
        var school = await School.Open(installation);
        var (organisation, address) = ($"/api/organisations/{school.Id}", $"/api/organisations/{school.Id}/correction");
        Task<Answer> Correct(string body) => school.Replace(organisation, address, body, installation.Operator);
        const string far = """{"title":"Школа № 49","kind":"college","timeZone":"Pacific/Kiritimati","reason":"Опечатка."}""";
        var before = (await school.Get("/api/organisation")).Json;

        Assert.Equal("role-required", (await school.Post(address, far, school.GraceKey)).Code);
        Assert.Equal((HttpStatusCode.BadRequest, "field-invalid"),
            Refused(await Correct(far.Replace("Pacific/Kiritimati", "Nowhere", StringComparison.Ordinal))));
        Deciding.Done(await Correct(far));

        var after = (await school.Get("/api/organisation")).Json;
        Assert.Equal(("Школа", "school"), ((string?)before["title"], (string?)before["kind"]));
        Assert.Equal(("Школа № 49", "college", "Pacific/Kiritimati"),
            ((string?)after["title"], (string?)after["kind"], (string?)after["timeZone"]));
        var there = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(),
            TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati")).DateTime);
        Assert.Equal($"{there:yyyy-MM-dd}", (string?)after["today"]);
        Assert.Equal((HttpStatusCode.Conflict, "nothing-changes"), Refused(await Correct(far)));
    }

    [Fact]
    public async Task Of_a_stage_changes_its_start_date_and_removes_a_countersignature()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var stage = $"/api/programmes/{programme}/stages/1";
        Deciding.Done(await school.Change(programme, "stages/1/work-correction",
            """{"openedOn":"2021-09-01","reason":"Дата пункта была указана неверно."}""", school.VeraKey));
        Assert.Equal("2021-09-01", (await school.Get(stage)).Says("workOpenedOn"));
        Deciding.Done(await school.Stage(programme, 1, "submission"));
        Deciding.Done(await school.Stage(programme, 1, "countersignature", school.GraceKey));

        var withdrawn = Deciding.Done(await school.Post($"{stage}/countersignature/withdrawal", """{"reason":"Подписано по ошибке."}""",
            school.GraceKey, await school.Seen(programme)));

        Assert.Equal("stage_countersignature_withdrawn", (string?)withdrawn.Json["events"]![0]!["type"]);
        Assert.Equal("stage-not-countersigned", (await school.Post($"{stage}/countersignature/withdrawal", """{"reason":"Ещё раз."}""",
            school.GraceKey, await school.Seen(programme))).Code);
    }

    private static (HttpStatusCode, string?) Refused(Answer answer) => (answer.Status, answer.Code);
}
