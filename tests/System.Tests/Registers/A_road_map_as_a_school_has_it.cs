using System.Globalization;
using System.Text;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Roadmaps;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>Road maps in the forms that schools publish.</summary>
public sealed class A_road_map_as_a_school_has_it
{
    private static readonly Definitions.Definition Model = DefinitionLibrary.Read(DefinitionLibrary.Shipped.First());

    [Theory]
    [InlineData("Сентябрь 2021 г.", "2021-09-01", "2021-09-30")]
    [InlineData("сентябрь", "2021-09-01", "2021-09-30")]
    [InlineData("Май", "2022-05-01", "2022-05-31")]
    [InlineData("сентябрь–ноябрь", "2021-09-01", "2021-11-30")]
    [InlineData("сентябрь - ноябрь 2022 года", "2022-09-01", "2022-11-30")]
    [InlineData("ноябрь – февраль 2022", "2021-11-01", "2022-02-28")]
    [InlineData("до 15 октября 2021 г.", null, "2021-10-15")]
    [InlineData("не позднее 01.03.2022", null, "2022-03-01")]
    [InlineData("с 1 октября", "2021-10-01", null)]
    [InlineData("с 1 по 15 октября 2021", "2021-10-15", "2021-10-15")]
    [InlineData("15.09.2021", "2021-09-15", "2021-09-15")]
    [InlineData("с 01.09.2021 по 30.09.2021", "2021-09-01", "2021-09-30")]
    [InlineData("I квартал 2022", "2022-01-01", "2022-03-31")]
    [InlineData("2-й квартал", "2022-04-01", "2022-06-30")]
    [InlineData("IV квартал", "2021-10-01", "2021-12-31")]
    [InlineData("1 полугодие", "2021-09-01", "2021-12-31")]
    [InlineData("в течение учебного года", "2021-09-01", "2022-05-31")]
    [InlineData("Апрель, май", "2022-04-01", "2022-05-31")]
    public void Says_when_in_words(string words, string? from, string? to)
    {
        var read = PlannedWords.Read(words, "2021/2022");

        Assert.Equal((from, to, (Recurrence?)null, true), (Text(read.From), Text(read.To), read.Recurs, read.Understood));
    }

    [Theory]
    [InlineData("ежеквартально", Recurrence.Quarter, null), InlineData("Ежемесячно", Recurrence.Month, null)]
    [InlineData("1 раз в полугодие", Recurrence.HalfYear, null), InlineData("2 раза в год", Recurrence.HalfYear, null)]
    [InlineData("ежегодно, август", Recurrence.Year, "2021-08-01")]
    [InlineData("ежемесячно с октября по май", Recurrence.Month, "2021-10-01")]
    public void Says_how_often(string words, Recurrence recurs, string? from)
    {
        var read = PlannedWords.Read(words, "2021/2022");

        Assert.Equal((recurs, from, true), (read.Recurs!.Value, Text(read.From), read.Understood));
    }

    [Theory]
    [InlineData("по мере необходимости", true), InlineData("Постоянно", true), InlineData("", true), InlineData("когда получится", false)]
    [InlineData("маршрут 12", false), InlineData("45 декабря 9999", true)]
    public void Never_invents_a_date(string words, bool understood)
    {
        var read = PlannedWords.Read(words, "2021/2022");

        Assert.Equal(understood, read.Understood);
        if (!words.Contains("декабря", StringComparison.Ordinal)) Assert.Equal((null, null), (read.From, read.To));
    }

    // In parts, because no name of a person stands in the sources.
    private const string Named = "Липова" + " Р.Т.";

    private const string Table = $"""
        УТВЕРЖДАЮ;;;;
        Директор школы;;;;
        Дорожная карта внедрения целевой модели наставничества;;;;
        № п/п;Мероприятие;Сроки;Ответственные;Результат. Вид документа
        1;2;3;4;5
        Этап 1. Подготовка условий для запуска программы наставничества;;;;
        1.1.;Проведение педагогического совета по вопросам наставничества;до 15 сентября 2021 г.;Директор, {Named};Протокол
        1.2.;Создание уголка наставника;Сентябрь;Педагог-организатор;Фото
        О-1;Совещание кураторов;ежеквартально;Куратор, заместитель директора;
        II этап. Формирование базы наставляемых;;;;
        2.1.;Сбор согласий на обработку персональных данных;октябрь 2021;Классные руководители;Согласия
        3 этап;;;;
        3.1.;Проведение анкетирования среди потенциальных наставников;октябрь;Куратор;Анкеты
        ;Директор;;;
        """;

    [Fact]
    public void Is_read_from_a_table_with_stamps_sections_and_own_numbers()
    {
        var reading = Read(Encoding.UTF8.GetBytes(Table));

        Assert.Equal(["1.2.1", "1.2", "О-1", "2.1.2", "3.1.1"], reading.Items.Select(i => i.Item.Item));
        Assert.Equal([null, 1, 1, null, null], reading.Items.Select(i => i.Item.Stage));
        var council = reading.Items[0].Item;
        Assert.Equal((null, "2021-09-15", "Директор", "Протокол", true),
            (Text(council.PlannedFrom), Text(council.PlannedTo), council.Position?.Value, council.Result?.Value, council.Documented));
        Assert.Equal("Проведение педагогического совета по вопросам наставничества", council.Content?.Value);
        Assert.Equal(("A1.2", Recurrence.Quarter, "Куратор, заместитель директора"),
            (reading.Items[2].Item.Activity, reading.Items[2].Item.Recurs!.Value, reading.Items[2].Item.Position?.Value));
        Assert.Equal([4, 5, 6, 7], reading.Stages);
        Assert.Contains(new RoadmapNotice(0, 7, "roadmap-name-left-out"), reading.Notices);
    }

    [Fact]
    public void Is_read_from_the_tables_of_a_document()
    {
        var rows = Table.Split('\n').SkipWhile(l => !l.StartsWith('№')).Where(l => l.Length > 0)
            .Select(l => $"<w:tr>{string.Concat(l.TrimEnd('\r').Split(';').Select(Cell))}</w:tr>");
        var body = $"""
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
            <w:p><w:r><w:t>Дорожная карта</w:t></w:r></w:p><w:tbl><w:tblPr/>{string.Concat(rows)}</w:tbl><w:sectPr/></w:body>
            </w:document>
            """;

        var reading = Read(Document(body));

        Assert.Equal(["1.2.1", "1.2", "О-1", "2.1.2", "3.1.1"], reading.Items.Select(i => i.Item.Item));

        static string Cell(string text) => $"<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>";
    }

    // The stage is merged over its rows in a column of its own.
    [Fact]
    public void Takes_the_stage_of_merged_cells()
    {
        const string body = """
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>
            <w:tr><w:tc><w:p><w:r><w:t>Этапы</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Мероприятия</w:t></w:r></w:p></w:tc>
                <w:tc><w:p><w:r><w:t>Сроки</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>
                <w:p><w:r><w:t>Завершение программы наставничества</w:t></w:r></w:p></w:tc>
                <w:tc><w:p><w:r><w:t>Благодарственные письма партнерам</w:t></w:r></w:p></w:tc>
                <w:tc><w:p><w:r><w:t>май</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>Праздник дружбы</w:t></w:r></w:p></w:tc>
                <w:tc><w:p><w:r><w:t>июнь</w:t></w:r></w:p></w:tc></w:tr>
            </w:tbl></w:body></w:document>
            """;

        var reading = Read(Document(body));

        Assert.Equal([("7.2.2", (int?)null), ("7.0", 7)], reading.Items.Select(i => (i.Item.Item, i.Item.Stage)));
    }

    [Fact]
    public void Knows_a_stage_by_a_word_and_an_item_in_other_cases()
    {
        const string file = """
            №;Наименование этапа;Мероприятие;Сроки исполнения;Ответственный
            1;Подготовка условий;Подготовка приказа о внедрении целевой модели наставничества;сентябрь;Заведующий
            2;Формирование базы наставников;Анкетирование педагогов, желающих стать наставниками;октябрь;Методист
            3;Завершение;Круглый стол;май;Куратор
            """;

        var items = Read(Encoding.UTF8.GetBytes(file)).Items.Select(i => i.Item).ToList();

        Assert.Equal([1, 3, 7], items.Select(i => Model.Item(i.Item)?.Stage ?? i.Stage!.Value));
        Assert.Equal("1.3.1", items[0].Item);
    }

    [Fact]
    public void Is_the_definitions_when_it_has_its_words()
    {
        var lines = Model.Stages.SelectMany(s => s.Items.Select(i =>
            $"Этап {s.Number};\"{i.Title.Ru.Replace("\"", "\"\"", StringComparison.Ordinal)}\";в течение года;Куратор"));
        var reading = Read(Encoding.UTF8.GetBytes($"Этап;Содержание деятельности;Сроки;Ответственный\r\n{string.Join("\r\n", lines)}\r\n"));

        Assert.Equal(Model.Stages.SelectMany(s => s.Items).Select(i => i.Code), reading.Items.Select(i => i.Item.Item));
        Assert.All(reading.Items, i => Assert.Equal(100, i.Likeness));
        Assert.Empty(reading.Stages);
    }

    [Theory]
    [InlineData("<w:document/>"), InlineData("not xml"), InlineData("")]
    public void Is_refused_when_the_document_is_rubbish(string body)
    {
        var refused = Assert.Throws<Workflows.Registers.SheetException>(() => Read(Document(body)));

        Assert.Contains(refused.Code, new[] { "sheet-not-readable", "sheet-empty" });
    }

    private static RoadmapReading Read(byte[] file) =>
        new RoadmapReader(Model, "2021/2022").Read(Files.Book(file), TestContext.Current.CancellationToken);

    private static byte[] Document(string body) => Files.Zip(
        ("[Content_Types].xml", Encoding.UTF8.GetBytes("""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
            ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml"
            ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
            """)),
        ("_rels/.rels", Encoding.UTF8.GetBytes("""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
            </Relationships>
            """)),
        ("word/document.xml", Encoding.UTF8.GetBytes(body)));

    private static string? Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
