using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Privacy;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_survey_on_paper_and_from_files(Installation installation)
{
    [Fact]
    public async Task Is_entered_once_per_person_and_again_after_voiding()
    {
        var survey = await SurveyOfSchool.Open(installation);
        Task<Answer> Enter(int effect) => survey.School.Post($"{survey.Path}/answers",
            $$"""{"person":"{{survey.Person}}","answers":[{"item":"Q_EFFECT","value":{{effect}}},{"item":"Q_PRIOR","choice":"no"}]}""");

        var first = await Enter(3);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (first.Status, (await Enter(4)).Status));
        Assert.Equal(HttpStatusCode.OK,
            (await survey.School.Post($"{first.Response.Headers.Location}/void", """{"reason":"Не тот лист."}""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await Enter(4)).Status);

        Assert.Equal("4.0", (await survey.School.Get(survey.Path)).Json["items"]![0]!["mean"]!.GetValue<string>());
    }

    [Fact]
    public async Task Is_voided_with_a_reason_that_is_erased_with_the_person()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var (school, link) = (survey.School, (await survey.Links()).Single());
        var entered = await school.Post($"{survey.Path}/answers",
            $$"""{"person":"{{survey.Person}}","answers":[{"item":"Q_EFFECT","value":3},{"item":"Q_PRIOR","choice":"no"}]}""");
        Deciding.Done(await school.Post($"{entered.Response.Headers.Location}/void", """{"reason":"Заполнила мать."}"""));
        Deciding.Done(await school.Post($"/api/programmes/{survey.Programme}/survey-links/{link.Link}/revocation",
            """{"reason":"Потерял телефон."}"""));

        Assert.Equal(["Заполнила мать.", "Потерял телефон."], await Texts());
        await school.Erased(survey.Person, "16");
        Assert.Empty(await Texts());

        async Task<IEnumerable<string>> Texts() =>
            (await school.Shown(survey.Person, """["texts"]"""))["texts"]!.AsArray().Select(t => t!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Keeps_its_questionnaire_version_although_a_newer_one_is_published()
    {
        var survey = await SurveyOfSchool.Open(installation, persons: 2);
        var tokens = await survey.Links();
        const string answers = """{"answers":[{"item":"Q_EFFECT","value":8},{"item":"Q_PRIOR","choice":"yes"}]}""";
        await survey.Answer(tokens[0].Token, answers);

        var newer = await survey.School.Post("/api/questionnaires",
            SurveyOfSchool.Text(2, "Польза или вред?").Replace("\"Q_PRIOR\"", "\"Q_BEFORE\"", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.Created, 2), (newer.Status, newer.Json["version"]!.GetValue<int>()));
        Assert.Equal("Польза?", (await survey.School.Get("/api/survey", tokens[1].Token)).Json["items"]![0]!["text"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Created, (await survey.Answer(tokens[1].Token, answers)).Status);
        var wave = (await survey.School.Get(survey.Path)).Json;
        Assert.Equal(1, wave["wave"]!["questionnaire"]!["version"]!.GetValue<int>());
        Assert.Equal((2, "8.0"), (wave["items"]![0]!["n"]!.GetValue<int>(), wave["items"]![0]!["mean"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Withholds_small_numbers_from_an_auditor()
    {
        var survey = await SurveyOfSchool.Open(installation, persons: 2);
        var auditor = await survey.School.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        await survey.Answer((await survey.Links())[0].Token,
            """{"answers":[{"item":"Q_EFFECT","value":8},{"item":"Q_PRIOR","choice":"yes"}]}""");

        var item = (await survey.School.Get(survey.Path, auditor)).Json["items"]![0]!;

        Assert.Equal((true, null, 0), (item["withheld"]!.GetValue<bool>(), item["mean"], item["counts"]!.AsArray().Count));
        Assert.Equal(HttpStatusCode.Forbidden, (await survey.School.Get($"{survey.Path}/answers/{Id.New()}", auditor)).Status);
    }

    [Fact]
    public async Task Records_valid_rows_of_a_file_and_reports_the_others()
    {
        var survey = await SurveyOfSchool.Open(installation, persons: 4);
        var p = survey.Persons;
        var csv = "\ufeffperson;Q_EFFECT;Q_PRIOR;Q_OPEN\r\n"
            + $"{p[0]};8;да;\"Друзья; и \"\"кружок\"\"\"\r\n{p[1]};11;нет;\r\nКоля;5;да;\r\n{p[0]};7;да;\r\n\r\n"
            + $"{p[2]};;yes;\r\n{Id.New()};5;no;\r\n{p[3]};10;НЕТ;";
        var body = JsonSerializer.Serialize(new { csv });
        Task<Answer> Send(string query) => survey.School.Post($"{survey.Path}/answers-file{query}", body, idempotency: "file");

        var foreseen = await Send("?dryRun=true");
        Assert.Equal((7, 2, true),
            (foreseen.Json["rows"]!.GetValue<int>(), foreseen.Json["taken"]!.GetValue<int>(), foreseen.Json["dryRun"]!.GetValue<bool>()));
        Assert.Equal(
            [(2, "survey-scale-out-of-range"), (3, "person-invalid"), (4, "survey-person-doubled"), (6, "survey-item-required"),
                (7, "survey-not-invited")],
            foreseen.Json["faults"]!.AsArray().Select(f => (f!["line"]!.GetValue<int>(), f["what"]!.GetValue<string>())));
        Assert.DoesNotContain("Коля", foreseen.Text, StringComparison.Ordinal);
        Assert.Empty((await survey.School.Get($"{survey.Path}/answers")).Json["items"]!.AsArray());

        var (done, repeat) = (await Send(""), await Send(""));
        Assert.Equal((2, 2, true),
            (done.Json["taken"]!.GetValue<int>(), repeat.Json["taken"]!.GetValue<int>(), repeat.Json["repeated"]!.GetValue<bool>()));
        Assert.Equal(done.Json["faults"]!.ToJsonString(), repeat.Json["faults"]!.ToJsonString());
        Assert.Equal(foreseen.Json["faults"]!.ToJsonString(), done.Json["faults"]!.ToJsonString());

        var again = await survey.School.Post($"{survey.Path}/answers-file", body);
        Assert.Equal((HttpStatusCode.OK, 0), (again.Status, again.Json["taken"]!.GetValue<int>()));
        Assert.Equal(["file", "file"],
            (await survey.School.Get($"{survey.Path}/answers")).Json["items"]!.AsArray().Select(a => a!["channel"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Has_shipped_questionnaires_and_its_own()
    {
        var school = await School.Open(installation);
        await school.Post("/api/questionnaires", SurveyOfSchool.Text(1));

        var list = (await school.Get("/api/questionnaires")).Json["items"]!.AsArray();
        Assert.Equal((30, 1), (list.Count, list.Count(q => q!["own"]!.GetValue<bool>())));
        Assert.All(list.Where(q => !q!["own"]!.GetValue<bool>()), q => Assert.True(q!["editableDefault"]!.GetValue<bool>()));
        var shipped = await school.Get($"/api/questionnaires/{list[1]!["questionnaire"]!["sha256"]}");
        Assert.Equal(list[1]!["questionnaire"]!["code"]!.GetValue<string>(), shipped.Json["code"]!.GetValue<string>());

        Assert.DoesNotContain("\"own\",\"version\"", (await (await School.Open(installation)).Get("/api/questionnaires")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_questionnaire_with_faults_and_another_text_under_a_known_version()
    {
        var school = await School.Open(installation);
        await school.Post("/api/questionnaires", SurveyOfSchool.Text(1));

        Assert.Equal(HttpStatusCode.Created, (await school.Post("/api/questionnaires", SurveyOfSchool.Text(1))).Status);
        Assert.Equal((HttpStatusCode.Conflict, "questionnaire-invalid"),
            Refused(await school.Post("/api/questionnaires", SurveyOfSchool.Text(1, "Вред?"))));
        Assert.Equal((HttpStatusCode.Conflict, "questionnaire-invalid"),
            Refused(await school.Post("/api/questionnaires", SurveyOfSchool.Text(3))));
        var faulty = await school.Post("/api/questionnaires",
            SurveyOfSchool.Text(2).Replace("\"scale\"", "\"stars\"", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/items/0/kind"),
            (faulty.Status, faulty.Json["missing"]![0]!["where"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Is_opened_only_with_an_existing_questionnaire()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var theirs = await SurveyOfSchool.Open(installation);
        await theirs.School.Post("/api/questionnaires", SurveyOfSchool.Text(2, "Чужое?"));
        var reference = (JsonObject)survey.Questionnaire.DeepClone();
        reference["sha256"] = new string('0', 64);

        var opened = await survey.School.Post($"/api/programmes/{survey.Programme}/survey-waves",
            $$"""{"questionnaire":{{reference.ToJsonString()}},"audience":"mentees","purpose":"entry","title":"Вход"}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "unknown"), Refused(opened));
    }

    private static (HttpStatusCode, string?) Refused(Answer answer) => (answer.Status, answer.Code);
}
