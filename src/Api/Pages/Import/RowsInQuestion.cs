using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Api.Pages.Import;

/// <summary>The contents of those rows of a file about which the check asks something.</summary>
/// <param name="Cells">The wrong cells, which can be typed on the page, with their present text.</param>
/// <param name="Names">Who stands in a row, as the file writes it: nobody knows a pupil by the number of a row.</param>
public sealed record RowsInQuestion(
    IReadOnlyDictionary<CellPlace, string> Cells, IReadOnlyDictionary<(int Sheet, int Row), string> Names)
{
    private static readonly string[] OfName = ["full-name", "surname", "given-name", "patronymic"];

    /// <summary>Of a file without questions.</summary>
    public static RowsInQuestion None { get; } = new(new Dictionary<CellPlace, string>(), new Dictionary<(int Sheet, int Row), string>());

    /// <summary>Those of a file and its report.</summary>
    internal static RowsInQuestion Of(Workbook book, ImportReport report)
    {
        bool InTable((int Sheet, int Row) at) => at.Sheet <= report.Sheets.Count && at.Row > report.Sheets[at.Sheet - 1].Header;
        var cells = report.Faults.Where(f => f.Column > 0 && InTable((f.Sheet, f.Row)))
            .Select(f => new CellPlace(f.Sheet, f.Row, f.Column)).Distinct()
            .Select(place => (place, Text: TypedCells.Text(book, place))).Where(cell => cell.Text is not null)
            .ToDictionary(cell => cell.place, cell => cell.Text!);
        var names = report.Faults.Concat(report.Corrections).Select(f => (f.Sheet, f.Row)).Distinct().Where(InTable)
            .Select(at => (at, Name: Name(book, report.Sheets[at.Sheet - 1], at))).Where(row => row.Name.Length > 0)
            .ToDictionary(row => row.at, row => row.Name);
        return new(cells, names);
    }

    // A row of a register of pairs names two.
    private static string Name(Workbook book, ImportSheet sheet, (int Sheet, int Row) at) => string.Join(" – ", sheet.Columns
        .Where(column => OfName.Contains(column.Meaning)).GroupBy(column => column.Of)
        .Select(person => string.Join(' ', person.OrderBy(column => Array.IndexOf(OfName, column.Meaning))
            .Select(column => TypedCells.Text(book, new(at.Sheet, at.Row, column.Number))).Where(text => !string.IsNullOrEmpty(text))))
        .Where(name => name.Length > 0));
}
