using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Reads the sheets of an XLSX, cell by cell. Formulas are never run: their cached value is read as a text.</summary>
internal static partial class XlsxFile
{
    // Dates are days since 30 December 1899; an old Macintosh workbook declares that it counts from 1904.
    private static readonly DateOnly FirstDay = new(1899, 12, 30);
    private const int DaysTo1904 = 1462;

    /// <param name="file">Within <see cref="PackageBounds"/>.</param>
    public static IReadOnlyList<Sheet> Read(Stream file, CancellationToken stop)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(file, isEditable: false,
                new OpenSettings { MaxCharactersInPart = SheetLimits.UnpackedBytes });
            return Read(document.WorkbookPart ?? throw new SheetException(SheetException.NotReadable), new(stop));
        }
        catch (Exception error) when (error is InvalidDataException or OpenXmlPackageException or XmlException or FormatException
            or ArgumentException or IOException or InvalidOperationException or KeyNotFoundException or NotSupportedException
            or OverflowException)
        {
            // The file is broken or malicious; the exception's type does not matter.
            throw new SheetException(SheetException.NotReadable);
        }
    }

    private static List<Sheet> Read(WorkbookPart workbook, SheetRows rows)
    {
        var reading = new Reading(SharedTexts(workbook), DateStyles(workbook),
            workbook.Workbook.WorkbookProperties?.Date1904?.Value == true ? DaysTo1904 : 0);
        List<Sheet> sheets = [];
        foreach (var sheet in workbook.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>())
        {
            if (sheet.Id?.Value is not { } id || workbook.GetPartById(id) is not WorksheetPart worksheet) continue;
            if (sheets.Count == SheetLimits.Sheets) throw new SheetException(SheetException.TooLarge);
            List<Merge> merges = [];
            Rows(worksheet, reading, rows, merges);
            var hidden = sheet.State?.Value is { } state && state != SheetStateValues.Visible;
            sheets.Add(new(sheet.Name?.Value ?? "", hidden, rows.Take(), merges));
        }

        return sheets.Count > 0 ? sheets : throw new SheetException(SheetException.NotReadable);
    }

    private static void Rows(WorksheetPart worksheet, Reading reading, SheetRows rows, List<Merge> merges)
    {
        using var reader = OpenXmlReader.Create(worksheet);
        var number = 0;
        while (reader.Read())
        {
            if (!reader.IsStartElement) continue;
            if (reader.ElementType == typeof(Row))
            {
                var row = (Row)reader.LoadCurrentElement()!;
                number = row.RowIndex is { } index ? checked((int)index.Value) : number + 1;
                rows.Add(number, Cells(row, reading), row.Hidden?.Value == true);
            }
            else if (reader.ElementType == typeof(MergeCell) && ((MergeCell)reader.LoadCurrentElement()!).Reference?.Value is { } area
                && Area(area) is { } merge)
            {
                if (merges.Count == SheetLimits.Merges) throw new SheetException(SheetException.TooLarge);
                merges.Add(merge);
            }
        }
    }

    private static List<string> Cells(Row row, Reading reading)
    {
        List<string> cells = [];
        var next = 0;
        foreach (var cell in row.Elements<Cell>())
        {
            var column = cell.CellReference?.Value is { } reference ? Column(reference) : next;
            next = column + 1;
            var text = CellText.Read(reading.Text(cell));
            // Cells that are only coloured may reach to the end of the sheet.
            if (text.Length == 0) continue;
            if (column is < 0 or >= SheetLimits.Columns) throw new SheetException(SheetException.TooLarge);
            while (cells.Count <= column) cells.Add("");
            cells[column] = text;
        }

        return cells;
    }

    // "A1:C3" is rows 1 to 3 of columns 0 to 2.
    private static Merge? Area(string reference)
    {
        var ends = reference.Split(':');
        return ends.Length == 2 && Number(ends[0]) is { } top && Number(ends[1]) is { } bottom && top <= bottom
            && Column(ends[0]) is >= 0 and < SheetLimits.Columns and var left && Column(ends[1]) is var right && left <= right
            ? new(top, bottom, left, Math.Min(right, SheetLimits.Columns - 1)) : null;

        static int? Number(string cell) =>
            int.TryParse(cell.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                ? n : null;
    }

    // "AB12" is column 27.
    private static int Column(string reference)
    {
        var column = 0;
        foreach (var c in reference.TakeWhile(char.IsAsciiLetterUpper))
        {
            column = (column * 26) + (c - 'A' + 1);
            if (column > SheetLimits.Columns) break;
        }

        return column - 1;
    }

    private static List<string> SharedTexts(WorkbookPart workbook)
    {
        List<string> texts = [];
        if (workbook.SharedStringTablePart is not { } part) return texts;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem)
                && reader.IsStartElement) texts.Add(Plain((SharedStringItem)reader.LoadCurrentElement()!));
        }

        return texts;
    }

    // Ignore the phonetic reading that may accompany the text.
    private static string Plain(SharedStringItem item) => item.Text?.Text ?? string.Concat(item.Elements<Run>().Select(r => r.Text?.Text));

    private static HashSet<uint> DateStyles(WorkbookPart workbook)
    {
        HashSet<uint> dates = [];
        if (workbook.WorkbookStylesPart?.Stylesheet is not { CellFormats: { } formats } styles) return dates;
        var own = styles.NumberingFormats?.Elements<NumberingFormat>().Where(f => f.NumberFormatId is not null)
            .DistinctBy(f => f.NumberFormatId!.Value).ToDictionary(f => f.NumberFormatId!.Value, f => f.FormatCode?.Value ?? "") ?? [];
        var style = 0u;
        foreach (var format in formats.Elements<CellFormat>())
        {
            var id = format.NumberFormatId?.Value ?? 0;
            if (id is >= 14 and <= 17 or 22 || (own.TryGetValue(id, out var code) && ShowsYear(code))) dates.Add(style);
            style++;
        }

        return dates;
    }

    // Ignore text in quotes, after a backslash or in brackets: «2009 г.» is a number.
    private static bool ShowsYear(string format)
    {
        var code = Literals().Replace(format, "");
        return code.Contains('y', StringComparison.OrdinalIgnoreCase) || code.Contains('г', StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Literals();

    private sealed record Reading(List<string> Shared, HashSet<uint> Dates, int Shift)
    {
        public string Text(Cell cell)
        {
            if (cell.InlineString is { } inline) return inline.Text?.Text
                ?? string.Concat(inline.Elements<Run>().Select(r => r.Text?.Text));
            var value = cell.CellValue?.Text ?? "";
            var kind = cell.DataType?.Value;
            if (kind == CellValues.SharedString) return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < Shared.Count ? Shared[index] : "";
            if (kind is not null && kind != CellValues.Number) return value;
            return cell.StyleIndex is { } style && Dates.Contains(style.Value) ? Day(value) : Number(value);
        }

        // A telephone number that a spreadsheet stored as a number looks like 7.9E10.
        private static string Number(string value) =>
            value.Contains('E', StringComparison.OrdinalIgnoreCase)
                && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number.ToString("0.######", CultureInfo.InvariantCulture)
                : value;

        private string Day(string value) =>
            double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 1 and < 100_000
                ? FirstDay.AddDays((int)days + Shift).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)
                : value;
    }
}
