using System.Net;
using System.Text;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>An export with names and the questions' words is matched to persons and items.</summary>
public sealed class Answers_of_a_form_service(Installation installation)
{
    private const string Header = "Отметка времени;1. Ваши ФИО;2. Польза? *;Раньше были в программе?;Что ценно?\n";

    [Fact]
    public async Task F28_are_matched_by_names_and_words_and_the_mapping_is_kept()
    {
        var survey = await SurveyOfSchool.Open(installation, persons: 3);
        string[] names = ["Соснова Туя Кедровая", "Вязова Роза Ивовая", "Дубов Ясень Липовый"];
        foreach (var (person, name) in survey.Persons.Zip(names))
            await installation.Rewrite(survey.School, person, new PersonDetails(name, new DateOnly(2012, 1, 15)));
        var file = Header + "01.10.2021 10:00:00;соснова туя  кедровая;8;да;Друзья\n01.10.2021;Вязова Роза;10 – очень;нет;\n"
            + "01.10.2021;Елов Кедр;3;да;\n01.10.2021;Дубов Ясень Липовый;много;да;\n";

        var seen = await Send(survey, file, "?dryRun=true");
        Assert.Equal([(null, false), ("name", false), ("Q_EFFECT", false), (null, false), ("Q_OPEN", false)], Columns(seen));
        Assert.Equal("соснова туя  кедровая", (string?)seen.Json["columns"]![1]!["samples"]![0]);
        var done = await Send(survey, file, "?map=Раньше были в программе?:Q_PRIOR&map=Отметка времени:-");

        Assert.Equal((4, 1), ((int)done.Json["rows"]!, (int)done.Json["taken"]!));
        Assert.Equal([(3, "person-resembled"), (4, "person-not-invited"), (5, "survey-scale-out-of-range")], Faults(done));
        Assert.DoesNotContain("Соснова", done.Text, StringComparison.OrdinalIgnoreCase);
        // The accepted mapping is offered with the next file, and the question is answered.
        var next = await Send(survey, Header + "02.10.2021;Вязова Роза;10 – очень;нет;\n", "?person=1.2:same");
        Assert.Equal((1, 1), ((int)next.Json["rows"]!, (int)next.Json["taken"]!));
        Assert.Equal([(null, true), ("name", false), ("Q_EFFECT", false), ("Q_PRIOR", true), ("Q_OPEN", false)], Columns(next));
        var item = (await survey.School.Get(survey.Path)).Json["items"]![0]!;
        Assert.Equal((2, "9.0"), ((int)item["n"]!, (string?)item["mean"]));
    }

    [Fact]
    public async Task Without_a_column_of_names_are_refused_with_a_way_out()
    {
        var survey = await SurveyOfSchool.Open(installation);
        await installation.Rewrite(survey.School, survey.Person, new PersonDetails("Соснова Туя Кедровая", new DateOnly(2012, 1, 15)));
        const string File = "Кто отвечает;Польза?;Раньше?\nСоснова Туя Кедровая;8;да\n";

        Assert.Equal("name-column-missing", (string?)(await Send(survey, File, "")).Json["missing"]![0]!["what"]);
        Assert.Equal(1, (int)(await Send(survey, File, "?map=Кто отвечает:name")).Json["taken"]!);
        Assert.Equal("field-invalid", (await Send(survey, File, "?map=Кто отвечает:Q_NONE")).Code);
    }

    [Fact]
    public async Task Of_namesakes_are_a_question()
    {
        var survey = await SurveyOfSchool.Open(installation, persons: 2);
        foreach (var (person, year) in survey.Persons.Zip([2011, 2012]))
            await installation.Rewrite(survey.School, person, new PersonDetails("Соснова Туя Кедровая", new DateOnly(year, 1, 15)));
        const string File = "ФИО;Польза?;Раньше?\nСоснова Туя Кедровая;8;да\n";

        var asked = await Send(survey, File, "");
        var said = await Send(survey, File, $"?person=1.2:{survey.Persons[1]}");

        Assert.Equal([(2, "person-of-several")], Faults(asked));
        Assert.Equal(1, (int)said.Json["taken"]!);
        Assert.Equal($"{survey.Persons[1]}", (string?)(await survey.School.Get($"{survey.Path}/answers")).Json["items"]![0]!["person"]);
    }

    private static IEnumerable<(string?, bool)> Columns(Answer answer) =>
        answer.Json["columns"]!.AsArray().Select(c => ((string?)c!["meaning"], (bool)c["kept"]!));

    private static IEnumerable<(int, string)> Faults(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json["faults"]!.AsArray().Select(f => ((int)f!["row"]!, (string)f["what"]!));
    }

    private static Task<Answer> Send(SurveyOfSchool survey, string file, string query) =>
        survey.School.Sent($"{survey.Path}/answers-table{query}", "text/csv", Encoding.UTF8.GetBytes(file), survey.School.VeraKey);
}
