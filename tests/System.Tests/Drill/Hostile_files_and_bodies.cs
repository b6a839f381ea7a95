using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.System.Tests.Registers;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>
/// Files and bodies that cost a server more than their size (H1, H2 and H3 of the security test): each is sent to a running server, whose
/// processor time and memory are measured.
/// </summary>
[Collection(Drills.Name)]
public sealed class Hostile_files_and_bodies
{
    private const long Megabyte = 1024 * 1024;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // What a bad input may cost: 2 s of processor time and 100 MB; the garbage of the input before it is not yet collected.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);
    private const long MostMemory = 100 * Megabyte;

    private static readonly string Import = $"/api/programmes/{SampleIds.Programme}/mentee-base/import?dryRun=true";

    [Fact]
    public async Task Cost_little_and_never_end_the_process()
    {
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        using var http = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key("curator"));
        // The first import loads libraries and compiles code.
        for (var i = 0; i < 3; i++)
        {
            foreach (var good in Good())
                Assert.Equal(HttpStatusCode.OK, (await Send(http, Import, good, "application/octet-stream")).Status);
        }

        List<string> over = [];
        var (slowest, largest) = (TimeSpan.Zero, 0L);
        foreach (var (name, path, body, type) in Bad())
        {
            var (status, length, time, more) = await Measured(server, http, path, body, type);
            // The first of a kind also pays for the compilation of its code, and other tests run beside this one.
            if (time > MostTime || more > MostMemory) (status, length, time, more) = await Measured(server, http, path, body, type);
            (slowest, largest) = (time > slowest ? time : slowest, Math.Max(more, largest));
            if (time > MostTime || more > MostMemory || length > Megabyte || (int)status is not (>= 200 and < 500))
                over.Add($"{name} ({body.Length} bytes): {(int)status}, {time.TotalSeconds:0.0} s, {more / Megabyte} MB, answer {length}");
        }

        Assert.Equal(200, await server.StatusOfAsync("/health/ready"));
        DrillSize.Figure("Hostile inputs", $"{Bad().Count()}: at most {slowest.TotalSeconds:0.0} s of processor time and ",
            $"{largest / Megabyte} MB more memory each");
        Assert.Equal([], over);
    }

    private static async Task<(HttpStatusCode Status, long Length, TimeSpan Time, long More)> Measured(
        RunningProgram server, HttpClient http, string path, byte[] body, string type)
    {
        server.ForgetPeak();
        var (before, memory) = (server.Processor, server.Memory().Now);
        var (status, length) = await Send(http, path, body, type);
        return (status, length, server.Processor - before, server.Memory().Peak - memory);
    }

    private static IEnumerable<byte[]> Good()
    {
        string[][] table = [["ФИО наставляемого", "Год рождения"], ["Соснова Туя", "2009"]];
        yield return SheetWriter.Xlsx("Лист1", table);
        yield return SheetWriter.Csv(table);
        yield return Ods("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>ФИО</text:p></table:table-cell>"
            + "</table:table-row>");
    }

    private static IEnumerable<(string Name, string Path, byte[] Body, string Type)> Bad()
    {
        const string File = "application/octet-stream";
        foreach (var depth in new[] { 4_000, 100_000 })
        {
            var nested = string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));
            yield return ($"{depth} nested in a cell", Import, Xlsx($"<row><c t=\"inlineStr\"><is>{nested}</is></c></row>"), File);
            yield return ($"{depth} nested in the workbook", Import, Xlsx("", workbook: nested), File);
            yield return ($"{depth} nested in the styles", Import, Xlsx("", styles: nested), File);
            yield return ($"{depth} nested in the shared texts", Import, Xlsx("", shared: $"<si>{nested}</si>"), File);
            yield return ($"{depth} nested in an ODS", Import, Ods(nested), File);
            const string Choice = "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
                + "<mc:Fallback>";
            yield return ($"{depth} nested alternatives", Import, Xlsx(string.Concat(Enumerable.Repeat(Choice, depth))
                + string.Concat(Enumerable.Repeat("</mc:Fallback></mc:AlternateContent>", depth))), File);
        }

        yield return ("4 million formats", Import, Xlsx("", styles: $"<cellXfs>{Many("<xf/>", 4_000_000)}</cellXfs>"), File);
        yield return ("99,000 formats", Import, Xlsx("", styles: $"<cellXfs>{Many("<xf/>", 99_000)}</cellXfs>"), File);
        yield return ("3.5 million shared texts", Import, Xlsx("", shared: Many("<si/>", 3_500_000)), File);
        yield return ("500,000 shared texts", Import, Xlsx("", shared: Many("<si><t>а</t></si>", 500_000)), File);
        yield return ("2 million cells in a row", Import, Xlsx($"<row>{Many("<c r=\"A1\"/>", 2_000_000)}</row>"), File);
        yield return ("a million empty rows", Import, Xlsx(Many("<row/>", 1_000_000)), File);
        yield return ("100,000 empty rows", Import, Xlsx(Many("<row/>", 100_000)), File);
        yield return ("1,000 cells in 1,000 rows", Import, Xlsx(Many($"<row>{Many("<c/>", 1_000)}</row>", 1_000)), File);
        yield return ("90 columns in 6,000 rows", Import, Xlsx(Many($"<row>{Many("<c><v>1</v></c>", 90)}</row>", 6_000)), File);
        yield return ("a million attributes", Import, Xlsx(
            $"<row {string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"a{i}=\"\" "))}/>"), File);
        yield return ("merged cells without end", Import, Xlsx(Many("<row><c><v>1</v></c></row>", 20_000),
            after: $"<mergeCells>{Many("<mergeCell ref=\"A1:B1048576\"/>", 100_000)}</mergeCells>"), File);
        yield return ("a bomb", Import, Files.Zip(("xl/worksheets/sheet1.xml", new byte[200 * (int)Megabyte])), File);
        yield return ("rows repeated in an ODS", Import, Ods(Many("<table:table-row table:number-rows-repeated=\"1000000\">"
            + "<table:table-cell table:number-columns-repeated=\"1000000\" office:value-type=\"string\">"
            + "<text:p>а</text:p></table:table-cell>"
            + "</table:table-row>", 1_000)), File);
        yield return ("8 MB of semicolons", Import, Encoding.UTF8.GetBytes(new string(';', SheetLimits.Bytes)), File);
        yield return ("8 MB of quotes", Import, Encoding.UTF8.GetBytes(new string('"', SheetLimits.Bytes)), File);
        yield return ("8 MB of lines", Import, Encoding.UTF8.GetBytes(Many("а;б\n", SheetLimits.Bytes / 6)), File);
        yield return ("20,000 faulty rows", Import, Encoding.UTF8.GetBytes("ФИО;Дата рождения\n" + Many("1;х\n", 20_000)), File);
        yield return ("an XLS without an end", Import, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[4096]], File);
        yield return ("100 sheets of 100 rows and 100 columns", Import, Wide(100, 100, 100), File);
        yield return ("a heading of 4,000 letters", Import, Encoding.UTF8.GetBytes(Many(new string('ф', 3_900) + ";", 90)), File);
        const string Json = "application/json";
        yield return ("300,000 stages", "/api/definitions/check",
            Text("{\"code\":\"x\",\"stages\":[" + Many("{},", 300_000) + "{}]}"), Json);
        yield return ("80,000 unknown members", $"/api/programmes/{SampleIds.Programme}/resources",
            Text("{" + string.Concat(Enumerable.Range(0, 80_000).Select(i => $"\"a{i}\":1,")) + "\"b\":1}"), Json);
        yield return ("arrays within each other", $"/api/programmes/{SampleIds.Programme}/resources", Text(new string('[', 500_000)), Json);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Many(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static byte[] Xlsx(string rows, string workbook = "", string styles = "", string shared = "", string after = "") => Files.Zip(
        Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
            + "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + Type("workbook", "sheet.main") + Type("worksheets/sheet1", "worksheet") + Type("styles", "styles")
            + Type("sharedStrings", "sharedStrings") + "</Types>"),
        Part("_rels/.rels", Relations(("officeDocument", "xl/workbook.xml"))),
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" "
            + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            + $"<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets>{workbook}</workbook>"),
        Part("xl/_rels/workbook.xml.rels",
            Relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"))),
        Part("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{shared}</sst>"),
        Part("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\">{styles}</styleSheet>"),
        Part("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData>{after}</worksheet>"));

    // Every cell has another text, and any of them may be a heading.
    private static byte[] Wide(int sheets, int rows, int columns)
    {
        var number = 0;
        var types = string.Concat(Enumerable.Range(1, sheets).Select(s => Type($"worksheets/sheet{s}", "worksheet")));
        var listed = string.Concat(Enumerable.Range(1, sheets).Select(s => $"<sheet name=\"s{s}\" sheetId=\"{s}\" r:id=\"rId{s}\"/>"));
        return Files.Zip(
        [
            Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
                + "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + Type("workbook", "sheet.main") + types + "</Types>"),
            Part("_rels/.rels", Relations(("officeDocument", "xl/workbook.xml"))),
            Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" "
                + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                + $"<sheets>{listed}</sheets></workbook>"),
            Part("xl/_rels/workbook.xml.rels",
                Relations([.. Enumerable.Range(1, sheets).Select(s => ("worksheet", $"worksheets/sheet{s}.xml"))])),
            .. Enumerable.Range(1, sheets).Select(s => Part($"xl/worksheets/sheet{s}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>"
                + string.Concat(Enumerable.Range(0, rows).Select(_ => $"<row>{string.Concat(Enumerable.Range(0, columns).Select(_ =>
                    $"<c t=\"str\"><v>Дата рожденья {number++}</v></c>"))}</row>")) + "</sheetData></worksheet>")),
        ]);
    }

    private static byte[] Ods(string rows) => Files.Zip(Part("content.xml",
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        + "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">"
        + $"<office:body><office:spreadsheet><table:table table:name=\"a\">{rows}</table:table></office:spreadsheet></office:body>"
        + "</office:document-content>"));

    private static (string, byte[]) Part(string name, string xml) => (name, Encoding.UTF8.GetBytes(xml));

    private static string Type(string part, string kind) =>
        $"<Override PartName=\"/xl/{part}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>";

    private static string Relations(params (string Kind, string Target)[] parts) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(parts.Index().Select(p => $"<Relationship Id=\"rId{p.Index + 1}\" "
            + $"Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{p.Item.Kind}\" Target=\"{p.Item.Target}\"/>"))
        + "</Relationships>";

    private static async Task<(HttpStatusCode Status, long Length)> Send(HttpClient http, string path, byte[] body, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Headers = { { "Idempotency-Key", $"{Some.Id()}" } },
            Content = new ByteArrayContent(body) { Headers = { ContentType = new(type) } },
        };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }
}
