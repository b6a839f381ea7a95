using System.Text;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Bases;

namespace MentorshipFlow.System.Tests.Bases;

public sealed class A_file_of_mentees
{
    private const string Two = $"{Files.Header}\r\n1;Кленова Берёза Ольховая;05.03.2009;6А;ученик – ученик;Подтянуть математику;+7 900 000-00-01\r\n2;Дубов Клён;1.12.2005;10;;;\r\n";

    public static TheoryData<string> Encodings => ["utf-8", "windows-1251", "utf-16"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Is_read_in_the_encodings_that_schools_have(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var reading = Files.Read(RegisterKind.Mentees, [.. name == "utf-16" ? encoding.GetPreamble() : [], .. encoding.GetBytes(Two)]);

        Assert.Empty(reading.Faults);
        Assert.Empty(reading.Unknown);
        var (first, second) = (reading.Rows[0], reading.Rows[1]);
        Assert.Equal(("Кленова Берёза Ольховая", new DateOnly(2009, 3, 5), 6, "Подтянуть математику", "+7 900 000-00-01"), (first.FullName, first.BirthDate, first.Grade, first.Request, first.Phone));
        Assert.Equal(["learner-learner"], first.Forms);
        Assert.Equal((2 + 1, "Дубов Клён", new DateOnly(2005, 12, 1), PersonKind.Learner), (second.Number, second.FullName, second.BirthDate, second.Kind));
    }

    [Theory]
    [InlineData(";")]
    [InlineData(",")]
    [InlineData("\t")]
    public void Is_read_with_any_of_three_delimiters(string delimiter) => Assert.Equal(2, Files.Mentees(Two.Replace(";", delimiter, StringComparison.Ordinal)).Rows.Count);

    [Fact]
    public void Is_read_as_a_workbook_with_dates_that_are_numbers()
    {
        var table = SheetReader.Read(Encoding.UTF8.GetBytes(Two)).Rows.Select(r => r.Cells);
        var reading = Files.Read(RegisterKind.Mentees, SheetWriter.Xlsx("Лист1", table));

        Assert.Empty(reading.Faults);
        Assert.Equal(["Кленова Берёза Ольховая", "Дубов Клён"], reading.Rows.Select(r => r.FullName));
    }

    [Fact]
    public void Takes_a_name_that_is_spread_over_three_columns() =>
        Assert.Equal("Кленова Берёза Ольховая", Files.Mentees("Фамилия;Имя;Отчество;Год рождения\nКленова;Берёза;Ольховая;2009\n").Rows.Single().FullName);

    [Fact]
    public void Takes_contacts_from_one_cell()
    {
        var row = Files.Mentees("ФИО;Контактные данные для связи (данные представителя);Год рождения\nКленова Берёза;\"8 (900) 000-00-01, mama@example.org\";2009\n").Rows.Single();

        Assert.Equal(("mama@example.org", "8 (900) 000-00-01"), (row.Email, row.Phone));
    }

    [Fact]
    public void Names_every_cell_that_does_not_fit_and_takes_the_other_rows()
    {
        var reading = Files.Mentees($"{Files.Header}\n1;Кленова Берёза;31.02.2009;6;;;\n2;;05.03.2009;12;;;\n3;Дубов Клён;05.03.2031;5;кружок;;нет\n4;Рябинова Ива;05.03.2009;5;;;\n5;рябинова  ива;05.03.2009;5;;;\n6;=1+1;;;;;\n");

        Assert.Equal("Рябинова Ива", reading.Rows.Single().FullName);
        Assert.Equal(
            [(2, 3, "birth-date-invalid"), (3, 2, "name-missing"), (3, 4, "grade-invalid"), (4, 3, "birth-date-invalid"), (4, 5, "form-unknown"), (4, 7, "phone-invalid"), (6, 2, "row-repeated"), (7, 2, "name-invalid"), (7, 3, "birth-date-missing")],
            reading.Faults.OrderBy(f => f.Row).ThenBy(f => f.Column).Select(f => (f.Row, f.Column, f.Code)));
    }

    [Fact]
    public void Leaves_out_a_column_that_nobody_knows_and_says_so() => Assert.Equal([2], Files.Mentees("ФИО;Любимый цвет\nКленова Берёза;синий\n").Unknown);

    [Fact]
    public void Is_refused_without_a_column_of_names() => Assert.Equal("name-column-missing", Files.Mentees("Класс\n5\n").Faults.Single().Code);

    [Fact]
    public void Is_refused_with_a_column_that_stands_twice() => Assert.Equal("column-repeated", Files.Mentees("ФИО;ФИО\nКленова Берёза;Кленова Берёза\n").Faults.Single().Code);
}
