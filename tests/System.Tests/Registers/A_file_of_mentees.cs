using System.Text;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.System.Tests.Registers;

public sealed class A_file_of_mentees
{
    private const string Two = $"{Files.Header}\r\n1;Кленова Берёза Ольховая;05.03.2009;6А;ученик – ученик;Подтянуть математику;+7 900 "
        + "000-00-01\r\n2;Дубов Клён;1.12.2005;10;;;\r\n";

    public static TheoryData<string> Encodings => ["utf-8", "windows-1251", "utf-16"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Is_read_in_the_encodings_that_schools_have(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var reading = Files.Read(RegisterKind.Mentees, [.. name == "utf-16" ? encoding.GetPreamble() : [], .. encoding.GetBytes(Two)]);

        Assert.Empty(reading.Faults);
        Assert.Empty(Files.Unknown(reading));
        var (first, second) = (reading.Rows[0], reading.Rows[1]);
        Assert.Equal(("Кленова Берёза Ольховая", new DateOnly(2009, 3, 5), 6, "Подтянуть математику", "+7 900 000-00-01"),
            (first.FullName, first.BirthDate, first.Grade, first.Request, first.Phone));
        Assert.Equal(["learner-learner"], first.Forms);
        Assert.Equal((2 + 1, "Дубов Клён", new DateOnly(2005, 12, 1), PersonKind.Learner),
            (second.Number, second.FullName, second.BirthDate, second.Kind));
    }

    [Theory]
    [InlineData(";")]
    [InlineData(",")]
    [InlineData("\t")]
    public void Is_read_with_any_of_three_delimiters(string delimiter) =>
        Assert.Equal(2, Files.Mentees(Two.Replace(";", delimiter, StringComparison.Ordinal)).Rows.Count);

    [Fact]
    public void Is_read_as_a_workbook_with_dates_that_are_numbers()
    {
        var table = Files.Book(Encoding.UTF8.GetBytes(Two)).Sheets[0].Rows.Select(r => r.Cells);
        var reading = Files.Read(RegisterKind.Mentees, SheetWriter.Xlsx("Лист1", table));

        Assert.Empty(reading.Faults);
        Assert.Equal(["Кленова Берёза Ольховая", "Дубов Клён"], reading.Rows.Select(r => r.FullName));
    }

    [Fact]
    public void Takes_a_name_that_is_spread_over_three_columns() =>
        Assert.Equal("Кленова Берёза Ольховая",
            Files.Mentees("Фамилия;Имя;Отчество;Год рождения\nКленова;Берёза;Ольховая;2009\n").Rows.Single().FullName);

    [Fact]
    public void Takes_contacts_from_one_cell()
    {
        var row = Files.Mentees("ФИО;Контактные данные для связи (данные представителя);Год рождения\nКленова Берёза;\"8 (900) 000-00-01, "
            + "mama@example.org\";2009\n").Rows.Single();

        Assert.Equal(("mama@example.org", "8 (900) 000-00-01"), (row.Email, row.Phone));
    }

    [Theory]
    [InlineData("Клёнова Мария (мать), +7 900 000-00-01 mama@example.org; +7 900 000-00-02", "mama@example.org", "+7 900 000-00-01",
        "Клёнова Мария (мать), +7 900 000-00-02")]
    [InlineData("тел.: 89000000001, e-mail: a@b.example", "a@b.example", "89000000001", null)]
    [InlineData("650000, ул. Лесная, 5; 8(900)000-00-01", null, "8(900)000-00-01", "650000, ул. Лесная, 5")]
    [InlineData("Клёнова Мария (мать)", null, null, "Клёнова Мария (мать)")]
    public void Keeps_the_whole_cell_of_the_representative(string cell, string? email, string? phone, string? representative)
    {
        var row = Files.Mentees(
            $"ФИО;Контактные данные для связи (данные представителя);Год рождения\nКленова Берёза;\"{cell}\";2009\n").Rows.Single();

        Assert.Equal((email, phone, representative, null), (row.Email, row.Phone, row.Representative, row.Other));
    }

    [Fact]
    public void Keeps_other_information_and_the_words_of_a_category()
    {
        var rows = Files.Mentees(
            "ФИО;Год рождения;Другая важная информация о наставляемом;Категория запроса;Основной запрос наставляемого\n"
            + "Кленова Берёза;2009;Поёт в хоре;Алгебра и дроби;Догнать класс\nДубов Клён;2009;-;Профориентация;\nЯсенев "
                + "Тополь;2008;;5-a;\nЕлева Ольха;2008;;career-choice;\n").Rows;

        Assert.Equal(
            [("Поёт в хоре", null, "Алгебра и дроби: Догнать класс"), (null, "career-choice", null), (null, null, "5-a"),
                (null, "career-choice", null)],
            rows.Select(r => (r.Other, r.RequestCategory, r.Request)));
    }

    [Fact]
    public void Reports_the_ignored_parts()
    {
        var reading = Files.Mentees("ФИО;Год рождения;Дата вхождения в программу;ФИО наставника;Форма наставничества;\nКленова "
            + "Берёза;2009;01.09.2021;;ученик – ученик, студент – ученик;заметка\n");

        Assert.Equal([new(1, 6, "column-unknown"), new(1, 3, "column-not-taken"), new(2, 5, "second-form-not-taken")], reading.Notices);
        Assert.Equal([6], Files.Unknown(reading));
        Assert.Single(reading.Rows);
    }

    [Fact]
    public void May_have_a_title_above_its_header()
    {
        var reading = Files.Mentees("База наставляемых;;\nШкола, 2021/2022;;\n№;ФИО;Год рождения\n1;Кленова Берёза;2009\n");

        Assert.Equal((4, "Кленова Берёза"), (reading.Rows.Single().Number, reading.Rows.Single().FullName));
        Assert.Empty(Files.Unknown(reading));
    }

    [Fact]
    public void Of_teachers_has_their_years_of_work()
    {
        var rows = Files.Mentees(
            "ФИО;Категория;Форма наставничества;Стаж;Новый сотрудник;Молодой специалист\nКленова Берёза;;учитель – учитель;2 "
                + "года;нет;\nДубов Клён;педагог;;15;да;\n"
            + "Ясенев Тополь;молодой специалист;;;;\nЕлева Ольха;;учитель – учитель;;;+\n").Rows;

        Assert.All(rows, r => Assert.Equal(PersonKind.Teacher, r.Kind));
        Assert.Equal(
            [(Experience.UpToThreeYears, false), (Experience.MoreThanThreeYears, true), (Experience.UpToThreeYears, false),
                (Experience.UpToThreeYears, false)],
            rows.Select(r => (r.Experience!.Value, r.NewHire)));
    }

    [Fact]
    public void Refuses_a_pupil_with_only_a_birth_year_who_may_be_another_row()
    {
        var reading = Files.Mentees("ФИО;Дата рождения;Год рождения\nКленов Клевер;05.03.2009;\nКленов Клевер;;2009\nКленов "
            + "Клевер;06.03.2009;\nКленов Клевер;;2010\n");

        Assert.Equal(new(3, 0, "row-ambiguous"), reading.Faults.Single());
        Assert.Equal([(2, true), (4, true), (5, false)], reading.Rows.Select(r => (r.Number, r.Namesake)));
    }

    [Fact]
    public void Reports_every_cell_that_does_not_fit_and_takes_the_other_rows()
    {
        var reading = Files.Mentees($"{Files.Header}\n1;Кленова Берёза;31.02.2009;6;;;\n2;;05.03.2009;12;;;\n3;Дубов "
            + "Клён;05.03.2031;5;кружок;;нет\n4;Рябинова Ива;05.03.2009;5;;;\n5;рябинова  ива;05.03.2009;5;;;\n6;=1+1;;;;;\n");

        Assert.Equal("Рябинова Ива", reading.Rows.Single().FullName);
        Assert.Equal(
            [(2, 3, "birth-date-invalid"), (3, 2, "name-missing"), (4, 3, "birth-date-invalid"), (6, 2, "row-repeated"),
                (7, 2, "name-invalid"), (7, 3, "birth-date-missing")],
            reading.Faults.OrderBy(f => f.Row).ThenBy(f => f.Column).Select(f => (f.Row, f.Column, f.Code)));
    }

    [Fact]
    public void Ignores_an_unknown_column_with_a_notice() =>
        Assert.Equal([2], Files.Unknown(Files.Mentees("ФИО;Любимый цвет\nКленова Берёза;синий\n")));

    [Fact]
    public void Is_refused_without_a_column_of_names() =>
        Assert.Equal("name-column-missing", Files.Mentees("Класс\n5\n").Faults.Single().Code);

    [Fact]
    public void Is_refused_with_a_duplicate_column() =>
        Assert.Equal("column-repeated", Files.Mentees("ФИО;ФИО\nКленова Берёза;Кленова Берёза\n").Faults.Single().Code);
}
