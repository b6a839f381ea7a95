namespace MentorshipFlow.Workflows.Registers;

/// <summary>The table of a file: rows of texts, independent of the file's format.</summary>
/// <param name="Rows">Rows with at least one text, in the order of the file.</param>
public sealed record Sheet(IReadOnlyList<SheetRow> Rows);

/// <summary>One row.</summary>
/// <param name="Number">The row number as in spreadsheets: the first row of the file is 1.</param>
/// <param name="Cells">Trimmed; an absent cell is an empty text.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>The text in a column from 0; empty where the row is shorter.</summary>
    public string this[int column] => column < Cells.Count ? Cells[column] : "";
}

/// <summary>Limits of a file. A file over a limit is refused as a whole, before it is loaded into memory.</summary>
public static class SheetLimits
{
    /// <summary>Bytes of the file.</summary>
    public const int Bytes = 8 * 1024 * 1024;

    /// <summary>Bytes of all parts of an XLSX after unpacking, as a protection from ZIP bombs.</summary>
    public const int UnpackedBytes = 96 * 1024 * 1024;

    /// <summary>Parts of an XLSX.</summary>
    public const int Parts = 200;

    /// <summary>Rows including the header.</summary>
    public const int Rows = 20_001;

    /// <summary>Columns.</summary>
    public const int Columns = 100;

    /// <summary>UTF-16 units of a cell.</summary>
    public const int CellLength = 4000;
}

/// <summary>A file that cannot be read as a table. The message is a stable code; it never quotes the file.</summary>
public sealed class SheetException(string code) : Exception(code)
{
    /// <summary>Neither XLSX nor CSV, broken, or protected by a password.</summary>
    public const string NotReadable = "sheet-not-readable";

    /// <summary>Over one of <see cref="SheetLimits"/>.</summary>
    public const string TooLarge = "sheet-too-large";

    /// <summary>No row below the header.</summary>
    public const string Empty = "sheet-empty";

    /// <summary>One of the codes above.</summary>
    public string Code { get; } = code;
}

/// <summary>Reads a table from XLSX or CSV, recognised by the first bytes and not by the name.</summary>
public static class SheetReader
{
    /// <summary>The table.</summary>
    /// <exception cref="SheetException">The file is not a table, or is too large.</exception>
    public static Sheet Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > SheetLimits.Bytes) throw new SheetException(SheetException.TooLarge);
        // XLSX is a ZIP; an old XLS or an encrypted document is a compound file.
        var sheet = file.Span.StartsWith("PK\u0003\u0004"u8) ? XlsxSheet.Read(file)
            : file.Span.StartsWith(CompoundFile) ? throw new SheetException(SheetException.NotReadable)
            : CsvSheet.Read(file);
        return sheet.Rows.Count == 0 ? throw new SheetException(SheetException.Empty) : sheet;
    }

    /// <summary>Adds a row unless it is empty.</summary>
    internal static void Add(List<SheetRow> rows, int number, IReadOnlyList<string> cells)
    {
        if (cells.Count > SheetLimits.Columns) throw new SheetException(SheetException.TooLarge);
        if (cells.All(c => c.Length == 0)) return;
        if (rows.Count == SheetLimits.Rows) throw new SheetException(SheetException.TooLarge);
        rows.Add(new(number, cells));
    }

    private static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0];
}
