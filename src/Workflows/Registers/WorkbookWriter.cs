using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Text that somebody typed in place of a cell's.</summary>
/// <param name="Sheet">From 1, as in the findings of an import.</param>
/// <param name="Row">As in the sheet, from 1.</param>
/// <param name="Column">As in the sheet, from 1.</param>
public readonly record struct TypedCell(int Sheet, int Row, int Column, string Text);

/// <summary>Changes cells of a file that was read: what an import understands of every other cell stays the same.</summary>
public static class WorkbookWriter
{
    /// <summary>The tables with these cells; the tables get no new rows and columns.</summary>
    /// <exception cref="SheetException">A text is too long for a cell.</exception>
    public static Workbook With(Workbook file, IEnumerable<TypedCell> typed)
    {
        var bySheet = typed.ToLookup(t => t.Sheet - 1);
        return new([.. file.Sheets.Select((sheet, n) => !bySheet.Contains(n) ? sheet : sheet with { Rows = Rows(sheet, bySheet[n]) })]);
    }

    /// <summary>The tables as XLSX for <see cref="WorkbookReader"/>, which reads the same tables from it. It is not a file for people: a
    /// table of a CSV has no name in it.</summary>
    public static byte[] Xlsx(Workbook file)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var listed = new Sheets();
            foreach (var (n, sheet) in file.Sheets.Index())
            {
                var worksheet = workbook.AddNewPart<WorksheetPart>($"sheet{n}");
                Write(worksheet, sheet);
                listed.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet
                {
                    Name = sheet.Name, SheetId = (uint)n + 1, Id = $"sheet{n}",
                    State = sheet.Hidden ? SheetStateValues.Hidden : SheetStateValues.Visible,
                });
            }

            workbook.Workbook = new(listed);
        }

        return stream.ToArray();
    }

    private static List<SheetRow> Rows(Sheet sheet, IEnumerable<TypedCell> typed)
    {
        var byRow = typed.ToLookup(t => t.Row);
        var width = sheet.Rows.Max(r => r.Cells.Count);
        return [.. sheet.Rows.Select(row => !byRow.Contains(row.Number) ? row
            : row with { Cells = Cells(row.Cells, byRow[row.Number], width) })];
    }

    private static List<string> Cells(IReadOnlyList<string> cells, IEnumerable<TypedCell> typed, int width)
    {
        List<string> changed = [.. cells];
        foreach (var (_, _, column, text) in typed.Where(t => t.Column >= 1 && t.Column <= width))
        {
            while (changed.Count < column) changed.Add("");
            changed[column - 1] = CellText.Read(text);
        }

        return changed;
    }

    private static void Write(WorksheetPart worksheet, Sheet sheet)
    {
        using var writer = OpenXmlWriter.Create(worksheet);
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetData());
        foreach (var row in sheet.Rows)
        {
            writer.WriteStartElement(new Row { RowIndex = (uint)row.Number, Hidden = row.Hidden ? true : null });
            foreach (var (column, text) in row.Cells.Index().Where(c => c.Item.Length > 0))
            {
                writer.WriteElement(new Cell(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }))
                {
                    CellReference = At(row.Number, column), DataType = CellValues.InlineString,
                });
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        if (sheet.Merges.Count > 0)
        {
            writer.WriteStartElement(new MergeCells());
            foreach (var m in sheet.Merges)
                writer.WriteElement(new MergeCell { Reference = $"{At(m.Top, m.Left)}:{At(m.Bottom, m.Right)}" });
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    // Row 12 and column 27 are AB12.
    private static string At(int row, int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}{row}");
    }
}
