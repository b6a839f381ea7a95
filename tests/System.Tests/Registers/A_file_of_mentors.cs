using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.System.Tests.Registers;

public sealed class A_file_of_mentors
{
    [Fact]
    public void Is_read_with_the_columns_of_the_recommended_form()
    {
        var row = Files.Mentors(
            "ФИО наставника;Категория;Место работы/учёбы наставника;Должность;Основные компетенции наставника;Интересы наставника;Желаемый "
                + "возраст наставляемых;Ресурс времени на программу наставничества;Форма наставничества;ФИО наставляемого "
                + "(наставляемых);Количество наставляемых\n"
            + "Рябинова Ива Дубовая;Педагог;Школа;Учитель математики;Олимпиады;Шахматы;от 10 до 14 лет;1,5 часа в неделю;учитель – "
                + "учитель;Кто-то;2\n").Rows.Single();

        Assert.Equal((PersonKind.Teacher, "Школа", "Учитель математики", (10, 14), 90, 2, "Компетенции: Олимпиады\nИнтересы: Шахматы"),
            (row.Kind, row.Workplace, row.Position, row.PreferredAge, row.MinutesPerWeek, row.Capacity, row.About));
        Assert.Equal(["teacher-teacher"], row.Forms);
    }

    [Theory]
    [InlineData("Желаемый возраст наставляемых", "8-9 класс", "preferred-age-invalid")]
    [InlineData("Желаемый возраст наставляемых", "14-10", "preferred-age-invalid")]
    [InlineData("Ресурс времени", "много", "hours-invalid")]
    [InlineData("Количество наставляемых", "0", "capacity-invalid")]
    [InlineData("E-mail", "на вахте", "email-invalid")]
    [InlineData("Класс", "продлёнка", "grade-invalid")]
    [InlineData("Новый сотрудник", "возможно", "answer-invalid")]
    [InlineData("Категория", "волшебник", "kind-unknown")]
    [InlineData("Контактные данные", "на вахте", "contacts-invalid")]
    public void Keeps_the_words_of_a_cell_that_is_not_understood(string column, string cell, string notice)
    {
        var reading = Files.Mentors($"ФИО;{column};Должность\nРябинова Ива;{cell};учитель\n");

        Assert.Contains(new CellFault(2, 2, notice), reading.Notices);
        Assert.Contains(cell, reading.Rows.Single().Other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Учитель;Предмет;Стаж;Телефон;Почта", "математика;12;8-900-111-22-33;a@school.example")]
    [InlineData("ФИО учителя;Стаж", "12 лет")]
    public void Is_a_list_of_teachers(string headings, string cells)
    {
        var reading = Files.Mentors($"{headings}\nРябинова Ива Дубовая;{cells}\n");
        Assert.Empty(reading.Faults);
        Assert.Equal((PersonKind.Teacher, "Рябинова Ива Дубовая"), (reading.Rows.Single().Kind, reading.Rows.Single().FullName));
        // A worker of an enterprise has years of work too, and a mentor of any kind has a subject.
        foreach (var (others, said) in new[]
        {
            ("Стаж;Место работы", "12;Лесхоз"), ("Стаж;Должность", "12;Инженер"), ("Предмет", "физика"),
        })
            Assert.Equal(["kind-missing"], Files.Mentors($"ФИО;{others}\nРябинова Ива;{said}\n").Faults.Select(f => f.Code));
    }

    [Fact]
    public void Reports_mentors_without_age_and_leaves_the_time_open()
    {
        Assert.Equal(["birth-date-missing"], Files.Mentors("ФИО;Категория\nРябинова Ива;студент\n").Faults.Select(f => f.Code));
        Assert.Null(Files.Mentors("ФИО;Категория\nРябинова Ива;педагог\n").Rows.Single().MinutesPerWeek);
    }

    [Theory]
    [InlineData("учитель – учитель", "", "", PersonKind.Teacher)]
    [InlineData("работодатель – ученик", "инженер", "", PersonKind.EmployerRepresentative)]
    [InlineData("работодатель – ученик, работодатель – студент", "", "", PersonKind.EmployerRepresentative)]
    [InlineData("", "Учитель математики", "", PersonKind.Teacher)]
    [InlineData("", "социальный педагог", "ООО «Лес»", PersonKind.Teacher)]
    [InlineData("", "инженер", "ООО «Лес»", PersonKind.EmployerRepresentative)]
    [InlineData("", "", "Учитель математики СОШ № 49", PersonKind.Teacher)]
    [InlineData("учитель – учитель; работодатель – ученик", "учитель", "", PersonKind.Teacher)]
    public void Of_the_recommended_form_infers_the_kind_from_form_position_or_work(string form, string position, string work,
        PersonKind kind)
    {
        var row = Files.Mentors($"ФИО наставника;Контактные данные;Место работы/учёбы наставника;Должность;Форма наставничества;Ресурс "
            + $"времени\nРябинова Ива;;{work};{position};\"{form}\";1\n").Rows.Single();

        Assert.Equal((kind, null, null), (row.Kind, row.BirthDate, row.BirthYear));
    }

    [Theory]
    [InlineData("инженер", "", "kind-missing")]
    [InlineData("", "", "kind-missing")]
    [InlineData("", "ученик – ученик", "birth-date-missing")]
    [InlineData("", "учитель – учитель; работодатель – ученик", "kind-missing")]
    public void Reports_a_missing_kind_that_cannot_be_inferred(string position, string form, string fault) =>
        Assert.Equal(fault, Files.Mentors(
            $"ФИО;Должность;Форма наставничества;Ресурс времени\nРябинова Ива;{position};\"{form}\";1\n").Faults.Single().Code);

    [Theory]
    [InlineData("инженер", null)]
    [InlineData("иное", PersonKind.Other)]
    [InlineData("Иной участник", PersonKind.Other)]
    [InlineData("предприниматель", PersonKind.EmployerRepresentative)]
    public void Infers_no_kind_from_first_letters_alone(string cell, PersonKind? kind) => Assert.Equal(kind, Cells.Kind(cell));

    [Theory]
    [InlineData("Математика", "mathematics", null)]
    [InlineData("robotics", "robotics", null)]
    [InlineData("5-a", null, "Предмет: 5-a")]
    [InlineData("Тригонометрия и не только", null, "Предмет: Тригонометрия и не только")]
    public void Takes_a_subject_in_words(string cell, string? code, string? words)
    {
        var row = Files.Mentors($"ФИО;Категория;Ресурс времени;Предмет наставничества\nРябинова Ива;педагог;1;{cell}\n").Rows.Single();

        Assert.Equal((code, words), (row.Subject, row.About));
    }

    [Theory]
    [InlineData("0–3", Experience.UpToThreeYears), InlineData("3", Experience.UpToThreeYears),
        InlineData("до трёх лет", Experience.UpToThreeYears), InlineData("5 мес.", Experience.UpToThreeYears)]
    [InlineData("без стажа", Experience.UpToThreeYears), InlineData("менее года", Experience.UpToThreeYears),
        InlineData("2,5", Experience.UpToThreeYears)]
    [InlineData("3 года 5 мес", Experience.MoreThanThreeYears), InlineData("более 3 лет", Experience.MoreThanThreeYears),
        InlineData("свыше трёх лет", Experience.MoreThanThreeYears)]
    [InlineData("10+", Experience.MoreThanThreeYears), InlineData("5-10 лет", Experience.MoreThanThreeYears),
        InlineData("22 года", Experience.MoreThanThreeYears)]
    [InlineData("с 2010 года", Experience.MoreThanThreeYears), InlineData("с 01.09.2020", Experience.UpToThreeYears)]
    [InlineData("15/10", Experience.MoreThanThreeYears), InlineData("12/2", null)]
    [InlineData("давно", null), InlineData("2-5", null), InlineData("до 10 лет", null)]
    public void Has_years_of_work_as_schools_write_them(string cell, Experience? years)
    {
        var reading = Files.Mentors($"ФИО;Категория;Ресурс времени;Стаж\nРябинова Ива;педагог;1;{cell}\n");

        Assert.Equal(years, reading.Rows.SingleOrDefault()?.Experience);
        Assert.Empty(reading.Faults);
        Assert.Equal(years is null, reading.Notices.Any(n => n.Code == "experience-invalid"));
    }

    [Fact]
    public void Keeps_years_of_work_of_others_than_teachers_as_text()
    {
        var row = Files.Mentors(
            "ФИО;Форма наставничества;Ресурс времени;Стаж;Важные для программы достижения наставника;Другая важная "
                + "информация;Контактные данные\n"
            + "Рябинова Ива;работодатель – ученик;1;12 лет;Рационализатор;Живёт рядом;+7 900 000-00-01, +7 900 000-00-02\n").Rows.Single();

        Assert.Equal(("Достижения: Рационализатор\nСтаж: 12 лет\nДругое: Живёт рядом", "+7 900 000-00-02", null),
            (row.About, row.Other, row.Experience));
    }

    [Fact]
    public void Needs_no_age_of_a_teacher() => Assert.Single(Files.Mentors("ФИО;Категория;Часов в неделю\nРябинова Ива;педагог;1\n").Rows);
}
