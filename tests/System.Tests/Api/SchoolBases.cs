using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Steps of a school with its mentees and mentors.</summary>
internal sealed class SchoolBases
{
    private SchoolBases(School school, Guid programme)
    {
        School = school;
        Programme = programme;
    }

    public School School { get; }

    public Guid Programme { get; }

    /// <summary>A programme whose gate 1 is approved.</summary>
    public static async Task<SchoolBases> Open(Installation installation) => await Open(await School.Open(installation));

    /// <summary>A programme of a school as it is.</summary>
    public static SchoolBases Of(School school, Guid programme) => new(school, programme);

    /// <summary>The same for an existing school.</summary>
    public static async Task<SchoolBases> Open(School school)
    {
        var programme = await school.PreparedProgramme();
        await school.Approve(programme, 1);
        return new(school, programme);
    }

    public Task<Answer> Post(string path, string body = "{}", string? idempotency = null) =>
        School.Post($"/api/programmes/{Programme}/{path}", body, idempotency: idempotency);

    public Task<Answer> Get(string path) => School.Get($"/api/programmes/{Programme}/{path}");

    public async Task<Answer> Did(string path, string body = "{}") => Deciding.Done(await Post(path, body));

    /// <summary>Replaces something, with the present tag of the address that shows it.</summary>
    public async Task<Answer> Replaced(string read, string what, string body) =>
        Deciding.Done(await School.Replace($"/api/programmes/{Programme}/{read}", $"/api/programmes/{Programme}/{read}/{what}", body));

    /// <summary>A pupil of this age with the required consents.</summary>
    public async Task<Guid> Pupil(int years)
    {
        var pupil = await School.Person(years);
        var mother = await School.Mother(pupil);
        Deciding.Done(await School.Consent(pupil, years < 14 ? [mother] : [mother, pupil]));
        return pupil;
    }

    /// <summary>A new mentee in the register, with everything that gate 2 requires.</summary>
    public async Task<Guid> Mentee()
    {
        var pupil = await Pupil(12);
        await Mentee(pupil, "learner-learner", "leader-passive", "classTeacher");
        return pupil;
    }

    /// <summary>Enters a person into the register of mentees, with everything that gate 2 requires.</summary>
    public async Task Mentee(Guid person, string form, string variant, string source)
    {
        await Did("mentees", $$"""{"person":"{{person}}"}""");
        await Did($"mentees/{person}/requests", """{"category":"studies","text":"Отстаёт по алгебре."}""");
        await Did($"mentees/{person}/information", $$"""{"source":"{{source}}","subjectInformed":true}""");
        await Replaced($"mentees/{person}", "form", $$"""{"form":"{{form}}","variant":"{{variant}}"}""");
        await Did($"participants/{person}/entry-measurements",
            """{"indicators":[{"code":"Q_SUPPORT","value":"7"}],"measuredOn":"2021-10-12","source":"questionnaire"}""");
        await Did($"mentees/{person}/base");
    }

    /// <summary>A teacher with their own consent.</summary>
    public async Task<Guid> Teacher(int years, string experience)
    {
        var born = SchoolPeople.Day(SchoolPeople.Today.AddYears(-years));
        var body = $$"""
            {"fullName":"{{SchoolPeople.Name()}}","kinds":["teacher"],"birthDate":"{{born}}","experience":"{{experience}}"}
            """;
        var teacher = Deciding.Done(await School.Post("/api/people", body)).Json["person"]!.GetValue<Guid>();
        Deciding.Done(await School.Consent(teacher, [teacher]));
        return teacher;
    }

    /// <summary>A new senior pupil in the register of mentors.</summary>
    public async Task<Guid> Mentor()
    {
        var pupil = await Pupil(16);
        await Mentor(pupil, Offer, "learner");
        return pupil;
    }

    /// <summary>Enters a person into the register of mentors.</summary>
    public async Task Mentor(Guid person, string offer, string category)
    {
        await Did("mentors", $$"""{"person":"{{person}}","offer":{{offer}}}""");
        await Replaced($"mentors/{person}", "sharing", """{"permitted":false}""");
        await Did($"mentors/{person}/base", $$"""{"category":"{{category}}"}""");
    }

    public async Task Ready(Guid mentor)
    {
        await Replaced($"mentors/{mentor}", "selection", """{"ground":"fitsRequests","text":"Терпелив."}""");
        await Did($"mentors/{mentor}/interviews", """{"on":"2021-10-18","outcome":"recommended","psychologistPresent":true}""");
        await Did("training/sessions", $$"""{"on":"2021-10-20","minutes":90,"present":["{{mentor}}"]}""");
        await Did($"mentors/{mentor}/trainings", """{"minutes":360,"result":"passed"}""");
        await Did($"mentors/{mentor}/readiness");
    }

    public async Task Training()
    {
        var plan = await School.Document(Programme, "training-plan");
        await Did("training/informing", """{"on":"2021-10-08","attendance":24}""");
        await Did("training/experts", """{"on":"2021-10-11","contour":"external"}""");
        await Did("training/materials", """{"on":"2021-10-12"}""");
        await Did("training/plans", $$"""{"document":"{{plan}}","sessions":[{"topic":"first-meeting","on":"2021-10-20","minutes":90}]}""");
    }

    /// <summary>A closed wave, of applications or of another purpose, for everybody who is mentee or mentor now; the first of them
    /// answered.</summary>
    public async Task Wave(string audience, string purpose = "application")
    {
        var text = JsonNode.Parse(SurveyOfSchool.Text(1))!;
        (text["code"], text["audience"]) = ($"own-{audience}-{purpose}", audience);
        var questionnaire = Deciding.Done(await School.Post("/api/questionnaires", text.ToJsonString())).Text;
        var opened = await Did("survey-waves",
            $$"""{"questionnaire":{{questionnaire}},"audience":"{{audience}}","purpose":"{{purpose}}","title":"Анкетирование"}""");
        var persons = (await Get(audience)).Json["items"]!.AsArray().Select(i => i!["person"]!.ToJsonString()).ToList();
        Deciding.Done(await School.Post($"{opened.Response.Headers.Location}/invitation",
            $$"""{"persons":[{{string.Join(',', persons)}}]}"""));
        Deciding.Done(await School.Post($"{opened.Response.Headers.Location}/answers",
            $$"""{"person":{{persons[0]}},"answers":[{"item":"Q_EFFECT","value":8},{"item":"Q_PRIOR","choice":"yes"}]}"""));
        Deciding.Done(await School.Post($"{opened.Response.Headers.Location}/closing"));
    }

    public Task<Answer> Item(int stage) => Did($"roadmap/items/{stage}.1.1/completion", """{"effectiveOn":"2021-10-25"}""");

    /// <summary>The things that a criterion lacks, as "what where".</summary>
    public async Task<IEnumerable<string>> Missing(int stage, string criterion) =>
        (await Get($"stages/{stage}")).Json["criteria"]!.AsArray()
            .Single(c => c!["code"]!.GetValue<string>() == criterion)!["missing"].Things();

    public static string Offer => """
        {"minutesPerWeek":90,"capacity":2,"forms":["learner-learner"],"competences":["robotics"],"interests":["chess"],
        "preferredAgeFrom":10,"preferredAgeTo":14}
        """;
}

/// <summary>Reads missing things from an answer.</summary>
internal static class MissingThings
{
    /// <summary>Missing things, each as "what where".</summary>
    public static IEnumerable<string> Things(this JsonNode? missing) => missing!.AsArray()
        .Select(m => $"{m!["what"]} {(m["criterion"]?["code"] is { } criterion ? $"{criterion}:" : "")}{m["where"]}");
}
