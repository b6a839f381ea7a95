using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Access;

/// <summary>The school psychologist and the methodologist: each does a part of the work, and reads what it needs.</summary>
public sealed class Narrow_roles(Installation installation)
{
    [Fact]
    public async Task Let_a_psychologist_tell_about_mentees_and_interview_mentors()
    {
        var bases = await SchoolBases.Open(installation);
        var (mentee, mentor) = (await bases.Mentee(), await bases.Mentor());
        var key = await bases.School.Key($$"""{"roles":["psychologist"],"person":"{{Id.New()}}"}""");
        var programme = $"/api/programmes/{bases.Programme}";
        Task<Answer> Told(string source) => bases.School.Post(
            $"{programme}/mentees/{mentee}/information", $$"""{"source":"{{source}}","subjectInformed":true,"text":"Тревожен."}""", key);

        Deciding.Done(await Told("psychologist"));
        (await Told("classTeacher")).Refused(HttpStatusCode.Forbidden, "wrong-person", "information-of-psychologist-only");
        Deciding.Done(await bases.School.Post($"{programme}/mentors/{mentor}/interviews",
            """{"on":"2021-10-18","outcome":"recommended","psychologistPresent":true}""", key));
        Deciding.Done(await bases.School.Get($"{programme}/mentees", key));
        Deciding.Done(await bases.School.Post("/api/people/disclosures",
            $$"""{"persons":["{{mentee}}"],"fields":["fullName"],"purpose":"contact"}""", key));

        foreach (var (path, body) in new[]
        {
            ($"mentees/{mentee}/requests", """{"category":"studies"}"""),
            ("bank-entries", """{"form":"learner-learner","title":"Рядом"}"""),
            ($"mentors/{mentor}/readiness", "{}"), ("stages/2/submission", "{}"),
        }) Assert.Equal("role-required", (await bases.School.Post($"{programme}/{path}", body, key)).Code);
        Assert.Equal("role-required", (await bases.School.Get("/api/people", key)).Code);
    }

    [Fact]
    public async Task Let_a_methodologist_fill_the_bank_and_prepare_the_training()
    {
        var bases = await SchoolBases.Open(installation);
        var key = await bases.School.Key($$"""{"roles":["methodologist"],"person":"{{Id.New()}}"}""");
        var programme = $"/api/programmes/{bases.Programme}";

        Deciding.Done(await bases.School.Post($"{programme}/bank-entries", """{"form":"learner-learner","title":"Рядом"}""", key));
        Deciding.Done(await bases.School.Post($"{programme}/training/materials", """{"on":"2021-10-12"}""", key));
        Deciding.Done(await bases.School.Get($"{programme}/training", key));

        foreach (var path in new[] { "resources", "training/experts" })
            Assert.Equal("role-required", (await bases.School.Post($"{programme}/{path}", "{}", key)).Code);
        foreach (var path in new[] { "mentees", "mentors", "history" })
            Assert.Equal("role-required", (await bases.School.Get($"{programme}/{path}", key)).Code);
    }
}
