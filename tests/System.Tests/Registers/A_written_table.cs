using System.Text;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.System.Tests.Registers;

public sealed class A_written_table
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> Table = [["ФИО", "Телефон"], ["=HYPERLINK(\"http://x\")", "+7 900"],
        ["@sum", "-1"], ["Кавычка \" и ; точка", "две\nстроки"]];

    [Fact]
    public void Holds_no_formula_in_CSV()
    {
        var text = Encoding.UTF8.GetString(SheetWriter.Csv(Table));

        Assert.StartsWith("\ufeffФИО;Телефон\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\";'+7 900\r\n'@sum;'-1\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\ufeff")]
    [InlineData("\u200b")]
    [InlineData("\u00a0")]
    [InlineData("\u3000")]
    [InlineData("\u2028")]
    [InlineData("\u200e\u061c")]
    public void Holds_no_formula_behind_characters_that_are_not_seen(string before)
    {
        foreach (var sign in "=+-@\uff1d\uff0b\uff0d\uff20")
        {
            var cell = Encoding.UTF8.GetString(SheetWriter.Csv([[$"{before}{sign}1"]]))[1..];
            Assert.StartsWith("'", cell.TrimStart('"'), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Holds_no_formula_in_XLSX()
    {
        using var zip = new global::System.IO.Compression.ZipArchive(new MemoryStream(SheetWriter.Xlsx("База", Table)));
        using var part = new StreamReader(zip.Entries.Single(e => e.FullName.Contains("worksheets", StringComparison.Ordinal)).Open());
        var sheet = part.ReadToEnd();

        Assert.DoesNotContain("<x:f>", sheet, StringComparison.Ordinal);
        Assert.Contains("t=\"inlineStr\"", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_read_back_unchanged_from_either_format()
    {
        Assert.Equal(Table, Files.Book(SheetWriter.Csv(Table)).Sheets[0].Rows.Select(r => r.Cells));
        Assert.Equal(Table, Files.Book(SheetWriter.Xlsx("База", Table)).Sheets[0].Rows.Select(r => r.Cells));
    }

    public static TheoryData<string> RealFiles => [.. Directory.EnumerateFiles(
            Checkout.At("tests/System.Tests/Registers/Cases"), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".csv" or ".xls" or ".xlsx" or ".ods" && Path.GetFileName(file) != "truth.csv")
        .Select(file => Path.GetRelativePath(Checkout.Root, file)).Order(StringComparer.Ordinal)];

    /// <summary>Names, hidden sheets and rows, merged cells and places: an import understands the same.</summary>
    [Theory]
    [MemberData(nameof(RealFiles))]
    public void Says_the_same_as_the_file_of_a_school_but_for_the_typed_cell(string file)
    {
        var book = Files.Book(File.ReadAllBytes(Checkout.At(file)));
        Same(book, Files.Book(WorkbookWriter.Xlsx(book)));

        var (n, row) = book.Sheets.Index().SelectMany(s => s.Item.Rows.Select(r => (s.Index, r))).Last(r => r.r[1].Length > 0);
        var typed = WorkbookWriter.With(book,
            [new(n + 1, row.Number, 2, " =31.03.2010 "), new(n + 1, row.Number, 5000, "x"), new(90, 1, 1, "x")]);
        var read = Files.Book(WorkbookWriter.Xlsx(typed));
        Same(typed, read);
        Assert.Equal("=31.03.2010", read.Sheets[n].Rows.Single(r => r.Number == row.Number)[1]);
        Assert.Equal(Cells(book).Count, Cells(read).Count);
        Assert.Single(Cells(read).Except(Cells(book)));
    }

    private static void Same(Workbook expected, Workbook read)
    {
        Assert.Equal(expected.Sheets.Select(s => (s.Name, s.Hidden)), read.Sheets.Select(s => (s.Name, s.Hidden)));
        Assert.Equal(expected.Sheets.SelectMany(s => s.Merges), read.Sheets.SelectMany(s => s.Merges));
        Assert.Equal(Cells(expected), Cells(read));
    }

    private static List<(int Sheet, int Row, bool Hidden, int Column, string Text)> Cells(Workbook book) =>
    [
        .. book.Sheets.Index().SelectMany(s => s.Item.Rows.SelectMany(r => r.Cells.Index()
            .Where(c => c.Item.Length > 0).Select(c => (s.Index, r.Number, r.Hidden, c.Index, c.Item)))),
    ];
}
