using System.Globalization;
using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>Decisions that are taken seldom have a page that leads to each, where somebody would look, and nowhere else.</summary>
public sealed class Ways_to_rare_decisions(Installation installation)
{
    private static string Today => SchoolPeople.Today.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Lead_from_a_stage_to_the_day_its_work_began()
    {
        var bases = await SchoolBases.Open(installation);
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var stage = $"/programmes/{bases.Programme}/stages/1";
        var before = await vera.Open(stage);

        Assert.Contains("Работа идёт с", before.Read, StringComparison.Ordinal);
        Recorded(await vera.Decide(Way(before, "/work-correction"), ("openedOn", "06.09.2021"), ("reason", "Описка.")));

        Assert.Contains("Работа идёт с 06.09.2021.", (await vera.Open(stage)).Read, StringComparison.Ordinal);
        var untouched = await vera.Open($"/programmes/{bases.Programme}/stages/6");
        Assert.DoesNotContain(untouched.Links, l => l.Contains("/work-correction", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lead_from_recognition_to_those_who_go_on()
    {
        var bases = await SchoolBases.Open(installation);
        var teacher = await bases.Teacher(48, "moreThanThreeYears");
        Deciding.Done(await bases.School.Consent(teacher, [teacher], "longTermBase"));
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var recognition = $"/programmes/{bases.Programme}/recognition";
        var before = await vera.Open(recognition);
        Assert.Contains("Назовите, кто мог бы вести программу", before.Read, StringComparison.Ordinal);

        Recorded(await vera.Decide(Way(before, "/future-curators"), ("person", $"{teacher}")));
        var partner = Way(before, "/future-partners");
        Assert.Contains("<option value=\"business\"", (await vera.Open(partner)).Text, StringComparison.Ordinal);
        Recorded(await vera.Decide(partner, ("kind", "business"), ("contour", "external"), ("title", "Комбинат")));

        var after = await vera.Open(recognition);
        Assert.Contains("будущий куратор", after.Read, StringComparison.Ordinal);
        Assert.Contains("Комбинат будущий партнёр", after.Read, StringComparison.Ordinal);

        var next = await bases.School.Programme("Следующий год");
        var take = Way(await vera.Open($"/programmes/{next}/recognition"), "/succession");
        var form = await vera.Open(take);
        Assert.Contains($"<option value=\"{bases.Programme}\"", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"<option value=\"{next}\"", form.Text, StringComparison.Ordinal);
        Recorded(await vera.Decide(take, ("programme", $"{bases.Programme}")));
        Assert.Contains("Комбинат", (await vera.Open($"/programmes/{next}/preparation")).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lead_from_a_mentor_to_the_enterprise_among_the_partners()
    {
        var bases = await SchoolBases.Open(installation);
        await bases.Did("forms", """{"form":"employer-learner","kinds":["pair"]}""");
        await bases.Did("partners", """{"kind":"business","contour":"external","title":"Комбинат"}""");
        await bases.Did("partners", """{"kind":"media","contour":"external","title":"Газета"}""");
        var worker = await Worker(bases.School);
        await bases.Mentor(worker,
            """{"minutesPerWeek":90,"capacity":1,"forms":["employer-learner"],"competences":[],"interests":[]}""",
            "employerRepresentative");
        var pupil = await bases.Mentor();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);

        var mentor = $"/programmes/{bases.Programme}/mentors/{worker}";
        var name = Way(await vera.Open(mentor), "/enterprise");
        var form = await vera.Open(name);
        Assert.Contains(">Комбинат</option>", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Газета", form.Text, StringComparison.Ordinal);
        var partner = (await bases.Get("facts?kind=partners")).Json["items"]!.AsArray()
            .Single(f => (string?)f!["fact"]!["kind"] == "business")!["id"]!;
        Recorded(await vera.Decide(name, ("partner", $"{partner}")));
        Assert.Contains("Предприятие Комбинат", (await vera.Open(mentor)).Read, StringComparison.Ordinal);
        Assert.DoesNotContain((await vera.Open($"/programmes/{bases.Programme}/mentors/{pupil}")).Links,
            l => l.Contains("/enterprise", StringComparison.Ordinal));

        // The same enterprises are offered where an employment is recorded.
        var employment = await vera.Open($"/programmes/{bases.Programme}/tandems/{Id.New()}/employments");
        Assert.Contains(">Комбинат</option>", employment.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Газета", employment.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lead_from_a_student_s_pair_to_an_employment()
    {
        var college = await SchoolBases.Open(await School.Open(installation, "college"));
        await college.Did("forms", """{"form":"employer-student","kinds":["pair"]}""");
        await college.Did("bank-entries", """{"form":"employer-student","title":"Работодатель – студент"}""");
        await college.Did("partners", """{"kind":"business","contour":"external","title":"Комбинат"}""");
        var partner = (string)(await college.Get("facts?kind=partners")).Json["items"]![0]!["id"]!;
        var student = await college.School.Person(19, kind: "student");
        Deciding.Done(await college.School.Consent(student, [student]));
        await college.Mentee(student, "employer-student", "employer-future-employee", "classTeacher");
        var worker = await Worker(college.School);
        await college.Training();
        await college.Mentor(worker,
            """{"minutesPerWeek":90,"capacity":1,"forms":["employer-student"],"competences":[],"interests":[]}""",
            "employerRepresentative");
        await college.Replaced($"mentors/{worker}", "enterprise", $$"""{"partner":"{{partner}}"}""");
        Deciding.Done(await college.School.Post($"/api/people/{worker}/clearance", $$"""
            {"checkedOn":"{{SchoolPeople.Day(SchoolPeople.Today)}}","validUntil":"{{SchoolPeople.Day(SchoolPeople.Today.AddYears(1))}}"}
            """));
        await college.Ready(worker);
        await college.Did("tandems", $$"""
            {"kind":"pair","form":"employer-student","variant":"employer-future-employee","mentor":"{{worker}}",
            "mentees":["{{student}}"],"grounds":["questionnairesCompared"]}
            """);
        var tandem = (string)(await college.Get("tandems")).Json["items"]![0]!["id"]!;
        using var vera = await Visitor.Of(installation, college.School.VeraKey);
        var page = $"/programmes/{college.Programme}/tandems/{tandem}";
        Assert.DoesNotContain((await vera.Open(page)).Links, l => l.Contains("/employments", StringComparison.Ordinal));

        var order = (string)(await college.Did("documents", $$"""
            {"kind":"groups-order","title":"Приказ о парах","original":"paper","number":"7","signatoryPosition":"Директор",
            "date":"{{SchoolPeople.Day(SchoolPeople.Today)}}"}
            """)).Json["events"]![0]!["body"]!["id"]!;
        await college.Did("tandems/approval", $$"""{"order":"{{order}}"}""");
        var employ = Way(await vera.Open(page), "/employments");
        Assert.Contains($"mentee={student}", employ, StringComparison.Ordinal);
        Recorded(await vera.Decide(employ, ("mentee", $"{student}"), ("enterprise", partner),
            ("on", Today)));

        var after = await vera.Open(page);
        Assert.Matches($"трудоустройство с {Today}, Комбинат", after.Read);
        Assert.Matches($"employed since {Today}, Комбинат", (await vera.Open(page, "en")).Read);
        // It is recorded once for a mentee, and its mistake is mended where it is shown.
        Assert.DoesNotContain(after.Links, l => l.Contains("/employments", StringComparison.Ordinal));
        var employed = (await college.Get($"tandems/{tandem}")).Json["employments"]![0]!;
        Assert.Equal((partner, $"{student}"), ((string?)employed["enterprise"], (string?)employed["mentee"]));
        Recorded(await vera.Decide(Way(after, $"/facts/{employed["id"]}/void"), ("reason", "Описка.")));
        Assert.DoesNotContain("трудоустройство с", (await vera.Open(page)).Read, StringComparison.Ordinal);
        Assert.Empty((await college.Get($"tandems/{tandem}")).Json["employments"]!.AsArray());
    }

    [Fact]
    public async Task Lead_to_support_and_keep_its_texts_hidden()
    {
        var bases = await SchoolBases.Open(installation);
        var mentee = await bases.Mentee();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var at = $"/programmes/{bases.Programme}";
        Assert.DoesNotContain($"{at}/support-cases", (await vera.Open($"{at}/pairs")).Links);
        Assert.Contains("Пока никого", (await vera.Open($"{at}/support-cases")).Read, StringComparison.Ordinal);
        await bases.Did("unmatched-mentees", $$"""{"decided":[{"mentee":"{{mentee}}","decision":"supportCase"}]}""");
        Assert.Contains($"{at}/support-cases", (await vera.Open($"{at}/pairs")).Links);
        Assert.Contains($"{at}/support-cases", (await vera.Open($"{at}/mentees/{mentee}")).Links);

        var cases = await vera.Open($"{at}/support-cases");
        Assert.Contains("Сопровождение идёт с", cases.Read, StringComparison.Ordinal);
        Recorded(await vera.Decide(Way(cases, "/support-notes"), ("on", Today), ("text", "Ждёт старшего друга.")));
        var noted = await vera.Open($"{at}/support-cases");
        Assert.DoesNotContain("старшего друга", noted.Text, StringComparison.Ordinal);
        Assert.Contains($"{Today}: [текст скрыт]", noted.Read, StringComparison.Ordinal);
        var read = await vera.Send($"/people/{mentee}/reading", ("token", noted.Hidden("token")), ("fields", "specialistTexts"),
            ("purpose", "programmeWork"));
        Assert.Contains($"/people/{mentee}/reading", noted.Actions);
        Assert.Contains("Ждёт старшего друга.", read.Read, StringComparison.Ordinal);

        Recorded(await vera.Decide(Way(noted, "/void"), ("reason", "Не тот день.")));
        Recorded(await vera.Decide(Way(noted, "/support/ending"), ("outcome", "supported")));
        var ended = await vera.Open($"{at}/support-cases");
        Assert.Contains("помощь оказана", ended.Read, StringComparison.Ordinal);
        Assert.DoesNotContain(ended.Links, l => l.Contains("/support-notes", StringComparison.Ordinal));
        Recorded(await vera.Decide(Way(ended, "/support/reopening"), ("reason", "Снова тревожен.")));

        // A psychologist works here without the programme, and comes from a list of programmes; an auditor only looks; another school
        // has no such page.
        var mentor = await bases.Mentor();
        using var psychologist = await Visitor.Of(installation,
            await bases.School.Key($$"""{"roles":["psychologist"],"person":"{{Id.New()}}"}"""));
        Assert.Equal("/programmes", (await psychologist.Open("/")).To);
        var list = await psychologist.Open("/programmes");
        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.DoesNotContain("/inbox", list.Links);
        Assert.DoesNotContain(list.Links, l => l.Contains("/stages/", StringComparison.Ordinal));
        Assert.Contains("Programmes in which", (await psychologist.Open("/programmes", "en")).Read, StringComparison.Ordinal);
        await psychologist.FollowAll(list);
        var theirs = await psychologist.Open(Way(list, $"{at}/support-cases"));
        Assert.Equal(HttpStatusCode.OK, theirs.Status);
        await psychologist.FollowAll(theirs);
        await Back(psychologist, await psychologist.Decide(Way(theirs, $"/mentees/{mentee}/information"), ("source", "psychologist"),
            ("subjectInformed", "true"), ("text", "Спокоен.")));
        await Back(psychologist, await psychologist.Decide(Way(theirs, $"/mentors/{mentor}/interviews"), ("on", Today),
            ("outcome", "recommended"), ("psychologistPresent", "true")));
        Assert.Equal(HttpStatusCode.Forbidden, (await psychologist.Open(at)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await psychologist.Open("/inbox")).Status);
        var cancelled = await bases.School.ActiveProgramme("Закрытая");
        Deciding.Done(await bases.School.Post($"/api/programmes/{cancelled}/mentees", $$"""{"person":"{{mentee}}"}"""));
        var order = await bases.School.Document(cancelled, "curator-order");
        Deciding.Done(await bases.School.Change(cancelled, "cancellation", $$"""{"order":"{{order}}","reason":"Реорганизация."}"""));
        var closed = await psychologist.Open($"/programmes/{cancelled}/support-cases");
        Assert.Contains("Наставляемые 1", closed.Read, StringComparison.Ordinal);
        Assert.DoesNotContain(closed.Links, l => l.Contains("back=", StringComparison.Ordinal));
        await Back(psychologist, await psychologist.Decide(Way(theirs, "/support-notes"), ("on", Today), ("text", "Беседа.")));
        using var auditor = await Visitor.Of(installation,
            await bases.School.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""));
        var looked = await auditor.Open($"{at}/support-cases");
        Assert.Contains("Сопровождение идёт с", looked.Read, StringComparison.Ordinal);
        Assert.DoesNotContain(looked.Links, l => l.Contains("back=", StringComparison.Ordinal));
        Assert.DoesNotContain($"/people/{mentee}/reading", looked.Actions);
        using var stranger = await Visitor.Of(installation, (await School.Open(installation)).VeraKey);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"{at}/support-cases")).Status);
    }

    [Fact]
    public async Task Lead_from_a_wave_to_its_links_without_what_they_open_with()
    {
        var survey = await SurveyOfSchool.Open(installation, persons: 2);
        var links = await survey.Links();
        using var vera = await Visitor.Of(installation, survey.School.VeraKey);
        var wave = survey.Path["/api".Length..];
        var issued = await vera.Open(Way(await vera.Open(wave), "/issued-links"));

        Assert.All(links, l => Assert.Contains(issued.Links, to => to.Contains($"/survey-links/{l.Link}/revocation",
            StringComparison.Ordinal)));
        Assert.All(links, l => Assert.DoesNotContain(l.Token.Split('_', 3)[2], issued.Text, StringComparison.Ordinal));
        Recorded(await vera.Decide(Way(issued, $"{links[0].Link}"), ("reason", "Потеряна.")));

        Assert.Equal("survey-link-revoked", (await survey.School.Get("/api/survey", links[0].Token)).Code);
        Assert.Equal(HttpStatusCode.OK, (await survey.School.Get("/api/survey", links[1].Token)).Status);
        var left = await vera.Open($"{wave}/issued-links");
        Assert.DoesNotContain(left.Links, l => l.Contains($"{links[0].Link}", StringComparison.Ordinal));
        Assert.Contains(left.Links, l => l.Contains($"{links[1].Link}", StringComparison.Ordinal));

        // Nobody else's business: no way for an auditor, no page for another school.
        using var auditor = await Visitor.Of(installation, await survey.School.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""));
        Assert.DoesNotContain($"{wave}/issued-links", (await auditor.Open(wave)).Links);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Open($"{wave}/issued-links")).Status);
        using var stranger = await Visitor.Of(installation, (await School.Open(installation)).VeraKey);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"{wave}/issued-links")).Status);
    }

    [Fact]
    public async Task Lead_from_a_round_to_its_links()
    {
        var bases = await SchoolBases.Open(installation);
        List<Guid> mentees = [await bases.Mentee(), await bases.Mentee()];
        await bases.Training();
        var mentor = await bases.Mentor();
        await bases.Ready(mentor);
        var opened = await bases.Did("matching-rounds", """{"form":"learner-learner"}""");
        var round = $"matching-rounds/{opened.Json["events"]![0]!["body"]!["round"]}";
        await bases.Did($"{round}/meetings",
            $$"""{"on":"2021-11-08","minutes":60,"present":["{{mentor}}","{{mentees[0]}}","{{mentees[1]}}"]}""");
        var links = (await bases.Did($"{round}/preference-links", """{"side":"mentees"}""")).Json["links"]!.AsArray();
        var token = (string)links[0]!["token"]!;
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var page = $"/programmes/{bases.Programme}/{round}";

        var issued = await vera.Open(Way(await vera.Open(page), "/issued-links"));
        Assert.Equal(2, issued.Links.Count(l => l.Contains("/revocation", StringComparison.Ordinal)));
        Assert.DoesNotContain(token.Split('_', 3)[2], issued.Text, StringComparison.Ordinal);
        Recorded(await vera.Decide(Way(issued, $"{links[0]!["link"]}"), ("reason", "Потеряна.")));

        Assert.Equal("survey-link-revoked", (await bases.School.Get("/api/preferences", token)).Code);
        Assert.Single((await vera.Open($"{page}/issued-links")).Links, l => l.Contains("/revocation", StringComparison.Ordinal));
        await bases.Did($"{round}/preferences/closing");
        Assert.Contains("ни одна ссылка не действует", (await vera.Open($"{page}/issued-links")).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lead_from_a_school_of_the_installation_to_its_reorganisations()
    {
        var school = await School.Open(installation);
        Deciding.Done(await school.Post($"/api/organisations/{school.Id}/reorganisations",
            """{"kind":"renaming","title":"Лицей","ground":"Приказ № 7"}""", installation.Operator));
        using var visitor = await Visitor.Of(installation, installation.Operator);
        var page = $"/installation/schools?organisation={school.Id}";
        var shown = await visitor.Open(page);
        Assert.Contains("Приказ № 7", shown.Read, StringComparison.Ordinal);

        Recorded(await visitor.Decide(Way(shown, "/void"), ("reason", "Другая школа.")));

        var after = await visitor.Open(page);
        Assert.DoesNotContain("Приказ № 7", after.Read, StringComparison.Ordinal);
        Assert.DoesNotContain(after.Links, l => l.Contains("/void", StringComparison.Ordinal));
    }

    // Somebody of an enterprise, with a consent.
    private static async Task<Guid> Worker(School school)
    {
        var worker = Deciding.Done(await school.Post("/api/people", $$"""
            {"fullName":"{{SchoolPeople.Name()}}","kinds":["employerRepresentative"],"contour":"external","birthDate":"1985-05-20"}
            """)).Json["person"]!.GetValue<Guid>();
        Deciding.Done(await school.Consent(worker, [worker]));
        return worker;
    }

    // The link of a page to an address with this part.
    private static string Way(Shown page, string part)
    {
        Assert.True(page.Status == HttpStatusCode.OK, $"{page.Status} {page.Read}");
        var found = page.Links.FirstOrDefault(l => l.Split('?')[0].Contains(part, StringComparison.Ordinal));
        Assert.True(found is not null, $"No way to {part}: {string.Join('\n', page.Links)}");
        return found;
    }

    // A role that reads no entries comes back to the page of the decision, which says that it is recorded.
    private static async Task Back(Visitor visitor, Shown done)
    {
        Assert.True(done.Status == HttpStatusCode.Found, $"{done.Status} {done.Read}");
        var page = await visitor.Open(done.To!);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Записано.", page.Read, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Links, l => l.StartsWith("/receipts/", StringComparison.Ordinal));
    }

    private static void Recorded(Shown done) => Assert.True(done.Status == HttpStatusCode.Found
        && done.To!.StartsWith("/receipts/", StringComparison.Ordinal), $"{done.Status} {done.To} {done.Read}");
}
