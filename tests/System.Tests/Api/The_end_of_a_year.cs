using System.Net;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Stage 7 through the API: monitorings, recognition, results, the long-term base and the programme that starts from it.</summary>
public sealed class The_end_of_a_year(Installation installation)
{
    private static readonly string Today = SchoolPeople.Day(SchoolPeople.Today);

    [Fact]
    public async Task Passes_every_criterion_of_gate_7_about_facts_and_starts_the_next_programme()
    {
        var bases = await SchoolBases.Open(installation);
        var (mentee, mentor) = (await bases.Mentee(), await bases.Teacher(48, "moreThanThreeYears"));
        await bases.Mentor(mentor, """
            {"minutesPerWeek":60,"capacity":2,"forms":["teacher-teacher"],"competences":[],"interests":[]}
            """, "teacher");

        await Monitor(bases, mentee);
        await Recognise(bases, mentee, mentor);
        await Enter(bases, mentee, mentor);

        foreach (var criterion in new[] { "G7.1", "G7.3c", "G7.3d", "G7.3e", "G7.4a", "G7.4b", "G7.5", "G7.6" })
            Assert.Equal([], await bases.Missing(7, criterion));
        await Follow(bases, mentor);
    }

    private static async Task Monitor(SchoolBases bases, Guid mentee)
    {
        var report = await bases.School.Document(bases.Programme, "monitoring-report");
        var (satisfaction, quality, influence) = (await Start("satisfaction"), await Start("quality"), await Start("influence"));
        (await Conclude(satisfaction)).Refused(HttpStatusCode.Conflict, "conditions-not-met", "satisfaction-not-surveyed");
        (await Conclude(quality)).Refused(HttpStatusCode.Conflict, "conditions-not-met", "swot-missing", "curator-score-missing");
        (await Conclude(influence)).Refused(HttpStatusCode.Conflict, "conditions-not-met", "exit-measurement-missing");

        await bases.Wave("mentees", "satisfaction");
        await bases.Did($"monitorings/{quality}/swot",
            """{"form":"learner-learner","strengths":[{"code":"wish-to-continue","share":"83.3","text":"Хотят ещё."}]}""");
        await bases.Did($"monitorings/{quality}/curator-score", """{"lines":[2,2,1,2,1,2,1,2,1]}""");
        await bases.Did("indicators", $$"""
            {"measurements":[
              {"code":"Q_SUPPORT","wave":"exit","value":"9","source":"questionnaire","measuredOn":"{{Today}}","person":"{{mentee}}"},
              {"code":"conflicts-with-teachers","wave":"baseline","value":"6","source":"report","measuredOn":"{{Today}}",
               "schoolYear":"2020/2021"},
              {"code":"conflicts-with-teachers","wave":"final","value":"4","source":"report","measuredOn":"{{Today}}",
               "schoolYear":"2021/2022"}]}
            """);
        foreach (var monitoring in new[] { satisfaction, quality, influence }) Deciding.Done(await Conclude(monitoring));

        var item = (await bases.Get("roadmap/items/7.1.1")).Json;
        Assert.Equal(("completed", satisfaction), ((string?)item["status"], (string?)item["byFact"]));
        Assert.Equal(["monitoring_reopened", "roadmap_item_unsettled"],
            (await bases.Post($"monitorings/{satisfaction}/reopening", """{"reason":"Ещё анкеты."}""")).Events());
        Assert.Equal(["monitoring_concluded", "roadmap_item_settled"], (await Conclude(satisfaction)).Events());
        Assert.All((await bases.Get("monitorings")).Json["items"]!.AsArray(), m => Assert.Equal([], m!["missing"].Things()));

        async Task<string> Start(string kind) => (await bases.Did("monitorings", $$"""{"kind":"{{kind}}"}"""))
            .Json["events"]![0]!["body"]!["id"]!.GetValue<string>();

        Task<Answer> Conclude(string monitoring) =>
            bases.Post($"monitorings/{monitoring}/conclusion", $$"""{"document":"{{report}}"}""");
    }

    private static async Task Recognise(SchoolBases bases, Guid mentee, Guid mentor)
    {
        var school = bases.School;
        var order = await school.Document(bases.Programme, "encouragement-order");
        await bases.Did("recognition/encouragements", $$"""{"order":"{{order}}","persons":["{{mentor}}"]}""");
        var partner = Id(await bases.Did("partners", """{"kind":"business","contour":"external","title":"Завод"}"""));
        Assert.Equal([$"letter-not-issued {partner}"], await bases.Missing(7, "G7.3d"));
        var letter = await school.Document(bases.Programme, "letter");
        await bases.Did("recognition/letters", $$"""{"partner":"{{partner}}","document":"{{letter}}"}""");
        var orders = await school.Document(bases.Programme, "final-event-order");
        await bases.Did("recognition/final-event-orders", $$"""{"order":"{{orders}}"}""");
        await bases.Did("recognition/final-events", $$"""{"on":"{{Today}}","attendance":80}""");
        await bases.Did("recognition/competitions",
            $$"""{"nomination":"mentorOfTheYear","on":"{{Today}}","places":[{"place":1,"persons":["{{mentor}}"]}]}""");
        await bases.Did("recognition/competitions",
            $$"""{"nomination":"bestPair","on":"{{Today}}","places":[{"place":1,"persons":["{{mentor}}","{{mentee}}"]}]}""");
        await bases.Did("recognition/practices", """{"title":"Шахматный кружок","form":"learner-learner"}""");

        (await Publish()).Refused(HttpStatusCode.Conflict, "conditions-not-met", "publication-consent-missing");
        Deciding.Done(await school.Consent(mentor, [mentor], "publication"));
        var publication = Id(Deciding.Done(await Publish()));
        await bases.Did($"recognition/{publication}/names/removal", $$"""{"person":"{{mentor}}"}""");
        Assert.Equal(8, (await bases.Get("recognition")).Json["items"]!.AsArray().Count);

        Task<Answer> Publish() => bases.Post("recognition/publications",
            $$"""{"on":"{{Today}}","url":"https://school.example/mentoring","site":"own","named":["{{mentor}}"]}""");
    }

    private static async Task Enter(SchoolBases bases, Guid mentee, Guid mentor)
    {
        Assert.Equal([$"mentee-result-missing {mentee}", $"mentor-result-missing {mentor}"], await bases.Missing(7, "G7.5"));
        await bases.Replaced($"mentees/{mentee}", "result", """{"result":"reached","text":"Догнал класс."}""");
        await bases.Replaced($"mentors/{mentor}", "result", """{"result":"partlyReached"}""");
        (await bases.Post($"mentors/{mentor}/long-term-base"))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "long-term-consent-missing");
        Deciding.Done(await bases.School.Consent(mentor, [mentor], "longTermBase"));
        await bases.Did($"mentors/{mentor}/long-term-base");
        Assert.Equal([$"{mentor}"], (await bases.Get("long-term-base")).Json["items"]!.AsArray().Select(m => (string?)m!["person"]));
    }

    private async Task Follow(SchoolBases bases, Guid mentor)
    {
        var next = await bases.School.Programme("Следующий год");
        Task<Answer> Take(School school, Guid programme) => school.Post($"/api/programmes/{programme}/mentors/from-long-term-base",
            $$"""{"programme":"{{bases.Programme}}"}""");

        Assert.Equal(["long_term_mentors_taken", "mentor_applied", "mentor_added_to_base"], (await Take(bases.School, next)).Events());
        Assert.Equal([$"{mentor}"],
            (await bases.School.Get($"/api/programmes/{next}/mentors")).Json["items"]!.AsArray().Select(m => (string?)m!["person"]));
        Assert.Equal("nothing-changes", (await Take(bases.School, next)).Code);
        var other = await School.Open(installation);
        (await Take(other, await other.Programme())).Refused(HttpStatusCode.UnprocessableEntity, "unknown", "programme-unknown");
    }

    private static string Id(Answer done) => ((JsonNode)done.Json["events"]![0]!["body"]!["id"]!).GetValue<string>();
}
