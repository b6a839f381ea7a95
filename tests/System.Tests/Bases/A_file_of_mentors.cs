using MentorshipFlow.People;
using MentorshipFlow.Workflows.Bases;

namespace MentorshipFlow.System.Tests.Bases;

public sealed class A_file_of_mentors
{
    [Fact]
    public void Is_read_with_the_columns_of_the_recommended_form()
    {
        var row = Files.Mentors(
            "ФИО наставника;Категория;Место работы/учёбы наставника;Должность;Основные компетенции наставника;Интересы наставника;Желаемый возраст наставляемых;Ресурс времени на программу наставничества;Форма наставничества;ФИО наставляемого (наставляемых);Количество наставляемых\n"
            + "Рябинова Ива Дубовая;Педагог;Школа;Учитель математики;Олимпиады;Шахматы;от 10 до 14 лет;1,5 часа в неделю;учитель – учитель;Кто-то;2\n").Rows.Single();

        Assert.Equal((PersonKind.Teacher, "Школа", "Учитель математики", (10, 14), 90, 2, "Олимпиады\nШахматы"), (row.Kind, row.Workplace, row.Position, row.PreferredAge, row.MinutesPerWeek, row.Capacity, row.About));
        Assert.Equal(["teacher-teacher"], row.Forms);
    }

    [Theory]
    [InlineData("Желаемый возраст наставляемых", "14-10", "preferred-age-invalid")]
    [InlineData("Ресурс времени", "много", "hours-invalid")]
    [InlineData("Количество наставляемых", "0", "capacity-invalid")]
    [InlineData("E-mail", "нет", "email-invalid")]
    [InlineData("Предмет наставничества", "Математика!", "code-invalid")]
    [InlineData("Категория", "волшебник", "kind-unknown")]
    [InlineData("Год рождения", "2050", "birth-year-invalid")]
    [InlineData("Контактные данные", "на вахте", "contacts-invalid")]
    public void Names_the_cell(string column, string cell, string fault) =>
        Assert.Contains(new CellFault(2, 2, fault), Files.Mentors($"ФИО;{column}\nРябинова Ива;{cell}\n").Faults);

    [Fact]
    public void Names_who_gives_neither_age_nor_time() =>
        Assert.Equal(["birth-date-missing", "hours-missing"], Files.Mentors("ФИО\nРябинова Ива\n").Faults.Select(f => f.Code));

    [Fact]
    public void Asks_no_age_of_a_teacher() => Assert.Single(Files.Mentors("ФИО;Категория;Часов в неделю\nРябинова Ива;педагог;1\n").Rows);
}
