using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Reads the sheets of an old XLS (Excel 97 to 2003).</summary>
internal static class XlsFile
{
    private const int WindowsCyrillic = 1251;

    static XlsFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IReadOnlyList<Sheet> Read(ReadOnlyMemory<byte> file, CancellationToken stop)
    {
        using var stream = new MemoryStream(file.ToArray(), writable: false);
        try
        {
            using var reader = ExcelReaderFactory.CreateBinaryReader(stream, new ExcelReaderConfiguration
            {
                FallbackEncoding = Encoding.GetEncoding(WindowsCyrillic),
            });
            var rows = new SheetRows(stop);
            List<Sheet> sheets = [];
            do
            {
                if (sheets.Count == SheetLimits.Sheets) throw new SheetException(SheetException.TooLarge);
                for (var number = 1; reader.Read(); number++)
                {
                    if (number % 1000 == 0) stop.ThrowIfCancellationRequested();
                    rows.Add(number, Cells(reader), reader.RowHeight == 0);
                }

                Merge[] merges = [.. (reader.MergeCells ?? []).Select(m => new Merge(m.FromRow + 1, m.ToRow + 1, m.FromColumn,
                    m.ToColumn))];
                sheets.Add(new(reader.Name ?? "", reader.VisibleState != "visible", rows.Take(), merges));
            }
            while (reader.NextResult());

            return sheets;
        }
        catch (Exception error) when (error is not (SheetException or OperationCanceledException or OutOfMemoryException))
        {
            // The file is broken, malicious or protected by a password; the library throws many types.
            throw new SheetException(SheetException.NotReadable);
        }
    }

    private static List<string> Cells(IExcelDataReader reader)
    {
        List<string> cells = new(reader.FieldCount);
        for (var column = 0; column < reader.FieldCount; column++) cells.Add(CellText.Read(Text(reader.GetValue(column))));
        return cells;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime day => day.ToString(day.TimeOfDay == TimeSpan.Zero ? "dd.MM.yyyy" : "dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString(@"hh\:mm", CultureInfo.InvariantCulture),
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        bool yes => yes ? "1" : "0",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
