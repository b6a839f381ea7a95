using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A curator takes a class from a spreadsheet to the base of mentees by forms alone.</summary>
public sealed class A_list_from_its_file_to_the_base(Installation installation)
{
    private const string Three = "ФИО;Дата рождения;Кл.;ФИО представителя;Кем приходится;Кружок\n"
        + "Кленова Берёза;05.03.2014;6;Кленова Рябина;мать;чтение\nСоснов Тис;06.03.2014;6;Соснова Туя;мать;лыжи\nЛипин;07.03.2014;6;;;\n";

    [Fact]
    public async Task Needs_no_more_than_clicks()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var at = $"/programmes/{programme}";

        Assert.Contains("Наставляемых пока нет", (await vera.Open($"{at}/participants")).Read, StringComparison.Ordinal);
        var start = await vera.Open($"{at}/import?kind=mentees");
        var sent = await vera.Upload($"{at}/import", "6 класс.csv", Encoding.UTF8.GetBytes(Three), ("token", start.Hidden("token")),
            ("kind", "mentees"));
        Assert.StartsWith($"{at}/import/", sent.To!, StringComparison.Ordinal);
        var check = await vera.Open(sent.To!);
        Assert.Contains("Людей в файле: 3. Готовы: 2, с вопросами: 1", check.Read, StringComparison.Ordinal);
        Assert.Contains("Строка 4: Липин", check.Read, StringComparison.Ordinal);
        Assert.Contains("не понято", check.Read, StringComparison.Ordinal);
        Assert.Empty((await school.Get($"/api/programmes/{programme}/mentees")).Json["items"]!.AsArray());

        // A day that is yet to come is said to be none, and spoils nothing.
        var wrong = await vera.Send(sent.To!, ("token", check.Hidden("token")), ("do", "check"), ("consentOn", "05.09.2099"));
        Assert.Contains("ещё не наступил", wrong.Read, StringComparison.Ordinal);
        Assert.Contains("Людей в файле: 3. Готовы: 2, с вопросами: 1", (await vera.Open(sent.To!)).Read, StringComparison.Ordinal);

        // A column that was not understood is named; the answer survives a reload.
        var column = Regex.Match(check.Text, """name="h\.([0-9.]+)" value="Кружок""").Groups[1].Value;
        await vera.Send(sent.To!, ("token", check.Hidden("token")), ("do", "check"), ($"h.{column}", "Кружок"), ($"m.{column}", "other"));
        Assert.Matches("<option value=\"other\" selected", (await vera.Open(sent.To!)).Text);
        var file = await vera.Open($"{sent.To}/corrections");
        Assert.Contains("spreadsheetml", file.Response.Content.Headers.ContentType!.MediaType!, StringComparison.Ordinal);

        var loaded = await vera.Send(sent.To!, ("token", check.Hidden("token")), ("do", "load"));
        Assert.Contains("Записано: 2", (await vera.Open(loaded.To!)).Read, StringComparison.Ordinal);
        // The same form again doubles nobody.
        await vera.Send(sent.To!, ("token", check.Hidden("token")), ("do", "load"));
        Assert.Equal(2, (await school.Get($"/api/programmes/{programme}/mentees")).Json["items"]!.AsArray().Count);

        Assert.Contains("Текста согласия у школы ещё нет", (await vera.Open($"{at}/consents")).Read, StringComparison.Ordinal);
        await vera.Decide("/consent-texts/defaults", ("operator", "Школа"), ("operatorAddress", "Адрес школы"),
            ("effectiveOn", "01.01.2021"));
        var consents = await vera.Open($"{at}/consents?base=mentees&all=1");
        Assert.Contains("Кленова Рябина", consents.Read, StringComparison.Ordinal);
        var recorded = await vera.Send($"{at}/consents", [("token", consents.Hidden("token")), ("decision", consents.Hidden("decision")),
            ("signedOn", "01.09.2021"), ("validUntil", "31.08.2030"), .. Ticked(consents, "of"), .. Ticked(consents, @"s\.[0-9a-f-]{36}")]);
        Assert.Contains("Записано: 2. Не записано: 0", recorded.Read, StringComparison.Ordinal);

        var list = await vera.Open($"{at}/participants?lacks=request-missing&all=1");
        Assert.Contains("Кленова Берёза", list.Read, StringComparison.Ordinal);
        var form = await vera.Send($"{at}/many/recordMenteeRequest", [("token", list.Hidden("token")), .. Ticked(list, "of")]);
        var without = await vera.Send($"{at}/many/recordMenteeRequest",
            [("token", form.Hidden("token")), ("decision", form.Hidden("decision")), .. Ticked(form, "of")]);
        Assert.Contains("Заполните это поле", without.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("/request/category", without.Read, StringComparison.Ordinal);
        var requests = await vera.Send($"{at}/many/recordMenteeRequest",
            [("token", form.Hidden("token")), ("decision", form.Hidden("decision")), ("category", "studies"), .. Ticked(form, "of")]);
        Assert.Contains("Записано: 2. Не записано: 0", requests.Read, StringComparison.Ordinal);
        // The first form asks which of the model's forty indicators were measured.
        var measuring = await vera.Send($"{at}/many/recordEntryMeasurement", [("token", list.Hidden("token")), .. Ticked(list, "of")]);
        Assert.Contains("Средняя отметка", measuring.Read, StringComparison.Ordinal);
        var nothing = await vera.Send($"{at}/many/recordEntryMeasurement",
            [("token", measuring.Hidden("token")), ("columns", ""), ("columns", "nonsense"), .. Ticked(measuring, "of")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.Status);
        Assert.Contains("Отметьте, что измерено", nothing.Read, StringComparison.Ordinal);
        var table = await vera.Send($"{at}/many/recordEntryMeasurement",
            [("token", measuring.Hidden("token")), ("columns", "mark-average"), .. Ticked(measuring, "of")]);
        Assert.DoesNotContain("Число замечаний", table.Read, StringComparison.Ordinal);
        var values = Regex.Matches(
            table.Text, """name="(v[0-9a-f.-]{38}mark-average)" v""").Select(m => (m.Groups[1].Value, "4,5")).ToList();
        Assert.Equal(2, values.Count);
        var measured = await vera.Send($"{at}/many/recordEntryMeasurement", [("token", table.Hidden("token")),
            ("decision", table.Hidden("decision")), ("columns", "mark-average"), ("source", "journal"), ("measuredOn", "01.09.2021"),
            .. values, .. Ticked(measuring, "of")]);
        Assert.Contains("Записано: 2. Не записано: 0", measured.Read, StringComparison.Ordinal);
        var adding = await vera.Send($"{at}/many/addMenteeToBase", [("token", list.Hidden("token")), .. Ticked(list, "of")]);
        var added = await vera.Send($"{at}/many/addMenteeToBase",
            [("token", adding.Hidden("token")), ("decision", adding.Hidden("decision")), .. Ticked(adding, "of")]);
        Assert.Contains("Записано: 2. Не записано: 0", added.Read, StringComparison.Ordinal);
        Assert.All((await school.Get($"/api/programmes/{programme}/mentees")).Json["items"]!.AsArray(), m =>
            Assert.Equal("inBase", (string?)m!["status"]));
    }

    [Fact]
    public async Task Asks_who_a_person_is_that_resembles_a_known_one()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        await school.Post("/api/people", """{"fullName":"Ясенев Вереск Дубок","kinds":["learner"],"birthDate":"2012-05-05"}""");
        var start = await vera.Open($"/programmes/{programme}/import");
        var sent = await vera.Upload($"/programmes/{programme}/import", "список.csv",
            Encoding.UTF8.GetBytes("ФИО;Дата рождения\nЯсенев Вереск;05.05.2012\n"), ("token", start.Hidden("token")), ("kind", "mentees"));
        var check = await vera.Open(sent.To!);
        Assert.Contains("Это тот же человек, что Ясенев Вереск Дубок", check.Read, StringComparison.Ordinal);
        Assert.Contains("Загружать пока нечего", check.Read, StringComparison.Ordinal);
        await vera.Send(sent.To!, ("token", check.Hidden("token")), ("do", "check"), ("p.1.2", "same"));
        Assert.Contains("Готовы: 1", (await vera.Open(sent.To!)).Read, StringComparison.Ordinal);
        Assert.Single((await school.Get("/api/people?kind=learner")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Is_corrected_where_a_cell_is_wrong()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var start = await vera.Open($"/programmes/{programme}/import");
        var sent = await vera.Upload($"/programmes/{programme}/import", "список.csv",
            Encoding.UTF8.GetBytes("ФИО;Дата рождения;Класс\nКленова Берёза;31.02.2012;6\nЛипин;07.03.2012;6\nСоснов Тис;06.03.2012;6\n"),
            ("token", start.Hidden("token")), ("kind", "mentees"));
        var check = await vera.Open(sent.To!);
        Assert.Contains("Готовы: 1, с вопросами: 2", check.Read, StringComparison.Ordinal);
        Assert.Matches("name=\"c\\.1\\.2\\.2\" value=\"31\\.02\\.2012\" aria-label=\"Дата рождения, строка 2\"", check.Text);
        Assert.Matches("name=\"c\\.1\\.3\\.1\" value=\"Липин\"", check.Text);

        // One is corrected and one is still wrong; what is no cell of the file changes nothing.
        await vera.Send(sent.To!, ("token", check.Hidden("token")), ("do", "check"), ("c.1.2.2", "28.02.2012"), ("c.1.3.1", "Липина"),
            ("c.1.90.1", "x"), ("c.7.2.1", "x"), ("c.1.2.900", "x"), ("c.1.2", "x"), ("c.0.2.1", "x"), ("c.1.4.1", new string('я', 4001)));
        var again = await vera.Open(sent.To!);
        Assert.Contains("Людей в файле: 3. Готовы: 2, с вопросами: 1", again.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("c.1.2.2", again.Text, StringComparison.Ordinal);
        Assert.Matches("name=\"c\\.1\\.3\\.1\" value=\"Липина\"", again.Text);

        var loaded = await vera.Send(sent.To!, ("token", again.Hidden("token")), ("do", "load"), ("c.1.3.1", "Липин Клён"));
        Assert.Contains("Записано: 3", (await vera.Open(loaded.To!)).Read, StringComparison.Ordinal);
        var list = await vera.Open($"/programmes/{programme}/participants");
        Assert.All(["Кленова Берёза", "Липин Клён", "Соснов Тис"], name => Assert.Contains(name, list.Read, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_who_stands_in_the_rows_that_it_asks_about()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);

        var (pairs, _) = await Checked("pairs", "Фамилия наставника;Имя наставника;ФИО наставляемого;Дата рождения наставляемого\n"
            + "Кленова;Берёза;Соснов Тис;31.02.2012\n");
        Assert.Contains("Строка 2: Кленова Берёза – Соснов Тис", pairs.Read, StringComparison.Ordinal);

        Deciding.Done(await school.Post("/api/people",
            """{"fullName":"Дубов Явор","kinds":["learner"],"birthDate":"2012-02-28","grade":6}"""));
        var (known, _) = await Checked("mentees", "ФИО;Дата рождения;Класс\nДубов Явор;28.02.2012;7\n");
        Assert.Matches("name=\"correct\" value=\"1\\.2\" /> Строка 2: Дубов Явор<", known.Text);

        // A row that is taken only if it corrects the register can be told to.
        Deciding.Done(await school.Post("/api/people",
            """{"fullName":"Вязова Роза Первая","kinds":["teacher"],"ageBand":"overThirtyFive","experience":"moreThanThreeYears"}"""));
        Deciding.Done(await school.Post($"/api/programmes/{programme}/forms", """{"form":"teacher-teacher","kinds":["pair"]}"""));
        var (refused, at) = await Checked("mentees",
            "ФИО;Категория;Стаж;Новый сотрудник;Форма наставничества\nВязова Роза Первая;педагог;10;да;учитель – учитель\n");
        Assert.Matches("name=\"correct\" value=\"1\\.2\" /> Строка 2: Вязова Роза Первая<", refused.Text);
        await vera.Send(at, ("token", refused.Hidden("token")), ("do", "check"), ("correct", "1.2"));
        Assert.Contains("Готовы: 1", (await vera.Open(at)).Read, StringComparison.Ordinal);

        async Task<(Shown Page, string At)> Checked(string kind, string file)
        {
            var start = await vera.Open($"/programmes/{programme}/import?kind={kind}");
            var sent = await vera.Upload($"/programmes/{programme}/import", "список.csv", Encoding.UTF8.GetBytes(file),
                ("token", start.Hidden("token")), ("kind", kind));
            return (await vera.Open(sent.To!), sent.To!);
        }
    }

    [Fact]
    public async Task Is_kept_for_its_session_alone()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        using var grace = await Visitor.Of(installation, school.GraceKey);
        var start = await vera.Open($"/programmes/{programme}/import");
        var sent = await vera.Upload($"/programmes/{programme}/import", "список.csv", Encoding.UTF8.GetBytes(Three),
            ("token", start.Hidden("token")), ("kind", "mentees"));
        var other = await grace.Open(sent.To!);
        Assert.DoesNotContain("Кленова", other.Text, StringComparison.Ordinal);
        Assert.Contains("Выберите его ещё раз", other.Read, StringComparison.Ordinal);

        // More uploads than there are turns at once.
        for (var n = 0; n < 5; n++) Assert.Equal(HttpStatusCode.OK, (await vera.Open(sent.To!)).Status);
    }

    private static IEnumerable<(string, string)> Ticked(Shown page, string name) =>
        Regex.Matches(page.Text, $"""name="({name})" value="([^"]*)" checked""").Select(m => (m.Groups[1].Value, m.Groups[2].Value));
}
