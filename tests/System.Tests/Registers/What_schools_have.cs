using System.Text;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>Files that schools and users of other programs had trouble with, by the numbers of the field log.</summary>
public sealed class What_schools_have
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    private static RegisterReading Case(string name, RegisterKind kind, ColumnMapping? mapping = null) =>
        Files.Read(kind, File.ReadAllBytes(Checkout.At($"tests/System.Tests/Registers/Cases/{name}")), Today, mapping);

    private static RegisterReading Text(string text, RegisterKind kind = RegisterKind.Mentees) =>
        Files.Read(kind, Encoding.UTF8.GetBytes(text), Today);

    [Fact]
    public void F01_a_register_of_pairs_gives_each_column_to_the_name_before_it()
    {
        var pairs = Case("I07-register-of-pairs.csv", RegisterKind.Pairs);

        Assert.Empty(pairs.Faults);
        Assert.Equal(2, pairs.Pairs.Count);
        Assert.All(pairs.Pairs,
            p => Assert.Equal((PersonKind.Teacher, PersonKind.Learner, 8), (p.Mentor.Kind, p.Mentee.Kind, p.Mentee.Grade)));
        Assert.Equal("учитель математики", pairs.Pairs[0].Mentor.Position);
        Assert.Equal(new DateOnly(2009, 3, 15), pairs.Pairs[0].Mentee.BirthDate);
    }

    [Theory]
    [InlineData("I07-register-of-pairs.csv", 2)]
    [InlineData("I07c-pairs-into-mentees.csv", 1)]
    public void F01_of_a_register_of_pairs_the_mentees_take_nothing_of_their_mentors(string file, int pupils)
    {
        var reading = Case(file, RegisterKind.Mentees);

        Assert.Empty(reading.Faults);
        Assert.Equal(pupils, reading.Rows.Count);
        Assert.All(reading.Rows, r => Assert.Equal((PersonKind.Learner, null, null), (r.Kind, r.Position, r.Workplace)));
        Assert.Contains(reading.Notices, n => n.Code == "column-not-taken");
    }

    [Fact]
    public void F02_a_merged_cell_speaks_for_all_its_rows()
    {
        var rows = Case("I03-merged-downwards.xlsx", RegisterKind.Mentees).Rows;

        Assert.Equal(3, rows.Count);
        Assert.Equal([(10, "А")], rows.Select(r => (r.Grade!.Value, r.ClassLetter!)).Distinct());
        Assert.Single(rows.Select(r => (r.Request, r.Forms.Single())).Distinct());
    }

    [Fact]
    public void F03_a_hidden_sheet_is_left_out_and_named()
    {
        var reading = Case("I05-hidden-first-sheet.xlsx", RegisterKind.Mentees);

        Assert.StartsWith("Кленова Берёза", reading.Rows.Single().FullName, StringComparison.Ordinal);
        Assert.Equal([("2020-2021", "sheet-hidden"), ("2021-2022", null)], reading.Sheets.Select(s => (s.Name, s.LeftOut)));
    }

    [Fact]
    public void F04_every_sheet_is_read() =>
        Assert.Equal([(0, "А"), (1, "Б")],
            Case("I15-sheet-per-class.xlsx", RegisterKind.Mentees).Rows.Select(r => (r.Sheet, r.ClassLetter!)));

    [Fact]
    public void F05_two_people_in_a_cell_are_a_question_and_never_one_person()
    {
        var reading = Case("I06b-two-mentors-in-a-cell.csv", RegisterKind.Mentors);

        Assert.Empty(reading.Rows);
        Assert.Equal("name-of-several", reading.Faults.Single().Code);
    }

    [Fact]
    public void F06_hours_are_minutes_a_week_or_stay_open_with_their_words()
    {
        var rows = Case("V02-hours-as-typed.csv", RegisterKind.Mentors).Rows;

        Assert.Equal([120, 30, 60, 60, 90, 45, null, null, 120, 60], rows.Select(r => r.MinutesPerWeek));
        Assert.All(rows.Where(r => r.MinutesPerWeek is null),
            r => Assert.Contains("Ресурс времени на программу", r.Other, StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Given => new()
    {
        { "ФИО ученика", "full-name" }, { "ФИО обучающегося (полностью)", "full-name" }, { "ФИО педагога", "full-name" },
        { "ФИО молодого специалиста", "full-name" }, { "Фамилия, Имя, Отчество обучающегося", "full-name" },
        { "Фамилия, имя", "full-name" }, { "Наставляемый", "full-name" }, { "Дата рождения (дд.мм.гггг)", "birth-date" },
        { "Класс, литера", "grade" }, { "Телефон родителя", "representative-phone" }, { "Мобильный телефон", "phone" },
        { "Эл. почта", "email" }, { "Стаж педагогической деятельности", "experience" }, { "Вид наставничества", "form" },
        { "Примечания", "other" }, { "Класс/группа", "grade" }, { "ФИ ребёнка", "full-name" }, { "Ф. И. О. воспитанника", "full-name" },
        { "ФИО законного представителя", "representative" }, { "Мама", "representative" }, { "Тел. матери", "representative-phone" },
        { "Дата рожденья", "birth-date" }, { "Электроная почта", "email" }, { "Кем приходится ребёнку", "kinship" },
        { "Согласие на обработку персональных данных (да/нет)", "consent" }, { "№ п.п.", "ordinal" },
    };

    [Theory]
    [MemberData(nameof(Given))]
    public void F07_headings_are_understood_as_schools_write_them(string heading, string meaning) =>
        Assert.Equal(meaning, Headings.Find(heading) is { } found ? Headings.CodeOf(found.Kind) : null);

    [Theory]
    [InlineData("База наставляемых")]
    [InlineData("Рост")]
    [InlineData("Отметка родителя о питании")]
    public void F07_other_headings_are_unknown(string heading) => Assert.Null(Headings.Find(heading));

    [Fact]
    public void F07_a_caller_says_what_a_heading_means()
    {
        var mapping = new ColumnMapping(new Dictionary<string, HeadingSaid>
        {
            [Headings.Normal("Кого ведём")] = new(ColumnKind.FullName, null), [Headings.Normal("Класс")] = new(null, null),
            [Headings.Normal("Когда родился")] = new(ColumnKind.BirthDate, null),
        });
        const string Table = "Кого ведём;Когда родился;Класс\nСоснова Туя;15.03.2009;8А\n";
        var unsaid = Text(Table);
        var said = Files.Read(RegisterKind.Mentees, Encoding.UTF8.GetBytes(Table), Today, mapping);

        Assert.Equal("name-column-missing", unsaid.Faults.Single().Code);
        Assert.Equal(["Кого ведём", "Когда родился", "Класс"], unsaid.Sheets.Single().Columns.Select(c => c.Heading));
        Assert.Equal(["Соснова Туя", "15.03.2009", "8А"], unsaid.Sheets.Single().Columns.SelectMany(c => c.Samples));
        Assert.Equal(("Соснова Туя", new DateOnly(2009, 3, 15), null),
            (said.Rows.Single().FullName, said.Rows.Single().BirthDate, said.Rows.Single().Grade));
        Assert.All(said.Sheets.Single().Columns, c => Assert.True(c.Given));
    }

    [Fact]
    public void F08_the_category_of_a_teacher_is_kept_in_words()
    {
        var reading = Case("V04-staff-table.csv", RegisterKind.Mentors);

        Assert.Empty(reading.Faults);
        Assert.Equal(8, reading.Rows.Count);
        Assert.All(reading.Rows, r => Assert.Equal(PersonKind.Teacher, r.Kind));
        Assert.Contains("высшая", reading.Rows[0].Other, StringComparison.Ordinal);
        Assert.Equal(["more", "more", "young", "more", "more", "more", "more", "more"],
            reading.Rows.Select(r => r.Experience switch { Experience.MoreThanThreeYears => "more", null => "open", _ => "young" }));
    }

    [Fact]
    public void F09_a_form_has_two_names_and_an_unknown_form_leaves_it_open()
    {
        var reading = Case("V05-forms-of-mentees.csv", RegisterKind.Mentees);

        Assert.Equal(10, reading.Rows.Count);
        Assert.Equal(
            ["teacher-teacher", "teacher-teacher", "teacher-teacher", "teacher-teacher", "", "", "", "employer-student",
                "learner-learner", "teacher-teacher"],
            reading.Rows.Select(r => r.Forms is [var form, ..] ? form : ""));
        Assert.Contains(reading.Notices, n => n.Code == "form-words");
    }

    [Fact]
    public void F10_a_day_is_read_in_every_spelling()
    {
        var reading = Case("D01-dates-as-typed.csv", RegisterKind.Mentees);

        Assert.Empty(reading.Faults);
        Assert.Equal(12, reading.Rows.Count);
        Assert.All(reading.Rows, r => Assert.Equal(new DateOnly(2009, 3, 31), r.BirthDate));
    }

    [Fact]
    public void F11_a_column_of_years_may_have_days()
    {
        var reading = Case("D03-day-in-year-column.csv", RegisterKind.Mentees);

        Assert.Equal([(null, 2009), (new DateOnly(2009, 3, 15), null), (null, 2009), (new DateOnly(2009, 3, 15), (int?)null)],
            reading.Rows.Select(r => (r.BirthDate, r.BirthYear)));
        Assert.Equal("birth-year-invalid", reading.Faults.Single().Code);
    }

    [Fact]
    public void F12_a_bad_contact_drops_nobody()
    {
        var reading = Case("V01-contacts-as-typed.csv", RegisterKind.Mentees);

        Assert.Empty(reading.Faults);
        Assert.Equal(
            [("8-900-000-00-01", null), (null, null), ("8(900)000-00-03", "rosa@example.org"), ("8 900 000 00 04", "rosa4@example.org"),
                (null, null), ("+7(900)000-00-06", "rosa6@example.org")],
            reading.Rows.Select(r => (r.Phone, r.Email)));
        Assert.Contains("8-900-000-00-02", reading.Rows[0].Other + reading.Rows[0].Representative, StringComparison.Ordinal);
        Assert.Contains("rosa5@example.org", reading.Rows[3].Other + reading.Rows[3].Representative, StringComparison.Ordinal);
    }

    [Fact]
    public void F13_mentors_without_hours_are_taken_with_their_time_open() =>
        Assert.Equal([null, null], Case("V10-mentors-without-hours.csv", RegisterKind.Mentors).Rows.Select(r => r.MinutesPerWeek));

    [Theory]
    [InlineData("I08a-title-with-commas.csv")]
    [InlineData("I11-long-preamble.csv")]
    public void F14_F15_a_title_or_stamps_may_stand_above_the_table(string file) => Assert.Single(Case(file, RegisterKind.Mentees).Rows);

    [Fact]
    public void F16_the_second_telephone_is_the_parents()
    {
        var row = Case("I12-two-phone-columns.csv", RegisterKind.Mentees).Rows.Single();

        Assert.Equal("8 900 000-00-01", row.Phone);
        Assert.Equal("8 900 000-00-02", row.Parents.Single().Phone);
        Assert.Contains("8 900 000-00-02", row.Representative, StringComparison.Ordinal);
    }

    [Fact]
    public void F17_dashes_and_numbering_are_no_part_of_a_name() =>
        Assert.Equal(
            [
                "БОНЧ-ОСИНОВ КЛЕН", "БОНЧ-ОСИНОВ ТИС", "БОНЧ-ОСИНОВ ВЯЗ", "БОНЧ-ОСИНОВ ДУБ", "КЛЕНОВА БЕРЕЗА ЛИПОВНА",
                "РЯБИНОВА ИВА ЯСЕНЕВНА",
            ],
            Case("N04-dashes-and-numbering.csv", RegisterKind.Mentees).Rows.Select(r => NameCell.Compared(r.FullName)));

    [Fact]
    public void F19_numbering_and_signatures_are_no_faults()
    {
        var reading = Case("I01-title-numbering-footer.csv", RegisterKind.Mentees);

        Assert.Empty(reading.Faults);
        Assert.Equal(3, reading.Rows.Count);
        Assert.Equal(["row-not-person"], reading.Notices.Where(n => n.Column == 0).Select(n => n.Code).Distinct());
    }

    [Fact]
    public void F20_names_are_taken_as_they_are()
    {
        var reading = Case("N01-names.csv", RegisterKind.Mentees);

        // «Айгуль» has one word only; two pupils stand twice, in capitals and with another ё.
        Assert.Equal([(7, "row-repeated"), (9, "row-repeated"), (11, "name-invalid")], reading.Faults.Select(f => (f.Row, f.Code)));
        Assert.Equal(12, reading.Rows.Count);
        Assert.Equal(8, reading.Rows.Single(r => r.FullName == "Соснова Туя").Grade);
        Assert.Contains(reading.Notices, n => n.Code == "name-initials");
    }

    [Theory]
    [InlineData("8А", 8, "А"), InlineData("8 «А» класс", 8, "А"), InlineData("10-б", 10, "Б"), InlineData("8/1", 8, "1")]
    [InlineData("IX", 9, null), InlineData("2 курс", 2, null), InlineData("11 кл.", 11, null), InlineData("5 A", 5, "А")]
    [InlineData("7 класс \"В\"", 7, "В"), InlineData("9 й класс", 9, null), InlineData("8-й", 8, null)]
    public void A_class_is_read_as_schools_write_it(string cell, int grade, string? letter) =>
        Assert.Equal((grade, letter), (ClassCell.Read(cell)!.Grade!.Value, ClassCell.Read(cell)!.Letter));

    [Theory]
    [InlineData("12 класс"), InlineData("группа продлённого дня"), InlineData("2009"), InlineData("0"), InlineData("8А и 8Б")]
    public void Another_text_is_no_class(string cell) => Assert.Null(ClassCell.Read(cell));

    [Theory]
    [InlineData("2 раза в неделю по 1 часу", 120), InlineData("1 раз в две недели по 1 часу", 30), InlineData("1,5", 90)]
    [InlineData("2 урока в неделю", 90), InlineData("вторник, четверг 15:00-16:00", 120), InlineData("3 ч/нед.", 180)]
    [InlineData("8 часов в месяц", 120), InlineData("полчаса в неделю", 30), InlineData("до 3 часов", 180), InlineData("15:00-16:00", null)]
    [InlineData("68 часов в год", 120), InlineData("34", null), InlineData("час в неделю", 60), InlineData("по договорённости", null)]
    [InlineData("ежедневно по 20 минут", 100), InlineData("2-3 раза в неделю по 30 мин", 60)]
    public void Time_is_read_as_schools_write_it(string cell, int? minutes) => Assert.Equal(minutes, HoursCell.Read(cell));

    [Fact]
    public void A_header_of_two_rows_and_sections_by_class_are_read()
    {
        var reading = Text("№;ФИО;Дата рождения;Контакты;;ФИО родителя\n;;;Телефон;E-mail;\n8А класс;;;;;\n1;Соснова Туя;15.03.2009;8 900 "
            + "000-00-01;tuya@example.org;Соснов Кедр\n9Б класс;;;;;\n2;Кленов Вяз;15.03.2008;;;\n");

        Assert.Empty(reading.Faults);
        Assert.Equal([("Соснова Туя", 8, "8 900 000-00-01", "tuya@example.org"), ("Кленов Вяз", 9, null, null)],
            reading.Rows.Select(r => (r.FullName, r.Grade!.Value, r.Phone, r.Email)));
        Assert.Equal("Соснов Кедр", reading.Rows[0].Parents.Single().FullName);
    }
}
