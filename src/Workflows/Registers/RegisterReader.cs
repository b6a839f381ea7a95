using MentorshipFlow.Definitions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// Reads the tables of a file as the persons of a register. It reports sheets, rows and cells that it leaves out, and takes the others.
/// </summary>
/// <param name="forms">The forms a cell may name, by code or wording.</param>
/// <param name="today">The latest possible birth date.</param>
/// <param name="mapping">What the caller says about headings.</param>
public sealed class RegisterReader(
    RegisterKind kind, IReadOnlyList<FormDefinition> forms, DateOnly today, ColumnMapping? mapping = null)
{
    private const int Samples = 3;

    private readonly TableFinder finder = new(kind, mapping ?? ColumnMapping.None);
    private readonly PersonReader mentees = new(RegisterKind.Mentees, forms, today);
    private readonly PersonReader mentors = new(RegisterKind.Mentors, forms, today);

    /// <summary>
    /// Reads every visible sheet that has a table: its header is the row with most known headings, one of them for names.
    /// </summary>
    public RegisterReading Read(Workbook file, CancellationToken stop = default)
    {
        List<SheetReading> sheets = [];
        List<CellFault> faults = [];
        List<CellFault> notices = [];
        List<RegisterRow> rows = [];
        List<RegisterPair> pairs = [];
        var visible = file.Sheets.Any(s => !s.Hidden);
        foreach (var (number, sheet) in file.Sheets.Index())
        {
            stop.ThrowIfCancellationRequested();
            // If nothing is visible, the reader of the file hid everything by mistake.
            if (sheet.Hidden && visible)
            {
                sheets.Add(new(sheet.Name, "sheet-hidden", 0, 0, []));
                continue;
            }

            if (finder.Find(sheet, number) is not { } table)
            {
                sheets.Add(new(sheet.Name, "name-column-missing", 0, 0, Unnamed(sheet)));
                continue;
            }

            sheets.Add(new(sheet.Name, null, table.Header, table.Rows.Count, [.. table.Columns.Select(c => Shown(c, table))]));
            notices.AddRange(table.Passed);
            if (Repeated(table) is { } twice)
            {
                faults.Add(new(table.Header, twice.Index + 1, "column-repeated", number));
                continue;
            }

            notices.AddRange(table.Columns.Where(c => c is { Meaning: null, Given: false, Kept: false } && Says(table, c.Index))
                .Select(c => new CellFault(table.Header, c.Index + 1, "column-unknown", number)));
            notices.AddRange(table.Columns.Where(c => NotTaken(c) && Says(table, c.Index))
                .Select(c => new CellFault(table.Header, c.Index + 1, "column-not-taken", number)));
            Take(sheet, number, table, rows, pairs, faults, notices, stop);
        }

        if (!sheets.Exists(s => s.LeftOut is null)) faults.Add(new(file.Sheets[0].Rows[0].Number, 0, "name-column-missing"));
        return new(Told(rows, faults), pairs, faults, notices, sheets);
    }

    // The column of a sheet without a table, so that the caller can say which one has the names.
    private static TableColumnShown[] Unnamed(Sheet sheet)
    {
        var fullest = sheet.Rows.Take(20).MaxBy(r => r.Cells.Count(c => c.Length > 0))!;
        return [.. fullest.Cells.Index().Where(c => c.Item.Length > 0)
            .Select(c => new TableColumnShown(c.Index + 1, c.Item, null, Side.Row, 0, false, false,
                [.. sheet.Rows.Where(r => r.Number > fullest.Number).Select(r => r[c.Index]).Where(v => v.Length > 0).Distinct()
                    .Take(Samples)]))];
    }

    private static TableColumnShown Shown(TableColumn c, Table table) => new(
        c.Index + 1, c.Heading, c.Meaning, c.Side, c.Likeness, c.Given, c.Kept,
        [.. table.Rows.Select(r => r.Row[c.Index]).Where(v => v.Length > 0).Distinct().Take(Samples)]);

    private bool NotTaken(TableColumn column) => column.Meaning == ColumnKind.Derived
        || (kind == RegisterKind.Mentees && column.Side == Side.Mentor) || (kind == RegisterKind.Mentors && column.Side == Side.Mentee);

    private static bool Says(Table table, int column) => table.Rows.Any(r => r.Row[column].Length > 0);

    private TableColumn? Repeated(Table table) => table.Columns
        .Where(c => c.Meaning is ColumnKind.FullName or ColumnKind.BirthDate or ColumnKind.BirthYear && !NotTaken(c))
        .GroupBy(c => (c.Meaning, c.Side)).FirstOrDefault(g => g.Count() > 1)?.Last();

    private void Take(Sheet sheet, int number, Table table, List<RegisterRow> rows, List<RegisterPair> pairs, List<CellFault> faults,
        List<CellFault> notices, CancellationToken stop)
    {
        Dictionary<(Side, string, DateOnly?, int?, int), RegisterRow> seen = [];
        var classOfSheet = table.Columns.Any(c => c.Meaning == ColumnKind.Grade) ? null
            : Titles(sheet, table).Prepend(sheet.Name).LastOrDefault(t => ClassCell.Read(t)?.Grade is not null);
        var own = new[] { Side.Mentee, Side.Mentor }.ToDictionary(
            side => side, side => table.Columns.Where(c => c.Side == side || c.Side == Side.Row).ToArray());
        foreach (var (n, (row, section)) in table.Rows.Index())
        {
            if (n % 500 == 0) stop.ThrowIfCancellationRequested();
            var @class = table.Columns.FirstOrDefault(c => c.Meaning == ColumnKind.Grade) is { } column && row[column.Index].Length > 0
                ? null : section ?? classOfSheet;
            var mentee = kind == RegisterKind.Mentors ? null : Person(Side.Mentee, mentees);
            var mentor = kind == RegisterKind.Mentees ? null : Person(Side.Mentor, mentors);
            if (kind == RegisterKind.Pairs && mentee is not null && mentor is not null) pairs.Add(new(mentor, mentee));

            RegisterRow? Person(Side side, PersonReader reader)
            {
                var reading = new RowReading(row, number, own[side], side, @class);
                // A register of pairs has rows for a mentor who has no mentee yet, and the other way round.
                if (kind == RegisterKind.Pairs && !reading.HasName()) return null;
                var person = reader.Read(reading);
                if (reading.Faults.Count > 0)
                {
                    faults.AddRange(reading.Faults);
                    return null;
                }

                notices.AddRange(reading.Notices);
                // A given name alone does not say that two rows are one person.
                var same = (side, NameCell.Compared(person.FullName), person.BirthDate, person.BirthYear,
                    person.GivenNameAlone ? row.Number : 0);
                if (seen.TryAdd(same, person))
                {
                    rows.Add(person);
                    return person;
                }

                // A mentor with several mentees stands in several rows of a register of pairs, and is one person.
                if (kind == RegisterKind.Pairs) return seen[same];
                faults.Add(new(row.Number, reading.NamePlace, "row-repeated", number));
                return null;
            }
        }
    }

    // Lines of one cell above the table, such as «8А класс».
    private static IEnumerable<string> Titles(Sheet sheet, Table table) => sheet.Rows.TakeWhile(r => r.Number < table.Header)
        .Select(r => r.Cells.Where(c => c.Length > 0).ToArray()).Where(c => c.Length == 1).Select(c => c[0]);

    // Persons with the same name and birth year cannot be told apart without the birth date.
    private static List<RegisterRow> Told(List<RegisterRow> rows, List<CellFault> faults)
    {
        var namesakes = rows.Where(r => Year(r) is not null && !r.GivenNameAlone)
            .GroupBy(r => (r.Side, NameCell.Compared(r.FullName), Year(r)))
            .Where(g => g.Count() > 1).SelectMany(g => g).Select(r => (r.Sheet, r.Number, r.Side)).ToHashSet();
        if (namesakes.Count == 0) return rows;
        faults.AddRange(rows.Where(r => Namesake(r) && r.BirthDate is null)
            .Select(r => new CellFault(r.Number, 0, "row-ambiguous", r.Sheet)));
        return [.. rows.Where(r => !Namesake(r) || r.BirthDate is not null).Select(r => r with { Namesake = Namesake(r) })];

        bool Namesake(RegisterRow row) => namesakes.Contains((row.Sheet, row.Number, row.Side));
        static int? Year(RegisterRow row) => row.BirthDate?.Year ?? row.BirthYear;
    }
}
