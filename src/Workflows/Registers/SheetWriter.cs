using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Writes a table as a file that Russian spreadsheets open with a double click. No cell is run as a formula.</summary>
public static class SheetWriter
{
    private const uint Guarded = 1;
    private const uint Heading = 2;

    /// <summary>CSV: UTF-8 with BOM, semicolons, CRLF; a text that looks like a formula gets an apostrophe.</summary>
    public static byte[] Csv(IEnumerable<IReadOnlyList<string>> rows)
    {
        using var stream = new MemoryStream();
        using (var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) {
            Delimiter = ";",
            NewLine = "\r\n",
            // By default a line feed alone is not quoted and would split the row.
            ShouldQuote = cell => cell.Field.AsSpan().IndexOfAny("\";\r\n") >= 0,
        }))
        {
            foreach (var row in rows)
            {
                foreach (var cell in row) csv.WriteField(CellText.Guarded(cell));
                csv.NextRecord();
            }
        }

        return stream.ToArray();
    }

    /// <summary>The media type of an XLSX.</summary>
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int LongestName = 31;
    private const string NotInNames = "[]:*?/\\'";

    /// <summary>XLSX with one sheet.</summary>
    public static byte[] Xlsx(string title, IEnumerable<IReadOnlyList<string>> rows) => Xlsx([new(title, rows)]);

    /// <summary>XLSX: all cells have type text, and those that look like a formula are marked as quoted.</summary>
    public static byte[] Xlsx(IReadOnlyList<SheetToWrite> sheets)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = Styles();
            var listed = new Sheets();
            foreach (var (n, sheet) in sheets.Index())
            {
                var worksheet = workbook.AddNewPart<WorksheetPart>($"sheet{n}");
                Write(worksheet, sheet.Rows);
                listed.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet
                {
                    Name = Unique(sheet.Name, n), SheetId = (uint)n + 1, Id = $"sheet{n}",
                });
            }

            workbook.Workbook = new(listed);
        }

        return stream.ToArray();

        string Unique(string name, int n)
        {
            var fit = string.Concat(name.Where(c => !NotInNames.Contains(c, StringComparison.Ordinal) && !char.IsControl(c))).Trim();
            if (fit.Length > LongestName) fit = fit[..LongestName];
            return fit.Length == 0 || sheets.Take(n).Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ? string.Create(CultureInfo.InvariantCulture, $"Лист{n + 1}") : fit;
        }
    }

    private static void Write(WorksheetPart worksheet, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var writer = OpenXmlWriter.Create(worksheet);
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetData());
        var heading = true;
        foreach (var row in rows)
        {
            writer.WriteStartElement(new Row());
            foreach (var cell in row) writer.WriteElement(Cell(cell, heading));
            writer.WriteEndElement();
            heading = false;
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell Cell(string text, bool heading) =>
        new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }))
    {
        DataType = CellValues.InlineString,
        StyleIndex = heading ? Heading : CellText.Runs(text) ? Guarded : 0,
    };

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { QuotePrefix = true }, new CellFormat { FontId = 1, ApplyFont = true }));
}
