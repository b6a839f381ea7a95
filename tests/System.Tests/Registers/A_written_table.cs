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
}
