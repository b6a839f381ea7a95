using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A school that enters its year of 2021/2022 day by day over the API: each request has the day of its fact.</summary>
internal sealed class YearOfSchool(School school, Guid programme)
{
    private static readonly string[] Answered = ["Q_EFFECT", "Q_PRIOR"];

    public School School => school;

    public Guid Programme => programme;

    /// <summary>The day of the next requests.</summary>
    public string Day { get; private set; } = "";

    private string At => $"/api/programmes/{programme}";

    public YearOfSchool On(string day)
    {
        Day = day;
        return this;
    }

    public Task<Answer> Get(string path) => school.Get($"{At}/{path}".TrimEnd('/'));

    public Task<Answer> Post(string path, string body = "{}", string? key = null, string? match = null) =>
        school.Post($"{At}/{path}", Dated(body), key, match);

    public async Task<Answer> Did(string path, string body = "{}", string? key = null, string? match = null) =>
        Deciding.Done(await Post(path, body, key, match));

    /// <summary>Records something and returns its id.</summary>
    public async Task<Guid> Recorded(string path, string body) =>
        (Guid)(await Did(path, body)).Json["events"]![0]!["body"]!["id"]!;

    /// <summary>Replaces something, with the present tag of the address that shows it.</summary>
    public async Task<Answer> Replaced(string read, string path, string body = "{}", string? key = null) =>
        await Did(path, body, key, (await Get(read)).Etag);

    /// <summary>A decision about a person.</summary>
    public async Task<Answer> About(string path, string body) => Deciding.Done(await school.Post($"/api/people{path}", Dated(body)));

    public Task<Answer> Stage(int stage, string what, string? key = null, string body = "{}") => Decided(stage, what, key, body);

    /// <summary>Vera submits, Grace countersigns, Vera approves, all on one day.</summary>
    public async Task Approve(int stage)
    {
        Deciding.Done(await Stage(stage, "submission"));
        Deciding.Done(await Stage(stage, "countersignature", school.GraceKey));
        Deciding.Done(await Stage(stage, "approval"));
    }

    /// <summary>Registers a document of this day.</summary>
    public Task<Guid> Document(string kind, string title = "Документ", string number = "1", string? sha256 = null) =>
        Recorded("documents", $$"""
            {"kind":"{{kind}}","title":"{{title}}","original":"paper","number":"{{number}}","date":"{{Day}}","signatoryPosition":"Директор"
            {{(sha256 is null ? "" : $",\"sha256\":\"{sha256}\"")}}}
            """);

    /// <summary>Completes items on this day.</summary>
    public async Task Items(string items, Guid? evidence = null)
    {
        foreach (var item in items.Split(' '))
            await Did($"roadmap/items/{item}/completion", evidence is { } paper ? $$"""{"evidence":["{{paper}}"]}""" : "{}");
    }

    public async Task<Guid> Person(string born, string kind, string more = "") => (Guid)(await About("",
        $$"""{"fullName":"{{SchoolPeople.Name()}}","kinds":["{{kind}}"],"birthDate":"{{born}}"{{more}}}""")).Json["person"]!;

    /// <summary>A registered mother, linked to the child.</summary>
    public async Task<Guid> Mother(Guid child)
    {
        var mother = await Person("1982-02-03", "parent");
        await About($"/{child}/representatives", $$"""{"person":"{{mother}}","kind":"parent"}""");
        return mother;
    }

    /// <summary>A consent of this day, and its id.</summary>
    public async Task<Guid> Consent(Guid person, string purpose, params Guid[] signers) => Deciding.Done(await school.Consent(
        person, signers, purpose, DateOnly.Parse(Day, global::System.Globalization.CultureInfo.InvariantCulture))).GivenId();

    /// <summary>Opens a wave on one day, and closes it on another when everybody has answered.</summary>
    public async Task Wave(string audience, string purpose, string closed, params Guid[] persons)
    {
        var text = JsonNode.Parse(SurveyOfSchool.Text(1))!;
        (text["code"], text["audience"]) = ($"own-{audience}-{purpose}", audience);
        var questionnaire = Deciding.Done(await school.Post("/api/questionnaires", text.ToJsonString())).Text;
        var opened = await Did("survey-waves",
            $$"""{"questionnaire":{{questionnaire}},"audience":"{{audience}}","purpose":"{{purpose}}","title":"Анкетирование"}""");
        var wave = opened.Response.Headers.Location!.ToString()[(At.Length + 1)..];
        await Did($"{wave}/invitation", $$"""{"persons":[{{string.Join(',', persons.Select(p => $"\"{p}\""))}}]}""");
        foreach (var person in persons)
        {
            await Did($"{wave}/answers", $$"""
                {"person":"{{person}}","answers":[{"item":"{{Answered[0]}}","value":8},{"item":"{{Answered[1]}}","choice":"yes"}]}
                """);
        }

        await On(closed).Did($"{wave}/closing");
    }

    private async Task<Answer> Decided(int stage, string what, string? key, string body) =>
        await Post($"stages/{stage}/{what}", body, key, (await Get($"stages/{stage}?asOf={Day}")).Etag);

    private string Dated(string body)
    {
        var json = JsonNode.Parse(body)!.AsObject();
        json["effectiveOn"] = Day;
        return json.ToJsonString();
    }
}
