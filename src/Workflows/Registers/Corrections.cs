namespace MentorshipFlow.Workflows.Registers;

/// <summary>A sheet to write.</summary>
public sealed record SheetToWrite(string Name, IEnumerable<IReadOnlyList<string>> Rows);

/// <summary>
/// The rows of a file that were not taken, with a column that says what to correct: the school corrects the cells and sends this file.
/// </summary>
public static class Corrections
{
    /// <summary>The heading of the added column; a file with it can be imported.</summary>
    public const string Heading = "Что исправить";

    private const string Separator = "; ";

    /// <summary>One sheet for each sheet with such rows, in the order of the file; one empty sheet when every row was taken.</summary>
    /// <param name="faults">Faults with their sentences.</param>
    public static IReadOnlyList<SheetToWrite> Of(
        Workbook file, RegisterReading reading, IEnumerable<(CellFault Fault, string Sentence)> faults)
    {
        List<SheetToWrite> sheets = [];
        foreach (var group in faults.GroupBy(f => f.Fault.Sheet).OrderBy(g => g.Key))
        {
            var (sheet, read) = (file.Sheets[group.Key], reading.Sheets[group.Key]);
            var headings = Headings(read);
            var rows = sheet.Rows.ToDictionary(r => r.Number);
            sheets.Add(new(sheet.Name, group.GroupBy(f => f.Fault.Row).OrderBy(g => g.Key)
                .Select(g => Row(g.Key > read.Header && rows.TryGetValue(g.Key, out var row) ? row.Cells : [], headings.Length,
                    string.Join(Separator, g.Select(f => Named(f.Fault, f.Sentence, headings)).Distinct())))
                .Prepend(Row(headings, headings.Length, Heading))));
        }

        return sheets.Count > 0 ? sheets : [new("", [[Heading]])];
    }

    // The columns as in the file; an earlier column of this name is replaced.
    private static string[] Headings(SheetReading sheet)
    {
        var width = sheet.Columns.Count == 0 ? 0 : sheet.Columns.Max(c => c.Column);
        var headings = new string[width];
        Array.Fill(headings, "");
        foreach (var column in sheet.Columns) headings[column.Column - 1] = column.Heading;
        return headings is [.., Heading] ? headings[..^1] : headings;
    }

    private static string[] Row(IReadOnlyList<string> cells, int width, string last) =>
        [.. Enumerable.Range(0, width).Select(i => i < cells.Count ? cells[i] : ""), last];

    private static string Named(CellFault fault, string sentence, string[] headings) =>
        fault.Column > 0 && fault.Column <= headings.Length && headings[fault.Column - 1].Length > 0
            ? $"{headings[fault.Column - 1].ReplaceLineEndings(" ")}: {sentence}" : sentence;
}
