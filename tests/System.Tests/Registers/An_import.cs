using System.Net;
using System.Text;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Jobs;
using MentorshipFlow.Workflows.Registers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorshipFlow.System.Tests.Registers;

public sealed class An_import(Installation installation)
{
    private const string Five = "ФИО наставляемого;Дата рождения;Класс;Форма наставничества;Основной запрос наставляемого\n"
        + "Акация Анисовая Первая;05.03.2009;6;ученик – ученик;Подтянуть математику\nБерёзов Барвинок;06.03.2009;6;;\nВязов "
            + "Василёк;07.03.2009;6;;\nГрабов Георгин;01.02.2020;1;;\nДятлов;08.03.2009;6;;\n";

    [Fact]
    public async Task Takes_valid_rows_reports_the_others_and_registers_nobody_twice()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();

        var foreseen = await Import(school, programme, Five, query: "?dryRun=true");
        Assert.Equal((true, 5, 3, 0), Counts(foreseen));
        Assert.Equal(0, await People(school));

        var done = await Import(school, programme, Five);
        Assert.Equal((false, 5, 3, 0), Counts(done));
        Assert.Equal([(5, 0, "not-eligible"), (6, 1, "name-invalid")], Faults(done));
        Assert.DoesNotContain("Дятлов", done.Text, StringComparison.Ordinal);
        Assert.Equal(3, await People(school));

        var again = await Import(school, programme, Five);
        Assert.Equal((false, 5, 0, 3), Counts(again));
        Assert.Equal(3, await People(school));
    }

    [Fact]
    public async Task Of_a_year_of_birth_alone_keeps_the_year_and_exports_it()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var year = SchoolPeople.Today.Year - 12;

        await Import(school, programme, $"ФИО наставляемого;Год рождения\nКленов Клевер;{year}\n");

        var person = (await school.Get("/api/people")).Json["items"]!.AsArray().Single(p => (string)p!["id"]! != $"{school.Vera}")!;
        Assert.Equal("tenToThirteen", (string?)person["ageBand"]);
        var shown = await school.Post("/api/people/disclosures",
            $$"""{"persons":["{{person["id"]}}"],"fields":["birthDate","other"],"purpose":"contact"}""");
        Assert.Equal((year, null), ((int)shown.Json["items"]![0]!["birthYear"]!, (string?)shown.Json["items"]![0]!["other"]));
    }

    [Fact]
    public async Task Under_the_same_key_gets_its_first_answer()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();

        var done = await Import(school, programme, Five, key: "import-1");
        var repeat = await Import(school, programme, Five, key: "import-1");

        Assert.Equal(3, (int)done.Json["imported"]!);
        Assert.Equal(Counts(done), Counts(repeat));
        Assert.Equal([(5, 0, "not-eligible"), (6, 1, "name-invalid")], Faults(repeat));
        Assert.Equal("idempotency-key-reused",
            (await Import(school, programme, Five + "Елев Ежевик;09.03.2009;6;;\n", key: "import-1")).Code);
    }

    [Fact]
    public async Task Of_a_thousand_rows_is_a_few_decisions()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var rows = string.Concat(Enumerable.Range(0, 1000).Select(i => $"Участник {Word(i)}{Word(i)};{(i % 28) + 1:00}.03.2009\n"));

        var done = await Import(school, programme, "ФИО;Дата рождения\n" + rows);

        Assert.Equal((false, 1000, 1000, 0), Counts(done));
        Assert.Equal(1000, await People(school));
    }

    [Fact]
    public async Task During_other_decisions_and_twice_takes_everybody_once()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var file = "ФИО;Дата рождения\n"
            + string.Concat(Enumerable.Range(0, 1500).Select(i => $"Участник {Word(i)}{Word(i)};{(i % 28) + 1:00}.04.2009\n"));

        var imports = Task.WhenAll(Import(school, programme, file), Import(school, programme, file));
        var facts = 0;
        for (; !imports.IsCompleted; facts++)
            Deciding.Done(await school.Post($"/api/programmes/{programme}/resources",
                """{"kind":"staff","source":"internal","title":"Педагог-психолог"}"""));

        var done = (await imports).Select(Counts).ToList();
        Assert.Equal((1500, 1500), (done.Sum(i => i.Imported), done.Sum(i => i.AlreadyThere)));
        Assert.Equal(1500, await People(school));
        Assert.True(facts > 1);
    }

    [Fact]
    public async Task Of_ten_thousand_rows_with_every_kind_of_fault_reports_them_all()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        // {0} is replaced to give each row a different name.
        string[] kinds =
        [
            ";05.03.2009;;6;;;;;;;", "Х;05.03.2009;;6;;;;;;;", "Участник Второй;31.02.2009;;6;;;;;;;", "Участник Третий;;;6;;;;;;;",
            "Участник Четвёртый;05.03.2009;;99;;;;;;;", "Участник Пятый;05.03.2009;;6;кружок;;;;;;",
            "Участник Шестой;05.03.2009;;6;;нет;;;;;", "Участник Седьмой;05.03.2009;;6;;;нет;;;;",
            "Участник Восьмой;05.03.2009;;6;;;;на вахте;;;", "Участник Девятый;05.03.2009;;6;;;;;волшебник;;",
            "Участник Десятый;;2050;6;;;;;;;", "Участник Одиннадцатый;05.03.1980;;;;;;;;;",
            "Участник Двенадцатый;05.03.1980;;;;;;;педагог;давно;", "Участник Тринадцатый;05.03.1980;;;;;;;педагог;;возможно",
            "Участник Повторный;05.03.2009;;6;;;;;;;", "Малыш {0};05.03.2020;;1;;;;;;;", "Ученик {0};05.03.2009;;6;;;;;;;",
        ];
        var rows = string.Concat(Enumerable.Range(0, 10_000)
            .Select(i => kinds[i % kinds.Length].Replace("{0}", Word(i), StringComparison.Ordinal) + "\n"));
        var file =
            "ФИО;Дата рождения;Год рождения;Класс;Форма наставничества;E-mail;Телефон;Контактные данные;Категория;Стаж;Новый сотрудник\n"
                + rows;

        var foreseen = await Import(school, programme, file, query: "?dryRun=true");
        var done = await Import(school, programme, file);

        // Every seventeenth row is valid without a notice, and of each kind of repeated rows the first one.
        var taken = (int)done.Json["imported"]!;
        Assert.Equal((true, 10_000, taken, 0), Counts(foreseen));
        Assert.Equal((false, 10_000, taken, 0), Counts(done));
        Assert.InRange(taken, 589, 605);
        Assert.Equal(taken, await People(school));
        Assert.Equal(Faults(foreseen), Faults(done));
        Assert.Equal(100, Faults(done).Count());
        Assert.True((int)done.Json["faultCount"]! > 9000);
        Assert.Equal((int)done.Json["faultCount"]!, done.Json["faultKinds"]!.AsArray().Sum(k => (int)k!["count"]!));
        Assert.Equal(
            ["birth-date-invalid", "birth-date-missing", "birth-year-invalid", "kind-missing", "name-invalid", "name-missing",
                "not-eligible", "row-repeated"],
            done.Json["faultKinds"]!.AsArray().Select(k => (string)k!["code"]!).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["answer-invalid", "contacts-invalid", "experience-invalid", "form-words", "grade-invalid", "kind-unknown"],
            done.Json["noticeKinds"]!.AsArray().Select(k => (string)k!["code"]!).Order(StringComparer.Ordinal));
        Assert.All(done.Json["faults"]!.AsArray(),
            f => Assert.False(((string)f!["sentence"]!).StartsWith((string)f["code"]!, StringComparison.Ordinal), f.ToJsonString()));
    }

    [Fact]
    public async Task Of_mentors_reports_faults_and_takes_the_others()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();

        var done = await Import(
            school, programme, "ФИО;Категория;Ресурс времени;Желаемый возраст наставляемых;Количество наставляемых;Форма "
                + "наставничества\nРябинова Ива;педагог;много;;;\nРябинова Ель;педагог;1;14-10;;\n"
            + "Рябинова Липа;педагог;1;;0;\nРябинова Роза;педагог;;;;\nРябинова Ольха;инопланетянин;1;;;\nРябинова "
                + "Туя;педагог;1;;;работодатель – ученик\nРябинова Сосна;педагог;1,5;10-14;2;\n", of: "mentor-base");

        Assert.Equal((false, 7, 5, 0), Counts(done));
        Assert.Equal([(6, 2, "kind-missing"), (7, 0, "not-eligible")], Faults(done));
        Assert.Equal(
            ["capacity-invalid", "hours-invalid", "hours-missing", "preferred-age-invalid"],
            done.Json["noticeKinds"]!.AsArray().Select(k => (string)k!["code"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("sheet-empty", "")]
    [InlineData("sheet-not-readable", "a\0b")]
    public async Task Of_a_file_without_a_table_is_refused(string what, string file)
    {
        var school = await School.Open(installation);
        var answer = await Import(school, await school.PreparedProgramme(), file);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(what, answer.Json["missing"]![0]!["what"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_mentors_can_be_exported_with_names_for_those_who_may_see_them()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        var imported = await Import(
            school, programme, "ФИО наставника;Категория;Ресурс времени на программу наставничества;Основные компетенции "
                + "наставника\nРябинова Ива Дубовая;педагог;2;=Олимпиады\n", of: "mentor-base");
        Assert.Equal((false, 1, 1, 0), Counts(imported));
        var person = (await school.Get("/api/people")).Json["items"]![0]!["id"]!.GetValue<Guid>();
        // The table does not contain persons who are not in the register yet.
        Assert.DoesNotContain($"{person}",
            (await school.Post($"/api/programmes/{programme}/mentor-base/export", """{"format":"csv"}""")).Text, StringComparison.Ordinal);
        Assert.Equal("field-invalid", (await school.Post($"/api/programmes/{programme}/mentee-base/export", """{"format":"pdf"}""")).Code);
        Assert.Equal(HttpStatusCode.OK,
            (await school.Post($"/api/programmes/{programme}/mentor-base/export", """{"format":"xlsx"}""", auditor)).Status);
    }

    [Fact]
    public async Task F18_of_somebody_who_resembles_a_known_person_asks_and_takes_the_answer()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        const string Header = "ФИО наставляемого;Дата рождения;Класс\n";
        await Import(school, programme, Header + "Соснова Туя Кедровая;15.03.2009;8А\nСинайский Клён Вязовый;16.03.2009;8А\n");

        const string Later = Header + "Соснова Туя;15.03.2009;8А\nСинайскии Клён Вязовый;16.03.2009;8А\nCоснова Tуя "
            + "Кедровая;15.03.2009;8А\nСоснова Туя;15.03.2010;8А\n";
        var asked = await Import(school, programme, Later);

        // Latin look-alikes are the same person, and another birth date is another one.
        Assert.Equal((false, 4, 1, 1), Counts(asked));
        Assert.Equal([(2, 0, "person-may-be-known"), (3, 0, "person-may-be-known")], Faults(asked));
        Assert.Equal(["patronymic-left-out", "one-letter-apart"],
            asked.Json["faults"]!.AsArray().Select(f => (string)f!["missing"]![1]!["what"]!));
        var known = (string)asked.Json["faults"]![0]!["missing"]![0]!["where"]!;
        var answered = await Import(school, programme, Later, query: $"?person=1.2:{known}&person=1.3:other");
        Assert.Equal((false, 4, 1, 3), Counts(answered));
        Assert.Equal(4, await People(school));
        Assert.Equal("field-invalid", (await Import(school, programme, Later, query: "?person=1.2:she")).Code);
    }

    [Fact]
    public async Task Of_a_register_of_pairs_takes_both_sides_once()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        const string Pairs = "№;ФИО наставника;Должность;ФИО наставляемого;Класс;Дата рождения\n1;Иванова Роза Вторая;учитель;Соснова "
            + "Туя;8А;15.03.2009\n2;Иванова Роза Вторая;учитель;Кленов Вяз;8Б;16.03.2009\n";

        var done = await Import(school, programme, Pairs, of: "pair-register");
        var again = await Import(school, programme, Pairs, of: "pair-register");

        Assert.Equal(((false, 3, 3, 0), (false, 3, 0, 3)), (Counts(done), Counts(again)));
        Assert.Equal((2, 2, 0), ((int)done.Json["pairs"]!, (int)done.Json["proposed"]!, (int)again.Json["proposed"]!));
        Assert.Equal((2, 1), ((await school.Get($"/api/programmes/{programme}/mentees")).Json["items"]!.AsArray().Count,
            (await school.Get($"/api/programmes/{programme}/mentors")).Json["items"]!.AsArray().Count));
        // The pairs wait for stage 5 as proposals; a wrong one can be voided.
        var proposals = (await school.Get($"/api/programmes/{programme}/pair-proposals")).Json["items"]!.AsArray();
        Assert.Equal((2, 1), (proposals.Count, proposals.Select(p => (string?)p!["mentor"]).Distinct().Count()));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/participants/facts/{proposals[0]!["id"]}/void",
            """{"reason":"Описка."}"""));
        Assert.Single((await school.Get($"/api/programmes/{programme}/pair-proposals")).Json["items"]!.AsArray());
        var foreseen = await Import(school, programme, Pairs + "3;Иванова Роза Вторая;учитель;Дубов Ясень;8А;15.04.2009\n",
            query: "?dryRun=true", of: "pair-register");
        Assert.Equal(2, (int)foreseen.Json["proposed"]!);
    }

    [Fact]
    public async Task Shows_what_it_understood_and_takes_a_mapping()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        const string Table = "Кого ведём;Дата рожд;Любимый цвет\nСоснова Туя;15.03.2009;синий\n";

        var blind = await Import(school, programme, Table, query: "?dryRun=true");
        var seen = await Import(school, programme, Table, query: "?dryRun=true&map=Кого ведём:full-name");
        var done = await Import(school, programme, Table, query: "?map=Кого ведём:full-name&map=Любимый цвет:other");

        Assert.Equal([(1, 0, "name-column-missing")], Faults(blind));
        var columns = seen.Json["sheets"]![0]!["columns"]!.AsArray();
        Assert.Equal([("full-name", true), ("birth-date", false), (null, false)],
            columns.Select(c => ((string?)c!["meaning"], (bool)c["given"]!)));
        Assert.Equal("Соснова Туя", (string?)columns[0]!["samples"]![0]);
        Assert.Equal((false, 1, 1, 0), Counts(done));
        Assert.Empty(done.Json["sheets"]![0]!["columns"]![0]!["samples"]!.AsArray());
        Assert.Equal("field-invalid", (await Import(school, programme, Table, query: "?map=Кого ведём:colour")).Code);
    }

    [Fact]
    public async Task Offers_the_accepted_mapping_with_the_next_file_of_the_same_school()
    {
        const string Table = "Кого ведём;Дата рожд;Любимый цвет\n{0};15.03.2009;синий\n";
        var (school, other) = (await School.Open(installation), await School.Open(installation));
        var programme = await school.PreparedProgramme();
        await Import(school, programme, Table.Replace("{0}", "Соснова Туя", StringComparison.Ordinal),
            query: "?map=Кого ведём:full-name&map=Любимый цвет:-");

        var next = Table.Replace("{0}", "Вязова Роза", StringComparison.Ordinal);
        var seen = await Import(school, programme, next, query: "?dryRun=true");
        var changed = await Import(school, programme, next, query: "?map=любимый  цвет:other");
        var elsewhere = await Import(other, await other.PreparedProgramme(), next, query: "?dryRun=true");

        Assert.Equal([("full-name", true), ("birth-date", false), (null, true)],
            seen.Json["sheets"]![0]!["columns"]!.AsArray().Select(c => ((string?)c!["meaning"], (bool)c["kept"]!)));
        Assert.Equal((false, 1, 1, 0), Counts(changed));
        Assert.Equal([(1, 0, "name-column-missing")], Faults(elsewhere));
        await using var kept = installation.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "select count(*), count(*) filter (where meaning = 'other') from registers.mappings where organisation = $1");
        kept.Parameters.Add(new() { Value = school.Id });
        await using var reader = await kept.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, 1), (reader.GetInt64(0), reader.GetInt64(1)));
    }

    [Fact]
    public async Task Gives_the_faulty_rows_back_as_a_file_that_can_be_corrected_and_sent()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        const string Table = "ФИО;Дата рождения;Класс\nСоснова Туя;15.03.2009;8А\nКленов Вяз;32.13.2009;8А\nГрабов Георгин;01.02.2020;1\n"
            + "=1+1;15.03.2009;8А\n";

        var (media, file) = await Corrections(school, programme, Table, "?dryRun=true");
        var sheet = Files.Book(file).Sheets.Single();

        Assert.Equal(SheetWriter.XlsxType, media);
        Assert.Equal(["ФИО", "Дата рождения", "Класс", "Что исправить"], sheet.Rows[0].Cells);
        Assert.Equal([("Кленов Вяз", "32.13.2009"), ("Грабов Георгин", "01.02.2020"), ("=1+1", "15.03.2009")],
            sheet.Rows.Skip(1).Select(r => (r[0], r[1])));
        Assert.StartsWith("Дата рождения: ", sheet.Rows[1][3], StringComparison.Ordinal);
        Assert.All(sheet.Rows.Skip(1), r => Assert.NotEmpty(r[3]));
        // Corrected, it is a file for import: the added column says nothing about a person.
        var corrected = SheetWriter.Csv(sheet.Rows.Take(2).Select((r, i) => i == 0 ? r.Cells : [r[0], "15.03.2009", r[2], r[3]]));
        var done = await Import(school, programme, Encoding.UTF8.GetString(corrected));
        Assert.Equal((false, 1, 1, 0), Counts(done));
        Assert.Empty(done.Json["notices"]!.AsArray());
        Assert.Equal([["Что исправить"]], Files.Book((await Corrections(school, programme, Encoding.UTF8.GetString(corrected), "")).File)
            .Sheets.Single().Rows.Select(r => r.Cells));
    }

    [Fact]
    public async Task F42_of_a_known_teacher_who_is_new_here_offers_a_correction()
    {
        var school = await School.Open(installation);
        var (first, second) = (await school.PreparedProgramme(), await school.ActiveProgramme("Вторая"));
        await Import(school, first, "ФИО;Должность;Стаж;Ресурс времени\nВязова Роза Первая;учитель;10;2\n", of: "mentor-base");
        Deciding.Done(await school.Post($"/api/programmes/{second}/forms", """{"form":"teacher-teacher","kinds":["pair"]}"""));
        const string Table = "ФИО;Категория;Стаж;Новый сотрудник;Форма наставничества\n"
            + "Вязова Роза Первая;педагог;10;да;учитель – учитель\n";

        var refused = await Import(school, second, Table);
        Assert.Equal([(2, 0, "not-eligible")], Faults(refused));
        Assert.Equal("row-corrects-person 1.2", refused.Json["faults"]![0]!["missing"]!.Things().Last());
        var corrected = await Import(school, second, Table, query: "?correct=1.2");

        Assert.Equal((false, 1, 1, 0), Counts(corrected));
        var person = (await school.Get("/api/people")).Json["items"]!.AsArray()
            .Single(p => (string)p!["id"]! != $"{school.Vera}")!["id"];
        Assert.True((bool)(await school.Get($"/api/people/{person}")).Json["standing"]!["newHire"]!);
        // The first programme is told in the same decision.
        Assert.True((bool)(await school.Get($"/api/programmes/{first}/mentors/{person}")).Json["standing"]!["newHire"]!);
        Assert.Equal("field-invalid", (await Import(school, second, Table, query: "?correct=2")).Code);
    }

    private static async Task<(string? Media, byte[] File)> Corrections(School school, Guid programme, string file, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/programmes/{programme}/mentee-base/import{query}")
            { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) };
        request.Content.Headers.ContentType = new("text/csv");
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        request.Headers.Add("Idempotency-Key", $"{Id.New()}");
        request.Headers.Accept.Add(new(SheetWriter.XlsxType));
        return await school.Bytes(request);
    }

    private static string Word(int number)
    {
        var word = new StringBuilder();
        do word.Append((char)('а' + (number % 26))); while ((number /= 26) > 0);
        return word.Append("ов").ToString();
    }

    private static (bool DryRun, int Rows, int Imported, int AlreadyThere) Counts(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return ((bool)answer.Json["dryRun"]!, (int)answer.Json["rows"]!, (int)answer.Json["imported"]!, (int)answer.Json["alreadyThere"]!);
    }

    private static IEnumerable<(int Row, int Column, string Code)> Faults(Answer answer) =>
        answer.Json["faults"]!.AsArray().Select(f => ((int)f!["row"]!, (int)f["column"]!, (string)f["code"]!));

    private static async Task<int> People(School school)
    {
        var people = 0;
        for (var next = "/api/people?limit=200"; next is not null;)
        {
            var page = await school.Get(next);
            Assert.True(page.Status == HttpStatusCode.OK, page.Text);
            people += page.Json["items"]!.AsArray().Count;
            next = page.Response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        // Without the curator.
        return people - 1;
    }

    private static async Task<Answer> Import(School school, Guid programme, string file, string? key = null, string query = "",
        string of = "mentee-base")
    {
        var answer = await school.Import(programme, file, prefer: null, key, query, of: of);
        // A large file is imported by a job.
        return answer.Status == HttpStatusCode.Accepted
            ? await school.Get((string)(await school.Ended(JobSteps.Accepted(answer)))["result"]!) : answer;
    }
}
