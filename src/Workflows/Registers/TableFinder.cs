using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>The table in a sheet.</summary>
/// <param name="Header">The number of the last row of the header.</param>
/// <param name="Rows">The rows below the header that may be persons, with the class of the section they stand in, if any.</param>
/// <param name="Passed">Rows below the header that are no persons: hidden rows, titles of sections, signatures.</param>
internal sealed record Table(
    int Header, TableColumn[] Columns, IReadOnlyList<(SheetRow Row, string? Section)> Rows, IReadOnlyList<CellFault> Passed);

/// <summary>
/// Finds the table in a sheet as a person would: below titles and stamps, with a header of one or two rows, without the row of column
/// numbers, the repeated header of a printed page, titles of sections and the signatures at the end.
/// </summary>
/// <remarks>For the sheets of one file.</remarks>
internal sealed partial class TableFinder(RegisterKind kind, ColumnMapping mapping)
{
    // Annexes, orders, stamps and titles stand above many tables.
    private const int RowsAboveHeader = 100;

    // A row with so many known headings is the header, if no row soon after it has more.
    private const int CertainHeadings = 3;
    private const int RowsAfterCertain = 3;

    private readonly HeadingLookup lookup = new(mapping);

    private static readonly string[] Endings =
    [
        "итого", "всего", "директор", "заместитель", "зам директора", "куратор", "составил", "составитель", "исполнитель", "подпись", "м п",
        "согласовано", "утверждаю", "утверждено", "ответственный", "руководитель", "дата заполнения", "ознакомлен", "примечание",
        "секретарь", "председатель", "заведующ",
    ];

    /// <summary>The table; null when no row is a header with a column for names.</summary>
    public Table? Find(Sheet sheet, int number)
    {
        (int Score, int First, int Last, TableColumn[] Columns) best = (0, -1, -1, []);
        var across = sheet.Merges.Where(m => m.Right > m.Left).GroupBy(m => m.Top)
            .ToDictionary(g => g.Key, g => g.Take(SheetLimits.Columns).ToArray());
        for (var i = 0; i < Math.Min(RowsAboveHeader, sheet.Rows.Count)
            && (best.Score < CertainHeadings || i <= best.Last + RowsAfterCertain); i++)
        {
            var merged = across.GetValueOrDefault(sheet.Rows[i].Number, []);
            var cells = Spread(sheet.Rows[i], merged);
            Try(cells, i, i);
            if (i + 1 < sheet.Rows.Count && IsSecond(sheet, i, merged)) Try(Joined(cells, sheet.Rows[i + 1]), i, i + 1);
        }

        return best.Score == 0 ? null : Below(sheet, number, best.Last, best.Columns);

        void Try(IReadOnlyList<string> cells, int first, int last)
        {
            var columns = TableColumns.Of(cells, kind, lookup);
            var known = columns.Count(c => c.Meaning is not null);
            if (!columns.Any(c => TableColumns.IsName(c.Meaning)) || known < best.Score) return;
            // Of two readings with as many known columns the one with fewer unknown headings is the header, and the first row otherwise.
            if (known == best.Score && (best.First != first || Unknown(columns) >= Unknown(best.Columns))) return;
            best = (known, first, last, columns);
        }

        static int Unknown(TableColumn[] columns) => columns.Count(c => c.Meaning is null && c.Heading.Length > 0);
    }

    // A heading merged over columns stands above each of them.
    private static string[] Spread(SheetRow row, Merge[] across)
    {
        var cells = row.Cells.ToArray();
        if (across.Length == 0) return cells;
        Array.Resize(ref cells, Math.Max(cells.Length, across.Max(m => m.Right) + 1));
        for (var i = 0; i < cells.Length; i++) cells[i] ??= "";
        foreach (var merge in across)
        {
            for (var column = merge.Left + 1; column <= merge.Right; column++)
                if (cells[column].Length == 0) cells[column] = cells[merge.Left];
        }

        return cells;
    }

    // The second row of a header has words of headings and no value of a person.
    private bool IsSecond(Sheet sheet, int above, Merge[] across)
    {
        var (first, row) = (sheet.Rows[above], sheet.Rows[above + 1]);
        if (row.Number != first.Number + 1 || first.Cells.Count(c => c.Length > 0) < 2 || IsNumbering(row)) return false;
        var texts = row.Cells.Where(c => c.Length > 0).ToArray();
        return texts.Length > 0 && !texts.Any(t => t.Any(char.IsAsciiDigit)) && texts.Any(t => lookup.Of(t).Meaning is not null)
            // A second row stands under merged or empty cells; a person's row stands under the headings.
            && row.Cells.Index().All(c => c.Item.Length == 0 || first[c.Index].Length == 0 || c.Item == first[c.Index]
                || (first[c.Index + 1].Length == 0 && row[c.Index + 1].Length > 0)
                || across.Any(m => m.Left <= c.Index && c.Index <= m.Right));
    }

    private string[] Joined(string[] upper, SheetRow lower) =>
        [.. Enumerable.Range(0, Math.Max(upper.Length, lower.Cells.Count)).Select(i =>
            (Above: i < upper.Length ? upper[i] : "", Below: lower[i]) switch
            {
                ("", var below) => below,
                (var above, "") => above,
                var (above, below) when above == below => above,
                // «Телефон» under «Контакты родителей»: both words count.
                var (above, below) => lookup.Of($"{above} {below}").Meaning is { Likeness: 100 } ? $"{above} {below}"
                    : lookup.Of(above).Meaning is { } told && told.Kind is ColumnKind.FullName or ColumnKind.Representative
                        && lookup.Of(below).Meaning is { } part && !TableColumns.IsName(part.Kind)
                        ? $"{below} {above}" : lookup.Of(below).Meaning is not null ? below : $"{above} {below}",
            })];

    private static Table Below(Sheet sheet, int number, int last, TableColumn[] columns)
    {
        var header = sheet.Rows[last];
        List<(SheetRow, string?)> rows = [];
        List<CellFault> passed = [];
        string? section = null;
        var names = columns.Where(c => TableColumns.IsName(c.Meaning)).Select(c => c.Index).ToArray();
        foreach (var row in sheet.Rows.Skip(last + 1))
        {
            if (row.Hidden) passed.Add(new(row.Number, 0, "row-hidden", number));
            else if (IsNumbering(row) || Repeats(row, header)) continue;
            else if (Section(row, columns.Length) is { } title) section = title;
            else if (IsEnding(row, names)) passed.Add(new(row.Number, 0, "row-not-person", number));
            else rows.Add((row, section));
        }

        var width = Math.Max(columns.Length, rows.Select(r => r.Item1.Cells.Count).DefaultIfEmpty().Max());
        return new(header.Number,
            [
                .. columns, .. Enumerable.Range(columns.Length, width - columns.Length)
                    .Select(i => new TableColumn(i, "", null, Side.Row, 0)),
            ], rows, passed);
    }

    // «1 2 3 4 5» under the header.
    private static bool IsNumbering(SheetRow row)
    {
        var texts = row.Cells.Where(c => c.Length > 0).ToArray();
        return texts.Length > 1 && texts.Index().All(t =>
            int.TryParse(t.Item.TrimEnd('.', ')'), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n == t.Index + 1);
    }

    private static bool Repeats(SheetRow row, SheetRow header) =>
        row.Cells.Count(c => c.Length > 0) > 1
        && row.Cells.Index().All(c => Headings.Normal(c.Item) == Headings.Normal(header[c.Index]));

    // A row with nothing but a class is the title of a section.
    private static string? Section(SheetRow row, int columns) =>
        columns > 1 && row.Cells.Where(c => c.Length > 0).Distinct().ToArray() is [var only] && ClassCell.Read(only) is { Grade: not null }
            ? only : null;

    private static bool IsEnding(SheetRow row, int[] names)
    {
        var texts = row.Cells.Where(c => c.Length > 0).ToArray();
        var first = Headings.Normal(texts[0]);
        if (texts.Any(t => Blank().IsMatch(t))) return true;
        if (texts.Length <= 3 && Endings.Any(e => first == e || first.StartsWith($"{e} ", StringComparison.Ordinal)
            || (e.Length > 8 && first.StartsWith(e, StringComparison.Ordinal)))) return true;
        // A line of words somewhere else than in the name is no person.
        return names.All(n => row[n].Length == 0) && texts.Length == 1;
    }

    [GeneratedRegex("_{3,}|/[^/]*[А-ЯЁ]\\.[^/]*/", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
