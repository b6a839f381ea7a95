using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Registers;

public sealed partial class A_base_as_a_school_has_it(Installation installation)
{
    // methodology-and-law.md 2.4, word by word.
    private static readonly string[] FormOfMentees =
    [
        "ФИО наставляемого", "Контактные данные для связи (данные представителя)", "Год рождения", "Основной запрос наставляемого",
        "Дата вхождения в программу", "ФИО наставника", "Форма наставничества",
        "Место работы/учёбы наставника", "Другая важная информация о наставляемом", "Дата завершения программы", "Результаты программы",
        "Ссылка на кейс/отзыв", "Отметка о прохождении программы",
    ];

    private static readonly string[] FormOfMentors =
    [
        "ФИО наставника", "Контактные данные", "Место работы/учёбы наставника", "Должность", "Основные компетенции наставника",
        "Важные для программы достижения наставника", "Интересы наставника",
        "Желаемый возраст наставляемых", "Ресурс времени на программу наставничества", "Дата вхождения в программу",
        "ФИО наставляемого (наставляемых)", "Форма наставничества", "Место работы/учёбы наставляемого", "Предмет наставничества",
        "Дата завершения", "Результаты", "Ссылка на кейс/отзыв",
    ];

    [Fact]
    public async Task Of_mentees_loses_no_cell_of_the_recommended_form()
    {
        var (school, programme) = await Opened();

        var done = await Import(school, programme, "mentee-base", Row(FormOfMentees) + Row(
            "Кленова Берёза Первая", "Клёнова Мария (мать), +7 900 000-00-01, mama@example.org", "2009", "Догнать класс", "01.09.2021",
            "Рябинова Ива", "ученик – ученик", "Школа", "Поёт в хоре", "", "", "", ""));

        Assert.Empty(done.Json["faults"]!.AsArray());
        Assert.Empty(Unknown(done));
        // Columns that the programme fills itself are ignored, with a notice.
        Assert.Equal([(1, 5, "column-not-taken"), (1, 6, "column-not-taken"), (1, 8, "column-not-taken")], Notices(done));
        var shown = await Shown(school, Person(await school.Get("/api/people?kind=learner")));
        // The mother is a person of her own.
        Assert.Equal((1, 1), ((int)done.Json["linked"]!, (await school.Get("/api/people?kind=parent")).Json["items"]!.AsArray().Count));
        Assert.Equal(
            ("Кленова Берёза Первая", "+7 900 000-00-01", "mama@example.org", "Клёнова Мария (мать)", "Поёт в хоре", 2009, "Догнать класс"),
            ((string?)shown["fullName"], (string?)shown["phone"], (string?)shown["email"], (string?)shown["representative"],
                (string?)shown["other"], (int)shown["birthYear"]!, (string?)shown["texts"]![0]!["text"]));
        Assert.Equal("learner-learner", (string?)(await school.Get($"/api/programmes/{programme}/mentees")).Json["items"]![0]!["form"]);
    }

    [Fact]
    public async Task Of_mentors_needs_no_category_and_leaves_out_the_form_that_needs_years_of_work()
    {
        var (school, programme) = await Opened();

        var done = await Import(school, programme, "mentor-base", Row(FormOfMentors) + Row(
            "Рябинова Ива Первая", "8 (900) 000-00-01", "Школа", "учитель", "Олимпиады", "Грант", "Шахматы", "10-14", "2", "", "",
            "учитель – учитель", "", "Математика", "", "", "")
            + Row("Ясенев Тополь Второй", "8 (900) 000-00-02", "ООО «Лес»", "инженер", "", "", "", "", "1", "", "", "работодатель – ученик",
                "", "Лесное дело", "", "", ""));

        Assert.Empty(done.Json["faults"]!.AsArray());
        Assert.Equal([(2, 0, "form-needs-experience")], Notices(done));
        var mentors = (await school.Get($"/api/programmes/{programme}/mentors")).Json["items"]!.AsArray();
        Assert.Equal(["employer-representative:employer-learner", "teacher:"], mentors
            .Select(m => $"{Kebab((string)m!["kinds"]![0]!)}:{string.Join(',', m["forms"]!.AsArray())}").Order(StringComparer.Ordinal));
        var teacher = mentors.Single(m => (string)m!["kinds"]![0]! == "teacher")!["person"]!;
        Assert.Equal("mathematics",
            (string?)(await school.Get($"/api/programmes/{programme}/mentors/{teacher}")).Json["offer"]!["subject"]);
        var words = (await Task.WhenAll(mentors.Select(m => Shown(school, (string)m!["person"]!))))
            .Select(s => (string)s["texts"]![0]!["text"]!);
        Assert.Equal(["Компетенции: Олимпиады\nДостижения: Грант\nИнтересы: Шахматы", "Предмет: Лесное дело"],
            words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_teachers_is_imported_into_both_registers_by_years_of_work()
    {
        var (school, programme) = await Opened();

        var mentees = await Import(school, programme, "mentee-base", "ФИО наставляемого;Форма наставничества;Стаж;Новый сотрудник\nЛипова "
            + "Роза;учитель – учитель;2 года;\nЕлева Ольха;учитель – учитель;12;да\nСоснова Туя;учитель – учитель;12;нет\n");
        var mentors = await Import(school, programme, "mentor-base", "ФИО наставника;Форма наставничества;Стаж;Ресурс времени\nРябинова "
            + "Ива;учитель – учитель;15 лет;2\nРябинова Ель;учитель – учитель;1 год;2\n");

        Assert.Equal((2, 1), ((int)mentees.Json["imported"]!, (int)mentors.Json["imported"]!));
        Assert.Equal(["mentee-young-or-new", "mentor-experienced"],
            new[] { mentees, mentors }.Select(a => (string)a.Json["faults"]!.AsArray().Single()!["missing"]![0]!["what"]!));
        var forms = (await school.Get($"/api/programmes/{programme}/mentees")).Json["items"]!.AsArray()
            .Concat((await school.Get($"/api/programmes/{programme}/mentors")).Json["items"]!.AsArray());
        Assert.Equal(["teacher-teacher", "teacher-teacher", "teacher-teacher"],
            forms.Select(m => (string?)m!["form"] ?? (string?)m["forms"]![0]));
    }

    [Fact]
    public async Task Is_exported_with_every_column_of_the_recommended_form_and_can_be_imported()
    {
        var bases = await SchoolBases.Open(installation);
        await bases.Mentee();
        var mentor = await bases.Teacher(40, "moreThanThreeYears");
        const string Offer = """
            {"minutesPerWeek":90,"capacity":2,"forms":["teacher-teacher"],"competences":[],"interests":["chess"],"subject":"mathematics"}
            """;
        await bases.Mentor(mentor, Offer, "teacher");
        const string All = """
            {"format":"csv","fields":["fullName","birthDate","contacts","work","representative","other","texts"],
            "purpose":"programmeWork"}
            """;

        var (mentees, mentors) = (await bases.Post("mentee-base/export", All), await bases.Post("mentor-base/export", All));

        Assert.Equal(FormOfMentees, mentees.Text.TrimStart('\ufeff').Split("\r\n")[0].Split(';').Take(FormOfMentees.Length));
        Assert.Equal(FormOfMentors, mentors.Text.TrimStart('\ufeff').Split("\r\n")[0].Split(';').Take(FormOfMentors.Length));
        var (other, programme) = await Opened();
        foreach (var (@base, file) in new[] { ("mentee-base", mentees.Text), ("mentor-base", mentors.Text) })
        {
            // Names of persons in this school contain numbers, which an import refuses.
            var back = await Import(other, programme, @base,
                NumberedName().Replace(file, @base == "mentee-base" ? "Кленова Берёза" : "Рябинова Ива"));
            Assert.Equal((1, 0, 0), ((int)back.Json["imported"]!, back.Json["faults"]!.AsArray().Count,
                Unknown(back).Count()));
        }

        var offer = (await other.Get($"/api/programmes/{programme}/mentors")).Json["items"]![0]!;
        Assert.Equal(("teacher", "teacher-teacher", 90, 2),
            ((string?)offer["kinds"]![0], (string?)offer["forms"]![0], (int)offer["minutesPerWeek"]!, (int)offer["capacity"]!));
    }

    [Fact]
    public async Task Of_birth_years_distinguishes_by_year_and_refuses_ambiguous_rows()
    {
        var (school, programme) = await Opened();
        const string Header = "ФИО наставляемого;Год рождения;Дата рождения;Телефон\n";

        await Import(school, programme, "mentee-base",
            $"{Header}Иванов Иван;2008;;\nПетров Пётр;;05.03.2009;\nПетров Пётр;;07.03.2009;\nСидоров Олег;;05.03.2009;\n");
        var next = await Import(school, programme, "mentee-base", $"{Header}Иванов Иван;2010;;\nПетров Пётр;2009;;\nСидоров Олег;2009;;\n");

        Assert.Equal((1, 1), ((int)next.Json["imported"]!, (int)next.Json["alreadyThere"]!));
        var refused = next.Json["faults"]!.AsArray().Single()!;
        Assert.Equal((3, "person-already-registered", 2),
            ((int)refused["row"]!, (string?)refused["code"], refused["missing"]!.AsArray().Count));
        // A birth date fits a person with that birth year; two dates in the year are ambiguous.
        var days = await Import(school, programme, "mentee-base", $"{Header}Иванов Иван;;01.02.2008;\n");
        var twins = await Import(school, programme, "mentee-base", $"{Header}Иванов Иван;;01.02.2010;\nИванов Иван;;02.02.2010;\n");
        Assert.Equal((0, 1), ((int)days.Json["imported"]!, (int)days.Json["alreadyThere"]!));
        Assert.Equal(["person-already-registered", "person-already-registered"],
            twins.Json["faults"]!.AsArray().Select(f => (string?)f!["code"]));
        // For a known person the register keeps its values, with a notice.
        Deciding.Done(await school.Post("/api/people", """{"fullName":"Елев Ежевик","kinds":["learner"],"birthDate":"2009-03-05"}"""));
        Assert.Equal([(2, 0, "known-person-kept")],
            Notices(await Import(school, programme, "mentee-base", $"{Header}Елев Ежевик;2009;;+7 900 000-00-01\n")));
    }

    [Fact]
    public async Task May_have_pupils_with_only_a_birth_year()
    {
        var (school, _) = await Opened();
        var year = SchoolPeople.Today.Year - 12;
        string Body(string born) => $$"""{"fullName":"Кленов Клевер","kinds":["learner"],{{born}}}""";

        var registered = Deciding.Done(await school.Post("/api/people", Body($"\"birthYear\":{year}"))).Json["person"]!;

        Assert.Equal("tenToThirteen", (string?)(await school.Get("/api/people?ageBand=tenToThirteen")).Json["items"]![0]!["ageBand"]);
        Assert.Equal(year, (int)(await Shown(school, (string)registered!))["birthYear"]!);
        Assert.Equal("person-already-registered", (await school.Post("/api/people", Body($"\"birthYear\":{year}"))).Code);
        Assert.Equal("person-already-registered", (await school.Post("/api/people", Body($"\"birthDate\":\"{year}-03-05\""))).Code);
        foreach (var unfit in new[] { $"\"birthYear\":{year},\"birthDate\":\"{year}-03-05\"", "\"birthYear\":1800", "\"birthYear\":3000",
            $"\"birthYear\":{year},\"ageBand\":\"adult\"", "\"grade\":6" })
            Assert.Equal(HttpStatusCode.BadRequest, (await school.Post("/api/people", Body(unfit))).Status);
        Deciding.Done(await school.Post("/api/people", Body($"\"birthYear\":{year - 1}")));
        Deciding.Done(await school.Replace($"/api/people/{registered}", $"/api/people/{registered}/details",
            $$"""{"fullName":"Кленов Клевер","birthYear":{{year - 3}}}"""));
        Assert.Equal(year - 3, (int)(await Shown(school, (string)registered!))["birthYear"]!);
    }

    [GeneratedRegex("Жимолостнова номер [0-9]+")]
    private static partial Regex NumberedName();

    private async Task<(School School, Guid Programme)> Opened()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        Deciding.Done(await school.Post($"/api/programmes/{programme}/forms", """{"form":"teacher-teacher","kinds":["pair"]}"""));
        return (school, programme);
    }

    private static async Task<JsonNode> Shown(School school, string person) =>
        (await school.Post("/api/people/disclosures",
            $$"""
            {"persons":["{{person}}"],"fields":["fullName","birthDate","contacts","representative","other","texts"],
            "purpose":"programmeWork"}
            """)).Json["items"]![0]!;

    private static string Person(Answer people) => (string)people.Json["items"]!.AsArray().Single()!["id"]!;

    private static string Kebab(string camel) => Shared.Kebab.Of(char.ToUpperInvariant(camel[0]) + camel[1..]);

    private static string Row(params string[] cells) =>
        string.Join(';', cells.Select(c => c.Contains(';', StringComparison.Ordinal) ? $"\"{c}\"" : c)) + "\n";

    private static IEnumerable<JsonNode?> Unknown(Answer answer) =>
        answer.Json["sheets"]![0]!["columns"]!.AsArray().Where(c => c!["meaning"] is null);

    private static IEnumerable<(int Row, int Column, string Code)> Notices(Answer answer)
    {
        Assert.All(answer.Json["notices"]!.AsArray(),
            n => Assert.False(((string)n!["sentence"]!).StartsWith((string)n["code"]!, StringComparison.Ordinal), n.ToJsonString()));
        return answer.Json["notices"]!.AsArray().Select(n => ((int)n!["row"]!, (int)n["column"]!, (string)n["code"]!));
    }

    private static async Task<Answer> Import(School school, Guid programme, string of, string file)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/programmes/{programme}/{of}/import")
            { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) };
        request.Content.Headers.ContentType = new("text/csv");
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        request.Headers.Add("Idempotency-Key", $"{Id.New()}");
        return Deciding.Done(await school.Raw(request));
    }
}
