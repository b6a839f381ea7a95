using System.Text;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>Further ways in which schools write the same thing, with what a person reads there.</summary>
public sealed class Ten_more_of_each_kind
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    [Theory]
    [InlineData("15/03/2009"), InlineData("15.3.09"), InlineData("15 мар 2009"), InlineData("15 МАРТА 2009"), InlineData("15.03.2009г.")]
    [InlineData("15.03.2009 г. рождения"), InlineData("2009/03/15"), InlineData("2009.03.15"), InlineData("15-мар-09")]
    [InlineData("«15» марта 2009 г."), InlineData("15.03.2009 (17 лет)"), InlineData("род. 15.03.2009"), InlineData("15..03.2009")]
    public void Days(string cell) => Assert.Equal(new DateOnly(2009, 3, 15), Cells.Day(cell, Today));

    [Theory]
    [InlineData("30.02.2009"), InlineData("15.13.2009"), InlineData("март 2009"), InlineData("15.03"), InlineData("2009")]
    [InlineData("15.03.20091"), InlineData("не знаю"), InlineData("15 мартобря 2009"), InlineData("0.0.2009")]
    [InlineData("8 900 000-00-01")]
    public void No_days(string cell) => Assert.Null(Cells.Day(cell, Today));

    [Theory]
    [InlineData("8 А", 8, "А"), InlineData("8-А", 8, "А"), InlineData("8\"А\"", 8, "А"), InlineData("8 «А»", 8, "А")]
    [InlineData("8а кл", 8, "А")]
    [InlineData("8 класс А", 8, "А"), InlineData("класс 8А", 8, "А"), InlineData("8 кл. «А»", 8, "А"), InlineData("VIII А", 8, "А")]
    [InlineData("8 А класса", 8, "А"), InlineData("11", 11, null), InlineData("1 «в»", 1, "В"), InlineData("8_А", 8, "А")]
    public void Classes(string cell, int grade, string? letter) => Assert.Equal(new ClassCell(grade, letter), ClassCell.Read(cell));

    [Theory]
    [InlineData("12А"), InlineData("0 класс"), InlineData("выпускник"), InlineData("8 лет"), InlineData("подготовительная группа")]
    [InlineData("8А и 9Б"), InlineData("2009"), InlineData("АБВ"), InlineData("8 человек"), InlineData("-")]
    public void No_classes(string cell) => Assert.Null(ClassCell.Read(cell));

    [Theory]
    [InlineData("Соснова  Туя   Вязовая", "Соснова Туя Вязовая"), InlineData("СОСНОВА ТУЯ ВЯЗОВАЯ", "Соснова Туя Вязовая")]
    [InlineData("СОСНОВА Т. В.", "Соснова" + " Т. В."), InlineData("Т.В. СОСНОВА", "Т.В." + " Соснова")]
    [InlineData("Соснова-Кленова Туя", "Соснова-Кленова Туя")]
    [InlineData("СОСНОВА-КЛЕНОВА ТУЯ ДУБОВ КЫЗЫ", "Соснова-Кленова Туя Дубов кызы")]
    [InlineData("Соснова ТВ", "Соснова ТВ"), InlineData("ЛИ Туя", "Ли Туя"), InlineData("О’СОСНОВА ТУЯ", "О’Соснова Туя")]
    [InlineData("3. Соснова Туя", "Соснова Туя"), InlineData("Соснова Туя,", "Соснова Туя"), InlineData("Соснова\nТуя", "Соснова Туя")]
    [InlineData("О’Соснова Туя", "О’Соснова Туя"), InlineData("Соснова (Кленова) Туя", "Соснова (Кленова) Туя")]
    [InlineData("Соснова Туя Дубов кызы", "Соснова Туя Дубов кызы"), InlineData("Соснова Туя (8А)", "Соснова Туя")]
    public void Names(string cell, string name) =>
        Assert.Equal((name, false), (NameCell.Read(cell)?.FullName, NameCell.Read(cell)?.Several));

    [Theory]
    [InlineData("Соснова"), InlineData("12345"), InlineData("+7 900 000-00-01"), InlineData("ученик 8А"), InlineData("?")]
    [InlineData("нет"), InlineData("tuya@example.org"), InlineData("15.03.2009"), InlineData("№ 4"), InlineData("___ ___")]
    public void No_names(string cell) => Assert.Null(NameCell.Read(cell));

    [Theory]
    [InlineData("2 ч/нед", 120), InlineData("2 часа/неделю", 120), InlineData("1 ч. в нед.", 60), InlineData("час в неделю", 60)]
    [InlineData("по 40 минут 3 раза в неделю", 120), InlineData("ежедневно по 20 минут", 100), InlineData("68 часов в год", 120)]
    [InlineData("8 ч в месяц", 120), InlineData("пн, ср 15:00-15:45", 90), InlineData("2 академических часа в неделю", 90)]
    [InlineData("90 мин/нед.", 90), InlineData("1 раз в месяц по 2 часа", 30), InlineData("вторник и четверг по 30 мин", 60)]
    public void Hours(string cell, int minutes) => Assert.Equal(minutes, HoursCell.Read(cell));

    [Theory]
    [InlineData("по договорённости"), InlineData("по мере необходимости"), InlineData("15:00"), InlineData("после уроков")]
    [InlineData("2026"), InlineData("0"), InlineData("100 часов в неделю"), InlineData("много"), InlineData("с 1 сентября")]
    [InlineData("до 16:00")]
    public void No_hours(string cell) => Assert.Null(HoursCell.Read(cell));

    [Theory]
    [InlineData("8(900)000-00-01"), InlineData("+79000000001"), InlineData("8-900-000-00-01"), InlineData("8 900 0000001")]
    [InlineData("т. 8 900 000-00-01"), InlineData("8 900 000-00-01 (мама)"), InlineData("8 900 000-00-01; 8 900 000-00-02")]
    [InlineData("мама 8 900 000-00-01"), InlineData("сот.: 8.900.000.00.01"), InlineData("8 900 000-00-01 tuya@example.org")]
    public void Telephones(string cell) =>
        Assert.EndsWith("9000000001", string.Concat(ContactsCell.Read(cell).Phone!.Where(char.IsAsciiDigit)), StringComparison.Ordinal);

    [Theory]
    [InlineData("учитель-учитель", "teacher-teacher"), InlineData("Учитель — учитель", "teacher-teacher")]
    [InlineData("наставник – молодой педагог", null)]
    [InlineData("опытный педагог – молодой педагог", "teacher-teacher"), InlineData("ученик-ученик", "learner-learner")]
    [InlineData("«Ученик – ученик»", "learner-learner"), InlineData("студент – ученик", "student-learner")]
    [InlineData("работодатель-студент", "employer-student")]
    [InlineData("Работодатель – обучающийся", "employer-learner"), InlineData("форма «учитель – учитель»", "teacher-teacher")]
    [InlineData("индивидуальная", null), InlineData("учитель", null)]
    public void Forms(string cell, string? form) => Assert.Equal(form, new FormCell(Files.Forms).Read(cell)?.Single());

    [Theory]
    [InlineData("да, 01.09.2026", true, "2026-09-01", null), InlineData("есть от 1.09.26", true, "2026-09-01", null)]
    [InlineData("имеется (№ 14)", true, null, "14"), InlineData("получено 1 сентября 2026 года", true, "2026-09-01", null)]
    [InlineData("не получено", false, null, null), InlineData("отказ", false, null, null), InlineData("✓", true, null, null)]
    [InlineData("подписано 01.09.2026 № 7/26", true, "2026-09-01", "7/26"), InlineData("Да", true, null, null)]
    [InlineData("НЕТ", false, null, null)]
    [InlineData("ждём", null, null, null), InlineData("в личном деле", null, null, null)]
    public void Consents(string cell, bool? received, string? on, string? paper)
    {
        var read = ConsentCell.Read(cell, Today);

        Assert.Equal((received, on, paper), (read.Received, read.On is { } day ? Dates.Text(day) : null, read.Paper));
    }

    [Theory]
    [InlineData("2 г.", Experience.UpToThreeYears), InlineData("1 год 2 месяца", Experience.UpToThreeYears)]
    [InlineData("25 л.", Experience.MoreThanThreeYears)]
    [InlineData("5 лет 3 мес.", Experience.MoreThanThreeYears), InlineData("молодой специалист", Experience.UpToThreeYears)]
    [InlineData("с 2025 г.", Experience.UpToThreeYears), InlineData("больше 20", Experience.MoreThanThreeYears)]
    [InlineData("до 3 лет", Experience.UpToThreeYears)]
    [InlineData("0", Experience.UpToThreeYears), InlineData("первый год", Experience.UpToThreeYears)]
    [InlineData("неизвестно", null), InlineData("100 лет", null)]
    public void Years_of_work(string cell, Experience? years) => Assert.Equal(years, YearsOfWork.Read(cell, Today));

    [Theory]
    [InlineData("ФИО обучающегося", "full-name"), InlineData("Ф.И.О. наставляемого", "full-name")]
    [InlineData("Фамилия Имя Отчество", "full-name")]
    [InlineData("Учащийся", "full-name"), InlineData("Дата рожд.", "birth-date"), InlineData("ДР", "birth-date")]
    [InlineData("Год рожд.", "birth-year")]
    [InlineData("Кл.", "grade"), InlineData("Класс обучения", "grade"), InlineData("Конт. телефон", "phone")]
    [InlineData("Номер телефона", "phone")]
    [InlineData("Адрес электронной почты", "email"), InlineData("e-mail", "email"), InlineData("Запрос", "request")]
    [InlineData("Форма", "form")]
    [InlineData("ФИО мамы", "representative"), InlineData("Законный представитель (ФИО)", "representative")]
    [InlineData("Пед. стаж", "experience")]
    [InlineData("Занимаемая должность", "position"), InlineData("№", "ordinal"), InlineData("Согласие родителей", "consent")]
    public void Headings_of_columns(string heading, string meaning) =>
        Assert.Equal(meaning, Headings.Find(heading) is { } found ? Headings.CodeOf(found.Kind) : null);

    public static TheoryData<string> Tables =>
    [
        "ФИО ученика;Дата рождения;Класс\nСоснова Туя;15.03.2009;8А\n",
        "Список наставляемых\n\nФИО ученика;Дата рождения;Класс\nСоснова Туя;15.03.2009;8А\n",
        "ФИО ученика,Дата рождения,Класс\nСоснова Туя,15.03.2009,8А\n",
        "ФИО ученика\tДата рождения\tКласс\nСоснова Туя\t15.03.2009\t8А\n",
        ";;;\n;ФИО ученика;Дата рождения;Класс\n;Соснова Туя;15.03.2009;8А\n",
        "ФИО ученика;;Дата рождения;;Класс\nСоснова Туя;;15.03.2009;;8А\n",
        "№ п/п;ФИО ученика;Дата рождения;Класс\n1;2;3;4\n1;Соснова Туя;15.03.2009;8А\n",
        "Фамилия;Имя;Дата рождения;Класс\nСоснова;Туя;15.03.2009;8А\n",
        "ФИО ученика;Дата рождения;Класс\nСоснова Туя;15.03.2009;8А\n\nКуратор ____________\nДиректор ____________ М.П.\n",
        "\"ФИО\nученика\";\"Дата\nрождения\";Класс\n\"Соснова Туя\";15.03.2009;8А\n",
        "УТВЕРЖДАЮ\nДиректор школы\n«01» сентября 2026 г.\nБаза наставляемых на 2026-2027 учебный год\n"
            + "ФИО ученика;Класс;Дата рождения\nСоснова Туя;8А;15.03.2009\n",
        "8А\nФИО ученика;Дата рождения\nСоснова Туя;15.03.2009\n",
    ];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Tables_with_one_pupil(string csv)
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false), new UTF8Encoding(true), Files.Windows, Encoding.Unicode])
        {
            var reading = Files.Read(RegisterKind.Mentees, [.. encoding.GetPreamble(), .. encoding.GetBytes(csv)], Today);

            Assert.Empty(reading.Faults);
            Assert.Equal([("Соснова Туя", new DateOnly(2009, 3, 15), 8, "А")],
                reading.Rows.Select(r => (r.FullName, r.BirthDate!.Value, r.Grade!.Value, r.ClassLetter!)));
        }
    }
}
