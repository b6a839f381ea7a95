using System.Net;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Stages 2 to 4 through the API alone: first people, then gates.</summary>
public sealed class Two_personal_paths(Installation installation)
{
    [Fact]
    public async Task Of_a_mentee_leads_from_the_application_into_the_register()
    {
        var bases = await SchoolBases.Open(installation);
        var pupil = await bases.School.Person(12);
        Assert.Equal("unknown", (await bases.Post("mentees", $$"""{"person":"{{Id.New()}}"}""")).Code);
        var applied = await bases.Post("mentees", $$"""{"person":"{{pupil}}"}""", "application");
        Assert.Equal((HttpStatusCode.Created, $"/api/programmes/{bases.Programme}/mentees/{pupil}"),
            (applied.Status, applied.Response.Headers.Location!.ToString()));
        Assert.True((await bases.Post("mentees", $$"""{"person":"{{pupil}}"}""", "application")).Json["repeated"]!.GetValue<bool>());
        Assert.Equal("already-recorded", (await bases.Post("mentees", $$"""{"person":"{{pupil}}"}""")).Code);

        (await bases.Post($"mentees/{pupil}/base"))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "participation-consent-missing", "request-missing");
        var lacking = (await bases.Get($"mentees/{pupil}")).Json;
        Assert.Equal([$"participation-consent-missing {pupil}", $"request-missing {pupil}"], lacking["missingForBase"].Things());
        Assert.Equal(4, lacking["missingOnPath"]!.AsArray().Count - 1);

        Deciding.Done(await bases.School.Consent(pupil, [await bases.School.Mother(pupil)]));
        var request = await bases.Did($"mentees/{pupil}/requests", """{"category":"studies","text":"Отстаёт по алгебре."}""");
        Assert.DoesNotContain("алгебре", request.Text, StringComparison.Ordinal);
        await bases.Did($"mentees/{pupil}/base");

        var entry = (await bases.Get($"mentees/{pupil}")).Json;
        Assert.Equal(("in-base", "studies"),
            (entry["status"]!.GetValue<string>() is "inBase" ? "in-base" : "", entry["requests"]![0]!["category"]!.GetValue<string>()));
        Assert.DoesNotContain("алгебре", entry.ToJsonString(), StringComparison.Ordinal);
        var inBase = (await bases.Get("mentees?status=in-base")).Json["items"]!.AsArray();
        Assert.Equal($"{pupil}", Assert.Single(inBase)!["person"]!.GetValue<string>());
        Assert.Empty((await bases.Get("mentees?form=learner-learner")).Json["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await bases.Get("mentees?form=parent-parent")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await bases.Get("mentors?status=happy")).Status);
    }

    [Fact]
    public async Task Of_a_mentor_leads_from_the_application_to_readiness_and_back()
    {
        var bases = await SchoolBases.Open(installation);
        var mentor = await bases.Mentor();
        (await bases.Post($"mentors/{mentor}/readiness")).Refused(
            HttpStatusCode.Conflict, "conditions-not-met", "selection-undecided", "mentor-not-selected", "interview-missing",
            "training-not-completed");
        var why = (await bases.Get($"mentors/{mentor}")).Json;
        Assert.Equal((await bases.Post($"mentors/{mentor}/readiness")).Json["missing"].Things(), why["missingForReadiness"].Things());

        await bases.Training();
        await bases.Ready(mentor);
        Assert.Equal("ready", (await bases.Get($"mentors/{mentor}")).Json["status"]!.GetValue<string>());
        Assert.Single((await bases.Get("mentors?status=ready&form=learner-learner")).Json["items"]!.AsArray());
        Assert.Equal(5, (await bases.Get("training")).Json["items"]!.AsArray().Count);
        Deciding.Done(await bases.School.Post($"/api/people/{mentor}/restriction"));
        var stopped = (await bases.Get($"mentors/{mentor}")).Json;
        Assert.Equal(("selected", "person-restricted"), ($"{stopped["status"]}", $"{stopped["missingForReadiness"]![0]!["what"]}"));
        Assert.Empty((await bases.Get("participants")).Json["readyCapacityByForm"]!.AsArray());
        Deciding.Done(await bases.School.Post($"/api/people/{mentor}/restriction/lift",
            """{"ground":"demand","reason":"Требование отозвано."}""", bases.School.GraceKey));
        Assert.Equal("ready", (await bases.Get($"mentors/{mentor}")).Json["status"]!.GetValue<string>());

        var withdrawn = await bases.Did($"mentors/{mentor}/withdrawal", $$"""{"noticeOn":"{{Day(Today)}}","reason":"graduation"}""");
        Assert.Equal("withdrawn", (await bases.Get($"mentors/{mentor}")).Json["status"]!.GetValue<string>());
        var fact = withdrawn.Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>();
        await bases.Did($"participants/facts/{fact}/void", $$"""{"person":"{{mentor}}","reason":"Записано по ошибке."}""");
        Assert.Equal("ready", (await bases.Get($"mentors/{mentor}")).Json["status"]!.GetValue<string>());
        await bases.Did($"mentors/{mentor}/readiness/revocation", """{"reason":"mentorRequest"}""");
        Assert.Equal("selected", (await bases.Get($"mentors/{mentor}")).Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Open_gates_2_to_4_and_let_a_late_joiner_in()
    {
        var bases = await SchoolBases.Open(installation);
        var (school, programme) = (bases.School, bases.Programme);
        Assert.Equal(["survey-wave-not-closed mentees"], await bases.Missing(2, "G2.1"));
        Assert.Equal(["mentee-base-empty mentees"], await bases.Missing(2, "G2.1a"));
        var mentee = await bases.Mentee();
        await bases.Wave("mentees");
        await bases.Item(2);
        Assert.Empty(await bases.Missing(2, "G2.2"));
        await school.Approve(programme, 2);

        Assert.Equal(["survey-wave-not-closed mentors"], await bases.Missing(3, "G3.1"));
        Assert.Equal(["form-without-mentor learner-learner"], await bases.Missing(3, "G3.1a"));
        var mentor = await bases.Mentor();
        await bases.Wave("mentors");
        await bases.Training();
        await bases.Item(3);
        await school.Approve(programme, 3);

        Assert.Equal([$"selection-undecided {mentor}"], await bases.Missing(4, "G4.1"));
        await bases.Ready(mentor);
        await bases.Item(4);
        await school.Approve(programme, 4);

        var late = await bases.Pupil(13);
        Assert.True((await bases.Did("mentees", $$"""{"person":"{{late}}"}""")).Json["events"]![0]!["body"]!["lateJoin"]!.GetValue<bool>());
        await bases.Did($"mentees/{late}/requests", """{"category":"studies"}""");
        var before = (await bases.Get("stages/2")).Etag;
        await bases.Did($"mentees/{late}/base");
        Assert.Equal(before, (await bases.Get("stages/2")).Etag);
        Assert.Equal(["form-not-assigned", "entry-measurement-missing", "third-party-information-missing"],
            (await bases.Get($"mentees/{late}")).Json["missingOnPath"]!.AsArray().Select(m => m!["what"]!.GetValue<string>()));
        var counts = (await bases.Get("participants")).Json;
        Assert.Equal((1, 0, 2), (counts["lateMentees"]!.GetValue<int>(), counts["lateMentors"]!.GetValue<int>(),
            counts["readyCapacityByForm"]![0]!["number"]!.GetValue<int>()));
        Assert.NotEqual(mentee, late);
    }

    [Fact]
    public async Task Are_required_after_a_programme_is_migrated()
    {
        var school = await School.Open(installation);
        var code = await ModelWithoutPeople.Publish(installation, school, "people-from-version-2");
        await ModelWithoutPeople.PublishPeople(installation, school, code);
        var programme = await school.PreparedProgramme(code);
        await school.Approve(programme, 1);
        await school.Work(programme, 2, ["2.1.1"]);
        await school.Approve(programme, 2);

        var preview = await school.Get($"/api/programmes/{programme}/definition-migration?version=2");
        Assert.Equal("[2]", preview.Json["affectedStages"]!.ToJsonString());
        Assert.Contains("/stages/2/criteria/G2.2", preview.Json["differences"]!.AsArray().Select(d => d!["place"]!.GetValue<string>()));
        Deciding.Done(await school.Change(programme, "definition-migration", """{"version":2,"reason":"Новая редакция."}""",
            query: "?dryRun=true"));
        Deciding.Done(await school.Change(programme, "definition-migration", """{"version":2,"reason":"Новая редакция."}"""));

        var blocked = await school.Stage(programme, 2, "submission");
        Assert.Equal(("criteria-not-met", "survey-wave-not-closed G2.1:mentees"), (blocked.Code, blocked.Json["missing"].Things().First()));
    }

    [Fact]
    public async Task Are_required_of_new_drafts_without_a_version()
    {
        var school = await School.Open(installation);
        var code = await ModelWithoutPeople.Publish(installation, school, "people-by-default");
        await ModelWithoutPeople.PublishPeople(installation, school, code);
        var drafted = await school.Post(
            "/api/programmes", $$"""{"schoolYear":"2021/2022","title":"Новая","goal":"Цель","definitionCode":"{{code}}"}""");
        Assert.Equal(2, Deciding.Done(drafted).Json["events"]![0]!["body"]!["definition"]!["version"]!.GetValue<int>());
    }
}
