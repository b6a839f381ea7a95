using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A link as the API returned it.</summary>
public sealed record ShownLink(Guid Link, Guid Person, string Token);

/// <summary>A school with a programme, a questionnaire of its own, and a wave with some of its mentees.</summary>
public sealed class SurveyOfSchool
{
    private readonly Installation installation;

    private SurveyOfSchool(Installation installation, School school, Guid programme)
    {
        this.installation = installation;
        School = school;
        Programme = programme;
    }

    public School School { get; }

    public Guid Programme { get; }

    /// <summary>The first of the invited persons.</summary>
    public Guid Person => Persons[0];

    public IReadOnlyList<Guid> Persons { get; private set; } = [];

    /// <summary>The address of the wave.</summary>
    public string Path { get; private set; } = "";

    public JsonNode Questionnaire { get; private set; } = new JsonObject();

    public static string Text(int version, string effect = "Польза?") =>
        $$$"""
        {"code":"own","version":{{{version}}},"title":{"ru":"Вопрос","en":"Question"},"audience":"mentees","editableDefault":false,
          "rows":[],"items":[
          {"code":"Q_EFFECT","kind":"scale","required":true,"text":{"ru":"{{{effect}}}","en":"Use?"}},
          {"code":"Q_PRIOR","kind":"yes-no","required":true,"text":{"ru":"Раньше?","en":"Before?"}},
          {"code":"Q_OPEN","kind":"open","required":false,"text":{"ru":"Что ценно?","en":"What is of value?"}}]}
        """;

    public static async Task<SurveyOfSchool> Open(Installation installation, int persons = 1)
    {
        var school = await School.Open(installation);
        var survey = new SurveyOfSchool(installation, school, await school.ActiveProgramme());
        survey.Questionnaire = (await school.Post("/api/questionnaires", Text(1))).Json;
        survey.Persons = [.. await Task.WhenAll(Enumerable.Range(0, persons).Select(_ => survey.Applicant()))];
        survey.Path = await survey.Wave([.. survey.Persons]);
        return survey;
    }

    /// <summary>A pupil with an application as a mentee.</summary>
    public async Task<Guid> Applicant()
    {
        var pupil = await School.Person(12);
        Deciding.Done(await School.Post($"/api/programmes/{Programme}/mentees", $$"""{"person":"{{pupil}}"}"""));
        return pupil;
    }

    /// <summary>Opens a wave, invites these persons, and returns its address.</summary>
    public async Task<string> Wave(params Guid[] persons)
    {
        var opened = await School.Post($"/api/programmes/{Programme}/survey-waves",
            $$"""
            {"questionnaire":{{Questionnaire.ToJsonString()}},"audience":"mentees","purpose":"application","title":"Анкетирование"}
            """);
        Assert.Equal(HttpStatusCode.Created, opened.Status);
        var path = opened.Response.Headers.Location!.ToString();
        var invited = await School.Post($"{path}/invitation", $$"""{"persons":[{{string.Join(',', persons.Select(p => $"\"{p}\""))}}]}""");
        Assert.Equal(HttpStatusCode.OK, invited.Status);
        return path;
    }

    public async Task<IReadOnlyList<ShownLink>> Links(string body = "{}")
    {
        var issued = await School.Post($"{Path}/links", body);
        Assert.Equal(HttpStatusCode.Created, issued.Status);
        return [.. issued.Json["links"]!.AsArray()
            .Select(l => new ShownLink(l!["link"]!.GetValue<Guid>(), l["person"]!.GetValue<Guid>(), l["token"]!.GetValue<string>()))];
    }

    public Task<Answer> Answer(string token, string body, string? idempotency = null, Uri? node = null) =>
        School.Post("/api/survey/answers", body, token, idempotency: idempotency, node: node);

    /// <summary>Sends a request like a participant's browser.</summary>
    public async Task<Answer> Own(string method, string path, string token, string language, string? body = null)
    {
        var request = new HttpRequestMessage(new(method), path);
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await installation.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

/// <summary>A clock that is ahead of the system's.</summary>
public sealed class LaterClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
