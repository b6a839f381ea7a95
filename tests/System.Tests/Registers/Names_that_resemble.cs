using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Jobs;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>Short forms of names, given names alone, and people who have left: said or asked, never guessed.</summary>
public sealed class Names_that_resemble(Installation installation)
{
    private const string Header = "ФИО наставляемого;Дата рождения;Класс\n";

    [Theory]
    [InlineData("Клёнов Александр Дубовый", "Саша Клёнов", Likeness.ShortForm)]
    [InlineData("Клёнов Александр", "Клёнов Шура", Likeness.ShortForm)]
    [InlineData("Клёнов Саша", "Клёнов Шура", Likeness.ShortForm)]
    [InlineData("Клёнов Дмитрий Вязовый", "Клёнов Митя Вязовый", Likeness.ShortForm)]
    [InlineData("Клёнова Наталья", "Наташа Клёнова", Likeness.ShortForm)]
    [InlineData("Клёнов Александр", "Клёнов Павел", null)]
    [InlineData("Клёнов Александр", "Вязов Саша", null)]
    [InlineData("Клёнов Александр Дубовый", "Клёнов Саша Вязовый", null)]
    [InlineData("Туя Александр", "Саша Шура", null)]
    public void Are_forms_of_one_name(string one, string other, Likeness? how)
    {
        Assert.Equal(how, KnownPersons.Compare(KnownPersons.Words(one), KnownPersons.Words(other)));
        Assert.Equal(how, KnownPersons.Compare(KnownPersons.Words(other), KnownPersons.Words(one)));
    }

    [Theory]
    [InlineData("Соснова-Ёлкина Туя Кедровая")]
    [InlineData("соснова туя")]
    [InlineData("Щавелев Йод")]
    [InlineData("O'Нил Шон")]
    [InlineData("Соснова – Ёлкина  Туя ")]
    public void Are_compared_alike_in_usual_and_unusual_spelling(string name) =>
        Assert.Equal(PersonIndex.Normalised($" {name}"), PersonIndex.Normalised(name));

    [Fact]
    public async Task By_a_short_form_of_a_known_person_are_a_question()
    {
        var (school, programme) = await Opened();
        await Import(school, programme, Header + "Клёнов Александр Дубовый;15.03.2009;8А\n");

        const string Later = Header + "Саша Клёнов;15.03.2009;8А\nСаша Клёнов;16.03.2009;8А\n";
        var asked = await Import(school, programme, Later);

        Assert.Equal([(2, "person-may-be-known", "person-resembled short-form")], Faults(asked));
        Assert.Equal((2, 1, 0), Counts(asked));
        var same = await Import(school, programme, Later, "?person=1.2:same");
        Assert.Empty(Faults(same));
        Assert.Equal(2, await Mentees(school, programme));
        Assert.Empty(Faults(await Import(school, programme, Later, "?person=1.2:other")));
        Assert.Equal(3, await Mentees(school, programme));
    }

    [Fact]
    public async Task Of_two_rows_of_one_file_are_a_question_about_the_later_one()
    {
        var (school, programme) = await Opened();
        const string File = Header + "Клёнов Александр;15.03.2009;8А\nСаша Клёнов;15.03.2009;8А\nКлёнов Саша Вязовый;15.03.2009;8А\n";

        var asked = await Import(school, programme, File);

        Assert.Equal([(3, "person-may-be-known", "row-resembled short-form"), (4, "person-may-be-known", "row-resembled short-form")],
            Faults(asked));
        Assert.Equal("1.2", (string?)asked.Json["faults"]![0]!["missing"]![0]!["where"]);
        Assert.Equal(1, await Mentees(school, programme));
        // In a new programme nobody is known yet when the answers come.
        var (other, fresh) = await Opened();
        var answered = await Import(other, fresh, File, "?person=1.3:same&person=1.4:other");
        Assert.Empty(Faults(answered));
        Assert.Equal(((3, 2, 1), 2), (Counts(answered), await Mentees(other, fresh)));
    }

    [Fact]
    public async Task By_a_given_name_alone_are_asked_with_everybody_whom_it_may_name()
    {
        var (school, programme) = await Opened();
        await Import(school, programme, Header
            + "Клёнов Александр Дубовый;15.03.2009;8А\nВязова Александра;15.03.2009;8А\nДубова Туя;15.03.2009;8А\n");
        const string Alone = Header + "Саша;15.03.2009;8А\nСаша;17.03.2009;8А\n";

        var asked = await Import(school, programme, Alone);

        Assert.Equal([(2, "person-may-be-known", "person-resembled person-resembled given-name-alone"), (3, "conditions-not-met",
            "surname-missing")], Faults(asked));
        Assert.Equal(3, await Mentees(school, programme));
        var first = (string)asked.Json["faults"]![0]!["missing"]![0]!["where"]!;
        // "The same" names nobody of two, and another one needs a surname.
        Assert.Equal(2, Faults(await Import(school, programme, Alone, "?person=1.2:same")).Count);
        Assert.Equal((2, "conditions-not-met", "surname-missing"), Faults(await Import(school, programme, Alone, "?person=1.2:other"))[0]);
        Assert.Single(Faults(await Import(school, programme, Alone, $"?person=1.2:{first}")));
        Assert.Equal(3, await Mentees(school, programme));
    }

    [Theory]
    [InlineData("Выбыл", "да")]
    [InlineData("Выбыл", "01.09.2021")]
    [InlineData("Дата выбытия", "01.09.2021")]
    [InlineData("Отчислен", "приказ № 14 от 01.09.2021")]
    [InlineData("Отметка о выбытии", "выбыл в другую школу")]
    [InlineData("Статус", "отчислена")]
    [InlineData("Примечание", "Выбыла 01.09.2021")]
    public void Of_people_who_have_left_are_said_and_not_taken(string heading, string cell)
    {
        var reading = Files.Mentees($"ФИО;Дата рождения;{heading}\nКлёнов Вяз;15.03.2009;{cell}\nДубов Ясень;16.03.2009;\n");

        Assert.Equal([(2, 3, "person-has-left")], reading.Faults.Select(f => (f.Row, f.Column, f.Code)));
        Assert.Equal(["Дубов Ясень"], reading.Rows.Select(r => r.FullName));
    }

    [Theory]
    [InlineData("Выбыл", "нет", null)]
    [InlineData("Выбыл", "-", null)]
    [InlineData("Дата выбытия", "01.09.2030", "departure-to-come")]
    [InlineData("Выбыл", "уточнить", "departure-words")]
    [InlineData("Примечание", "Поёт в хоре", null)]
    public void Of_people_who_stay_are_taken(string heading, string cell, string? notice)
    {
        var reading = Files.Mentees($"ФИО;Дата рождения;{heading}\nКлёнов Вяз;15.03.2009;{cell}\n");

        Assert.Empty(reading.Faults);
        Assert.Equal(notice is null ? [] : [notice], reading.Notices.Select(n => n.Code));
        Assert.Single(reading.Rows);
    }

    private async Task<(School School, Guid Programme)> Opened()
    {
        var school = await School.Open(installation);
        return (school, await school.PreparedProgramme());
    }

    private static async Task<Answer> Import(School school, Guid programme, string file, string query = "") =>
        await school.Import(programme, file, prefer: null, null, query, of: "mentee-base");

    private static (int Rows, int Imported, int AlreadyThere) Counts(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return ((int)answer.Json["rows"]!, (int)answer.Json["imported"]!, (int)answer.Json["alreadyThere"]!);
    }

    private static List<(int Row, string Code, string Whats)> Faults(Answer answer) =>
    [
        .. answer.Json["faults"]!.AsArray().Select(f => ((int)f!["row"]!, (string)f["code"]!,
            string.Join(' ', (f["missing"] as global::System.Text.Json.Nodes.JsonArray ?? []).Select(m => (string)m!["what"]!)))),
    ];

    private static async Task<int> Mentees(School school, Guid programme) =>
        (await school.Get($"/api/programmes/{programme}/mentees?limit=200")).Json["items"]!.AsArray().Count;
}
