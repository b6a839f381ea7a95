using MentorshipFlow.Definitions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Reads a table as the persons of a register. It reports rows and cells that do not fit, and takes the others.</summary>
/// <param name="forms">The forms a cell may name, by code or wording.</param>
/// <param name="today">The latest possible birth date.</param>
public sealed class RegisterReader(RegisterKind kind, IReadOnlyList<FormDefinition> forms, DateOnly today)
{
    // Many tables begin with a title and the school's name.
    private const int RowsAboveHeader = 10;

    private readonly PersonReader persons = new(kind, forms, today);

    /// <summary>Reads a table. Its header is the first row, near the top, with a column for names.</summary>
    public RegisterReading Read(Sheet sheet)
    {
        var above = sheet.Rows.Take(RowsAboveHeader).Index().FirstOrDefault(r => Named(Columns(r.Item))).Index;
        var (header, table) = (sheet.Rows[above], sheet.Rows.Skip(above + 1).ToList());
        var columns = Columns(header);
        List<CellFault> faults = [];
        List<CellFault> notices = [];
        if (!Named(columns)) faults.Add(new(header.Number, 0, "name-column-missing"));
        foreach (var twice in columns.Index().Where(c => c.Item is not (null or ColumnKind.Derived or ColumnKind.Ordinal))
            .GroupBy(c => c.Item).Where(g => g.Count() > 1))
            faults.Add(new(header.Number, twice.Last().Index + 1, "column-repeated"));
        List<RegisterRow> rows = [];
        if (faults.Count == 0)
        {
            notices.AddRange(columns.Index().Where(c => c.Item == ColumnKind.Derived && Says(c.Index))
                .Select(c => new CellFault(header.Number, c.Index + 1, "column-not-taken")));
            HashSet<(string, DateOnly?, int?)> seen = [];
            foreach (var row in table) Take(new(row, columns), seen, rows, faults, notices);
            rows = Told(rows, columns, faults);
        }

        return new(rows, faults, notices,
            [.. Enumerable.Range(0, Math.Max(header.Cells.Count, table.Select(r => r.Cells.Count).DefaultIfEmpty().Max())).Where(Unknown)
            .Select(c => c + 1)]);

        bool Says(int column) => table.Exists(r => r[column].Length > 0);
        bool Unknown(int column) => header[column].Length == 0 ? Says(column) : column < columns.Length && columns[column] is null;
    }

    private ColumnKind?[] Columns(SheetRow header) => [.. header.Cells.Select(h => h.Length == 0 ? null : RegisterColumn.Find(h, kind))];

    private static bool Named(ColumnKind?[] columns) => columns.Contains(ColumnKind.FullName) || columns.Contains(ColumnKind.Surname);

    // Persons with the same name and birth year cannot be told apart without the birth date.
    private static List<RegisterRow> Told(List<RegisterRow> rows, ColumnKind?[] columns, List<CellFault> faults)
    {
        var namesakes = rows.Where(r => Year(r) is not null).GroupBy(r => (RegisterColumn.Normal(r.FullName), Year(r)))
            .Where(g => g.Count() > 1).SelectMany(g => g).Select(r => r.Number).ToHashSet();
        if (namesakes.Count == 0) return rows;
        faults.AddRange(rows.Where(r => namesakes.Contains(r.Number) && r.BirthDate is null)
            .Select(r => new CellFault(r.Number, Array.IndexOf(columns, ColumnKind.BirthYear) + 1, "row-ambiguous")));
        return [.. rows.Where(r => !namesakes.Contains(r.Number) || r.BirthDate is not null)
            .Select(r => r with { Namesake = namesakes.Contains(r.Number) })];

        static int? Year(RegisterRow row) => row.BirthDate?.Year ?? row.BirthYear;
    }

    private void Take(RowReading row, HashSet<(string, DateOnly?, int?)> seen, List<RegisterRow> rows, List<CellFault> faults,
        List<CellFault> notices)
    {
        var person = persons.Read(row);
        if (row.Faults.Count == 0 && !seen.Add((RegisterColumn.Normal(person.FullName), person.BirthDate, person.BirthYear)))
            row.Fault(ColumnKind.FullName, "row-repeated");

        if (row.Faults.Count > 0)
        {
            faults.AddRange(row.Faults);
            return;
        }

        rows.Add(person);
        notices.AddRange(row.Notices);
    }
}
