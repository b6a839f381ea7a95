using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using WordTable = DocumentFormat.OpenXml.Wordprocessing.Table;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Reads the tables of a DOCX, a sheet for each table. A paragraph above a table is a row of it, because titles of sections stand
/// so.</summary>
internal static class DocxFile
{
    public static IReadOnlyList<Sheet> Read(Stream file, CancellationToken stop)
    {
        try
        {
            using var document = WordprocessingDocument.Open(file, isEditable: false,
                new OpenSettings { MaxCharactersInPart = SheetLimits.UnpackedBytes });
            var body = document.MainDocumentPart?.Document?.Body ?? throw new SheetException(SheetException.NotReadable);
            SheetRows rows = new(stop);
            List<Sheet> sheets = [];
            var number = 0;
            foreach (var part in body.Elements())
            {
                if (part is Paragraph title) rows.Add(++number, [CellText.Read(Text(title))]);
                if (part is not WordTable table) continue;
                if (sheets.Count == SheetLimits.Sheets) throw new SheetException(SheetException.TooLarge);
                List<Merge> merges = [];
                foreach (var cells in Rows(table, merges, number)) rows.Add(++number, cells);
                sheets.Add(new("", Hidden: false, rows.Take(), merges));
            }

            return sheets;
        }
        catch (Exception error) when (error is InvalidDataException or OpenXmlPackageException or XmlException or FormatException
            or ArgumentException or IOException or InvalidOperationException or KeyNotFoundException or NotSupportedException
            or OverflowException)
        {
            throw new SheetException(SheetException.NotReadable);
        }
    }

    private static IEnumerable<List<string>> Rows(WordTable table, List<Merge> merges, int above)
    {
        // The row in which the merged cell of each column began.
        Dictionary<int, int> open = [];
        foreach (var row in table.Elements<TableRow>())
        {
            above++;
            List<string> cells = [];
            foreach (var cell in row.Elements<TableCell>())
            {
                var width = Math.Clamp(cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1, 1, SheetLimits.Columns);
                if (cells.Count + width > SheetLimits.Columns) throw new SheetException(SheetException.TooLarge);
                var column = cells.Count;
                var merge = cell.TableCellProperties?.VerticalMerge;
                if (merge is null) open.Remove(column);
                else if (merge.Val?.Value == MergedCellValues.Restart || !open.TryGetValue(column, out var top)) open[column] = above;
                else merges.Add(new(top, above, column, column));
                cells.Add(CellText.Read(string.Join('\n', cell.Elements<Paragraph>().Select(Text))));
                for (var n = 1; n < width; n++) cells.Add("");
                if (width > 1) merges.Add(new(above, above, column, column + width - 1));
            }

            yield return cells;
        }
    }

    // Deleted text of tracked changes is no Text element; inserted text is.
    private static string Text(Paragraph paragraph) => string.Concat(paragraph.Descendants().Select(part => part switch
    {
        Text text => text.Text,
        TabChar or Break => " ",
        NoBreakHyphen => "-",
        _ => "",
    }));
}
