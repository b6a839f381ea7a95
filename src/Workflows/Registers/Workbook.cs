namespace MentorshipFlow.Workflows.Registers;

/// <summary>The tables of a file, independent of its format.</summary>
/// <param name="Sheets">In the order of the file; sheets without a text are left out.</param>
public sealed record Workbook(IReadOnlyList<Sheet> Sheets);

/// <summary>One sheet. The value of cells that are merged over rows stands in each of these rows.</summary>
/// <param name="Name">As the user sees it; empty for CSV.</param>
/// <param name="Hidden">Whether the user does not see it.</param>
/// <param name="Rows">Rows with at least one text, in the order of the sheet.</param>
/// <param name="Merges">Merged cells.</param>
public sealed record Sheet(string Name, bool Hidden, IReadOnlyList<SheetRow> Rows, IReadOnlyList<Merge> Merges);

/// <summary>One row.</summary>
/// <param name="Number">The row number as in spreadsheets: the first row of the sheet is 1.</param>
/// <param name="Cells">Trimmed; an absent cell is an empty text.</param>
/// <param name="Hidden">Whether the user does not see it.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells, bool Hidden = false)
{
    /// <summary>The text in a column from 0; empty where the row is shorter.</summary>
    public string this[int column] => column < Cells.Count ? Cells[column] : "";
}

/// <summary>Merged cells: row numbers from 1 and columns from 0, both ends included.</summary>
public readonly record struct Merge(int Top, int Bottom, int Left, int Right);

/// <summary>Limits of a file. A file over a limit is refused as a whole, before it is loaded into memory.</summary>
public static class SheetLimits
{
    /// <summary>Bytes of the file.</summary>
    public const int Bytes = 8 * 1024 * 1024;

    /// <summary>Bytes of all parts of an XLSX or ODS after unpacking, as a protection from ZIP bombs.</summary>
    public const int UnpackedBytes = 64 * 1024 * 1024;

    /// <summary>Parts of an XLSX or ODS.</summary>
    public const int Parts = 200;

    /// <summary>XML elements of a part with cells or shared texts.</summary>
    public const int Elements = 1_000_000;

    /// <summary>XML elements of any other part, such as styles.</summary>
    public const int OtherElements = 100_000;

    /// <summary>Children of one element, but for those of a sheet and of shared texts: cells of a row, for example.</summary>
    public const int Children = 2_000;

    /// <summary>Row elements of a sheet, empty ones included.</summary>
    public const int RowElements = 110_000;

    /// <summary>Elements within each other.</summary>
    public const int Depth = 64;

    /// <summary>Bytes of one tag: a reader compares all attributes of an element with each other.</summary>
    public const int TagBytes = 64 * 1024;

    /// <summary>Attributes of one element.</summary>
    public const int Attributes = 100;

    /// <summary>Sheets.</summary>
    public const int Sheets = 100;

    /// <summary>Rows of all sheets, headers included.</summary>
    public const int Rows = 20_001;

    /// <summary>Columns with a text.</summary>
    public const int Columns = 100;

    /// <summary>Merged cells of a sheet.</summary>
    public const int Merges = 20_000;

    /// <summary>Cells that get the value of merged cells.</summary>
    public const int Merged = 500_000;

    /// <summary>UTF-16 units of a cell.</summary>
    public const int CellLength = 4000;
}

/// <summary>A file that cannot be read as a table. The message is a stable code; it never quotes the file.</summary>
public sealed class SheetException(string code) : Exception(code)
{
    /// <summary>Not XLSX, XLS, ODS, DOCX or CSV, broken, or protected by a password.</summary>
    public const string NotReadable = "sheet-not-readable";

    /// <summary>Over one of <see cref="SheetLimits"/>.</summary>
    public const string TooLarge = "sheet-too-large";

    /// <summary>No text in any sheet.</summary>
    public const string Empty = "sheet-empty";

    /// <summary>One of the codes above.</summary>
    public string Code { get; } = code;
}

/// <summary>Reads tables from XLSX, XLS, ODS, DOCX or CSV, recognised by the first bytes and not by the name.</summary>
public static class WorkbookReader
{
    /// <summary>The tables.</summary>
    /// <exception cref="SheetException">The file is not a table, or is too large.</exception>
    public static Workbook Read(ReadOnlyMemory<byte> file, CancellationToken stop = default)
    {
        if (file.Length > SheetLimits.Bytes) throw new SheetException(SheetException.TooLarge);
        IReadOnlyList<Sheet> sheets = file.Span.StartsWith("PK\u0003\u0004"u8) ? Package(file, stop)
            : file.Span.StartsWith(CompoundFile) ? XlsFile.Read(file, stop)
            : [CsvFile.Read(file, stop)];
        Sheet[] withText = [.. sheets.Where(s => s.Rows.Count > 0).Select(Filled)];
        return withText.Length == 0 ? throw new SheetException(SheetException.Empty) : new(withText);
    }

    private static IReadOnlyList<Sheet> Package(ReadOnlyMemory<byte> file, CancellationToken stop)
    {
        using var stream = new MemoryStream(file.ToArray(), writable: false);
        var format = PackageBounds.Check(stream, stop);
        stream.Position = 0;
        return format switch
        {
            PackageFormat.Ods => OdsFile.Read(stream, stop),
            PackageFormat.Docx => DocxFile.Read(stream, stop),
            _ => XlsxFile.Read(stream, stop),
        };
    }

    private static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0];

    // A person who sees one class beside three merged rows reads that all three are of this class.
    private static Sheet Filled(Sheet sheet)
    {
        var down = sheet.Merges.Where(m => m.Bottom > m.Top).ToArray();
        if (down.Length == 0) return sheet;
        var rows = sheet.Rows.Select(r => r with { Cells = new List<string>(r.Cells) }).ToList();
        var byNumber = rows.Select(r => r.Number).ToArray();
        var filled = 0;
        foreach (var merge in down)
        {
            var first = Array.BinarySearch(byNumber, merge.Top);
            if (first < 0 || rows[first][merge.Left] is not { Length: > 0 } value) continue;
            for (var n = first + 1; n < rows.Count && rows[n].Number <= merge.Bottom; n++)
            {
                if (++filled > SheetLimits.Merged) throw new SheetException(SheetException.TooLarge);
                var cells = (List<string>)rows[n].Cells;
                while (cells.Count <= merge.Left) cells.Add("");
                if (cells[merge.Left].Length == 0) cells[merge.Left] = value;
            }
        }

        return sheet with { Rows = rows };
    }
}

/// <summary>Collects the rows of all sheets of one file within the limits.</summary>
internal sealed class SheetRows(CancellationToken stop)
{
    private int total;
    private List<SheetRow> rows = [];

    /// <summary>Adds a row unless it is empty. Cells beyond the last text are dropped.</summary>
    public void Add(int number, List<string> cells, bool hidden = false)
    {
        if (total % 500 == 0) stop.ThrowIfCancellationRequested();
        while (cells.Count > 0 && cells[^1].Length == 0) cells.RemoveAt(cells.Count - 1);
        if (cells.Count == 0) return;
        if (cells.Count > SheetLimits.Columns || ++total > SheetLimits.Rows) throw new SheetException(SheetException.TooLarge);
        rows.Add(new(number, cells, hidden));
    }

    /// <summary>The rows since the last call.</summary>
    public List<SheetRow> Take()
    {
        var taken = rows;
        rows = [];
        return taken;
    }
}
