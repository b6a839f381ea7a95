using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Reads the sheets of an ODS from its content.xml (OASIS OpenDocument 1.2, part 1, chapter 9). Formulas are never run.</summary>
internal static class OdsFile
{
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private const string Words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    public static IReadOnlyList<Sheet> Read(Stream file, CancellationToken stop)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            using var content = zip.GetEntry("content.xml")!.Open();
            using var xml = XmlReader.Create(content, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return Read(xml, stop);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or IOException or FormatException
            or InvalidOperationException or OverflowException)
        {
            throw new SheetException(SheetException.NotReadable);
        }
    }

    private static List<Sheet> Read(XmlReader xml, CancellationToken stop)
    {
        List<Sheet> sheets = [];
        HashSet<string> hidden = [];
        var style = "";
        var rows = new SheetRows(stop);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.NamespaceURI == Style && xml.LocalName == "style") style = xml.GetAttribute("name", Style) ?? "";
            else if (xml.NamespaceURI == Style && xml.LocalName == "table-properties" && xml.GetAttribute("display", Table) == "false")
                hidden.Add(style);
            else if (xml.NamespaceURI == Table && xml.LocalName == "table")
            {
                if (sheets.Count == SheetLimits.Sheets) throw new SheetException(SheetException.TooLarge);
                var (name, unseen) = (xml.GetAttribute("name", Table) ?? "", hidden.Contains(xml.GetAttribute("style-name", Table) ?? ""));
                List<Merge> merges = [];
                using (var table = xml.ReadSubtree()) Rows(table, rows, merges);
                sheets.Add(new(name, unseen, rows.Take(), merges));
            }
        }

        return sheets;
    }

    private static void Rows(XmlReader table, SheetRows rows, List<Merge> merges)
    {
        var number = 1;
        while (table.Read())
        {
            if (table.NodeType != XmlNodeType.Element || table.NamespaceURI != Table || table.LocalName != "table-row") continue;
            var (times, hidden) = (Times(table, "number-rows-repeated"), table.GetAttribute("visibility", Table) is "collapse" or "filter");
            List<string> cells = [];
            using (var row = table.ReadSubtree()) Cells(row, number, cells, merges);
            // The last row of a sheet is often empty and repeated a million times.
            for (var n = 0; n < times && cells.Exists(c => c.Length > 0); n++) rows.Add(number + n, [.. cells], hidden);
            number += times;
        }
    }

    private static void Cells(XmlReader row, int number, List<string> cells, List<Merge> merges)
    {
        var column = 0;
        while (row.Read())
        {
            if (row.NodeType != XmlNodeType.Element || row.NamespaceURI != Table || row.LocalName is not ("table-cell"
                or "covered-table-cell")) continue;
            var times = Times(row, "number-columns-repeated");
            var (down, across) = (Times(row, "number-rows-spanned"), Times(row, "number-columns-spanned"));
            if (down > 1 || across > 1) merges.Add(new(number, number + down - 1, column, column + across - 1));
            using var cell = row.ReadSubtree();
            var text = CellText.Read(Value(cell));
            // Empty cells to the right end of the sheet are repeated, too.
            for (var n = 0; n < times && text.Length > 0; n++)
            {
                if (column + n >= SheetLimits.Columns) throw new SheetException(SheetException.TooLarge);
                while (cells.Count <= column + n) cells.Add("");
                cells[column + n] = text;
            }

            column += times;
        }
    }

    private static string Value(XmlReader cell)
    {
        cell.Read();
        var (kind, day, number) = (cell.GetAttribute("value-type", Office), cell.GetAttribute("date-value", Office),
            cell.GetAttribute("value", Office));
        var words = new StringBuilder();
        while (cell.Read())
        {
            if (cell is { NodeType: XmlNodeType.Element, NamespaceURI: Office, LocalName: "annotation" })
            {
                // A note beside the cell is not its value.
                using var note = cell.ReadSubtree();
                while (note.Read()) continue;
            }
            else if (cell is { NodeType: XmlNodeType.Element, NamespaceURI: Words, LocalName: "p" } && words.Length > 0) words.Append('\n');
            else if (cell is { NodeType: XmlNodeType.Element, NamespaceURI: Words, LocalName: "s" or "tab" or "line-break" })
                words.Append(cell.LocalName == "line-break" ? '\n' : ' ');
            else if (cell.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                words.Append(cell.Value);
            if (words.Length > SheetLimits.CellLength) throw new SheetException(SheetException.TooLarge);
        }

        return kind switch
        {
            "date" when day is not null => Day(day) ?? words.ToString(),
            "float" when number is not null => number,
            _ => words.ToString(),
        };
    }

    private static string? Day(string value) =>
        DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var day)
            ? day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) : null;

    private static int Times(XmlReader at, string attribute) =>
        int.TryParse(at.GetAttribute(attribute, Table), NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            ? Math.Clamp(times, 1, 1_100_000) : 1;
}
