using System.Net;
using MentorshipFlow.System.Tests.Privacy;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>What was in the past is judged on its own day, and says how late it was entered.</summary>
public sealed class A_fact_that_is_entered_late(Installation installation)
{
    [Fact]
    public async Task Is_a_consent_of_a_minor_who_is_of_age_today_F44()
    {
        var school = await School.Open(installation);
        var (pupil, mother) = (await school.Person(18, days: -30), await school.Person(45, kind: "parent"));
        var signed = Today.AddDays(-60);
        string Link(DateOnly on) => $$"""{"person":"{{mother}}","kind":"parent","effectiveOn":"{{Day(on)}}"}""";

        (await school.Post($"/api/people/{pupil}/representatives", Link(Today)))
            .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "represented-is-of-age");
        var linked = Deciding.Done(await school.Post($"/api/people/{pupil}/representatives", Link(signed)));
        var consent = Deciding.Done(await school.Consent(pupil, [pupil, mother], signedOn: signed));

        Assert.Equal([60, 60], new[] { linked, consent }.Select(a => a.Json["events"]![0]!["daysLate"]!.GetValue<int>()), new Within(1));
        Assert.Equal("fifteenToSeventeen", (string?)consent.Json["events"]![0]!["body"]!["ageBand"]);
        Assert.Empty((await school.Get("/api/people?consent=participation")).Json["items"]!.AsArray());
        var entries = (await school.Get($"/api/audit/entries?stream=person-{pupil}", await school.Auditor())).Json["items"]!.AsArray();
        Assert.Null(entries[0]!["daysLate"]);
        Assert.Equal(60, entries[1]!["daysLate"]!.GetValue<int>(), new Within(1));
    }

    [Fact]
    public async Task Is_a_whole_school_year_F44()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        await Approved(school, programme, 1, "2021-09-30");
        var pupil = await school.Person(18, days: -30);
        var mother = await school.Person(45, kind: "parent");
        Deciding.Done(await school.Post($"/api/people/{pupil}/representatives",
            $$"""{"person":"{{mother}}","kind":"parent","effectiveOn":"2021-10-01"}"""));
        Deciding.Done(await school.Consent(pupil, [mother], signedOn: new(2021, 10, 1)));

        await Did("mentees", $$"""{"person":"{{pupil}}","effectiveOn":"2021-10-05"}""");
        await Did($"mentees/{pupil}/requests", """{"category":"studies","effectiveOn":"2021-10-05"}""");
        await Did($"mentees/{pupil}/information", """{"source":"classTeacher","subjectInformed":true,"effectiveOn":"2021-10-05"}""");
        Deciding.Done(await school.Replace($"/api/programmes/{programme}/mentees/{pupil}",
            $"/api/programmes/{programme}/mentees/{pupil}/form", """{"form":"learner-learner","effectiveOn":"2021-10-06"}"""));
        await Did($"participants/{pupil}/entry-measurements",
            """{"indicators":[{"code":"Q_SUPPORT","value":"7"}],"measuredOn":"2021-10-12","source":"questionnaire"}""");
        // The age of that day; the consent of that year has ended since.
        Assert.Equal("tenToThirteen",
            (string?)(await school.Get($"/api/programmes/{programme}/mentees/{pupil}")).Json["standing"]!["ageBand"]);
        (await school.Post($"/api/programmes/{programme}/mentees/{pupil}/base"))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "participation-consent-missing");
        await Did($"mentees/{pupil}/base", """{"effectiveOn":"2021-10-15"}""");
        await Did("roadmap/items/2.1.1/completion", """{"effectiveOn":"2021-10-25"}""");
        var stage = $"/api/programmes/{programme}/stages/2";
        await SchoolBases.Of(school, programme).Wave("mentees");

        // Today the gate is closed; on its own day it is passed.
        Assert.Contains($"participation-consent-missing {pupil}", (await school.Get(stage)).Json["criteria"]!.AsArray()
            .SelectMany(c => c!["missing"].Things()));
        Assert.True((await school.Get($"{stage}?asOf=2021-10-25")).Json["passes"]!.GetValue<bool>());
        Assert.Equal("criteria-not-met", (await school.Post($"{stage}/submission", match: (await school.Get(stage)).Etag)).Code);
        var approved = await Approved(school, programme, 2, "2021-10-25");

        Assert.Contains("late-entry 2021-10-25", approved.Json["warnings"]!.AsArray().Select(w => $"{w!["code"]} {w["where"]}"));
        var late = (await school.Get($"/api/programmes/{programme}/history?limit=200")).Json["items"]!.AsArray()
            .Single(e => (string?)e!["type"] == "entry_measured")!;
        Assert.Equal(Today.DayNumber - new DateOnly(2021, 10, 12).DayNumber, late["daysLate"]!.GetValue<int>(), new Within(1));
        Assert.Equal("field-invalid", (await school.Get($"{stage}?asOf={Day(Today.AddDays(1))}")).Code);

        async Task Did(string path, string body) => Deciding.Done(await school.Post($"/api/programmes/{programme}/{path}", body));
    }

    private static async Task<Answer> Approved(School school, Guid programme, int number, string on)
    {
        var stage = $"/api/programmes/{programme}/stages/{number}";
        Answer? last = null;
        foreach (var (what, key) in new[]
        {
            ("submission", school.VeraKey), ("countersignature", school.GraceKey), ("approval", school.VeraKey),
        })
        {
            last = Deciding.Done(await school.Post($"{stage}/{what}", $$"""{"effectiveOn":"{{on}}"}""", key,
                (await school.Get($"{stage}?asOf={on}")).Etag));
        }

        return last!;
    }

    // The record's date is in UTC, which may be another day than the school's.
    private sealed class Within(int days) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => Math.Abs(x - y) <= days;

        public int GetHashCode(int number) => 0;
    }
}
