using System.Text;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>The XML parts are written out here, because a spreadsheet's file differs much from those of our own writer.</summary>
public sealed class A_workbook_as_a_spreadsheet_writes_it
{
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // A header of shared strings, one in two runs with a phonetic reading; the shared strings are not in the order of the cells.
    private const string Texts = "<si><t>Кленова Берёза</t></si><si><t>ФИО наставляемого</t></si><si><r><t>Дата "
        + "</t></r><r><t>рождения</t></r><rPh sb=\"0\" eb=\"1\"><t>х</t></rPh></si>"
        + "<si><t>Класс</t></si><si><t>Телефон</t></si><si><t xml:space=\"preserve\">  Дубов Клён </t></si><si><t>Основной запрос</t></si>";

    private const string Header = "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" t=\"s\"><v>2</v></c><c r=\"D3\" "
        + "t=\"s\"><v>3</v></c><c r=\"E3\" t=\"s\"><v>4</v></c><c r=\"F3\" t=\"s\"><v>6</v></c></row>";

    // 1: the built-in short date; 2: a custom date format; 3: a number format with a literal that contains the letter of years; 4: a date
    // with a locale.
    private const string Styles = "<numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/><numFmt numFmtId=\"165\" "
        + "formatCode=\"0&quot; г.&quot;\"/>"
        + "<numFmt numFmtId=\"166\" formatCode=\"[$-419]d\\ mmmm\\ yyyy;@\"/></numFmts>"
        + "<cellXfs count=\"5\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"164\"/><xf "
            + "numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs>";

    [Fact]
    public void Gives_shared_texts_and_dates_that_are_numbers()
    {
        var reading = Read(
            Header
            + "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c r=\"B4\" s=\"1\"><v>39877</v></c><c r=\"D4\"><v>6</v></c><c "
                + "r=\"E4\"><v>7.9000000001E10</v></c></row>"
            + "<row r=\"7\"><c r=\"A7\" t=\"s\"><v>5</v></c><c r=\"B7\" s=\"2\"><v>39877.5</v></c><c r=\"F7\" "
                + "t=\"str\"><f>\"до\"&amp;\"гнать\"</f><v>догнать</v></c></row>"
            + "<row r=\"8\"><c r=\"A8\" t=\"inlineStr\"><is><r><t>Ясенев </t></r><r><t>Тополь</t></r></is></c><c r=\"B8\" "
                + "s=\"4\"><v>39878</v></c></row>");

        Assert.Empty(reading.Faults);
        Assert.Empty(Files.Unknown(reading));
        Assert.Equal(
            [(4, "Кленова Берёза", new DateOnly(2009, 3, 5), 6, "79000000001", null), (7, "Дубов Клён", new DateOnly(2009, 3, 5), null,
                null, "догнать"), (8, "Ясенев Тополь", new DateOnly(2009, 3, 6), null, null, null)],
            reading.Rows.Select(r => (r.Number, r.FullName, r.BirthDate!.Value, r.Grade, r.Phone, r.Request)));
    }

    [Fact]
    public void Counts_from_1904_where_it_says_so()
    {
        var reading = Read($"{Header}<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c r=\"B4\" s=\"1\"><v>38415</v></c></row>",
            "<workbookPr date1904=\"1\"/>");

        Assert.Equal(new DateOnly(2009, 3, 5), reading.Rows.Single().BirthDate);
    }

    [Fact]
    public void Reads_a_year_with_a_word_after_it_as_a_number()
    {
        var sheet = Files.Book(File("<row r=\"1\"><c r=\"A1\" s=\"3\"><v>2009</v></c><c r=\"C1\" t=\"b\"><v>1</v></c><c r=\"D1\" "
            + "t=\"e\"><v>#N/A</v></c><c r=\"E1\" t=\"d\"><v>2009-03-05T00:00:00</v></c></row>"));

        Assert.Equal(["2009", "", "1", "#N/A", "2009-03-05T00:00:00"], sheet.Sheets[0].Rows.Single().Cells);
    }

    private static RegisterReading Read(string rows, string properties = "") => Files.Read(RegisterKind.Mentees, File(rows, properties));

    private static byte[] File(string rows, string properties = "") => Files.Zip(
        Part("[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + Override("workbook", "sheet.main") + Override("worksheets/sheet1", "worksheet")
            + Override("sharedStrings", "sharedStrings") + Override("styles", "styles") + "</Types>"),
        Part("_rels/.rels", Related(("officeDocument", "xl/workbook.xml"))),
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Namespace}\" xmlns:r=\"{Relations}\">{properties}<sheets><sheet name=\"Лист1\" "
            + "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
        Part("xl/_rels/workbook.xml.rels",
            Related(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"))),
        Part("xl/sharedStrings.xml", $"<sst xmlns=\"{Namespace}\" count=\"7\" uniqueCount=\"7\">{Texts}</sst>"),
        Part("xl/styles.xml", $"<styleSheet xmlns=\"{Namespace}\">{Styles}</styleSheet>"),
        Part("xl/worksheets/sheet1.xml",
            $"<worksheet xmlns=\"{Namespace}\"><dimension ref=\"A1:F8\"/><sheetData>{rows}</sheetData></worksheet>"));

    private static (string, byte[]) Part(string name, string xml) =>
        (name, Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{xml}"));

    private static string Override(string part, string kind) =>
        $"<Override PartName=\"/xl/{part}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>";

    private static string Related(params (string Kind, string Target)[] parts) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(parts.Index().Select(p =>
            $"<Relationship Id=\"rId{p.Index + 1}\" Type=\"{Relations}/{p.Item.Kind}\" Target=\"{p.Item.Target}\"/>"))
        + "</Relationships>";
}
