using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>One row of a file with the exceptions of a month.</summary>
/// <param name="Row">As in the sheet, from 1.</param>
/// <param name="Tandem">The id of the pair or group; null where the mentor's name says which.</param>
/// <param name="Mentor">As typed.</param>
/// <param name="On">The day by the timetable.</param>
/// <param name="Absent">Names as typed.</param>
public sealed record MonthRow(
    int Row, Guid? Tandem, string Mentor, DateOnly On, IReadOnlyList<string> Absent, DateOnly? MovedTo, int? Minutes,
    TandemParty? CancelledBy, CancellationReason? Reason);

/// <summary>
/// The meetings of a month that were not as the timetable has them, from XLSX, XLS, ODS or CSV: a heading row and a row for each meeting.
/// </summary>
/// <param name="Faults">Cells that are not understood: the code and the row.</param>
public sealed record MonthTable(IReadOnlyList<MonthRow> Rows, IReadOnlyList<Missing> Faults)
{
    private const int RowsAboveHeader = 20;

    private static readonly Dictionary<string, Column> Known = new()
    {
        ["пара"] = Column.Tandem, ["пара или группа"] = Column.Tandem, ["группа"] = Column.Tandem, ["tandem"] = Column.Tandem,
        ["наставник"] = Column.Mentor, ["фио наставника"] = Column.Mentor, ["mentor"] = Column.Mentor,
        ["дата"] = Column.On, ["дата встречи"] = Column.On, ["дата по расписанию"] = Column.On, ["date"] = Column.On,
        ["отсутствовали"] = Column.Absent, ["отсутствовал"] = Column.Absent, ["отсутствующие"] = Column.Absent, ["absent"] = Column.Absent,
        ["перенесена на"] = Column.MovedTo, ["перенос"] = Column.MovedTo, ["новая дата"] = Column.MovedTo, ["moved to"] = Column.MovedTo,
        ["минут"] = Column.Minutes, ["длительность"] = Column.Minutes, ["minutes"] = Column.Minutes,
        ["кто отменил"] = Column.CancelledBy, ["отменена кем"] = Column.CancelledBy, ["cancelled by"] = Column.CancelledBy,
        ["причина"] = Column.Reason, ["причина отмены"] = Column.Reason, ["reason"] = Column.Reason,
    };

    private enum Column { Tandem, Mentor, On, Absent, MovedTo, Minutes, CancelledBy, Reason }

    /// <summary>Whether the file has a column for the day and one for the pair, group or mentor.</summary>
    public bool HasColumns { get; private init; }

    /// <summary>Reads the first visible sheet.</summary>
    /// <param name="today">For years of two digits.</param>
    /// <param name="words">The words of a code in all languages, such as those of <c>cancellation-reason.illness</c>.</param>
    public static MonthTable Read(Workbook file, DateOnly today, Func<string, IEnumerable<string>> words)
    {
        var sheet = file.Sheets.FirstOrDefault(s => !s.Hidden) ?? file.Sheets[0];
        var header = sheet.Rows.Take(RowsAboveHeader).MaxBy(r => r.Cells.Count(c => Known.ContainsKey(Headings.Normal(c))))!;
        var at = header.Cells.Index().Where(c => Known.ContainsKey(Headings.Normal(c.Item)))
            .GroupBy(c => Known[Headings.Normal(c.Item)]).ToDictionary(g => g.Key, g => g.First().Index);
        List<MonthRow> rows = [];
        List<Missing> faults = [];
        foreach (var row in sheet.Rows.Where(r => r.Number > header.Number && !r.Hidden))
        {
            var read = Of(row);
            if (read is not null) rows.Add(read);
        }

        return new(rows, faults)
        {
            HasColumns = at.ContainsKey(Column.On) && (at.ContainsKey(Column.Mentor) || at.ContainsKey(Column.Tandem)),
        };

        string Text(SheetRow row, Column column) => at.TryGetValue(column, out var index) ? row[index] : "";

        MonthRow? Of(SheetRow row)
        {
            var (on, moved) = (Cells.Day(Text(row, Column.On), today), Cells.Day(Text(row, Column.MovedTo), today));
            var minutes = Cells.Number(Text(row, Column.Minutes));
            var tandem = Guid.TryParse(Text(row, Column.Tandem), out var id) ? id : (Guid?)null;
            var (by, reason) = (Code<TandemParty>(Text(row, Column.CancelledBy)), Code<CancellationReason>(Text(row, Column.Reason)));
            var before = faults.Count;
            Wants(on is not null, "month-row-date-unclear");
            Wants(Reads(Column.MovedTo, moved), "month-row-date-unclear");
            Wants(Reads(Column.Minutes, minutes), "month-row-minutes-unclear");
            Wants(Reads(Column.Tandem, tandem), "month-row-tandem-unclear");
            Wants(Reads(Column.CancelledBy, by) && Reads(Column.Reason, reason), "month-row-cancellation-unclear");
            Wants(tandem is not null || Text(row, Column.Mentor).Length > 0, "month-row-tandem-unclear");
            if (faults.Count > before) return null;
            return new(
                row.Number, tandem, Text(row, Column.Mentor), on!.Value,
                Text(row, Column.Absent).Split([';', ',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                moved, minutes, by, reason);

            bool Reads<T>(Column column, T? value) => value is not null || Text(row, column).Length == 0;

            void Wants(bool holds, string fault)
            {
                if (!holds) faults.Add(new(fault, $"{row.Number}"));
            }
        }

        T? Code<T>(string cell)
            where T : struct, Enum
        {
            var normal = Headings.Normal(cell);
            return normal.Length == 0 ? null : Enum.GetValues<T>()
                .Where(value => words($"{Kebab.Of(typeof(T).Name)}.{Kebab.Of($"{value}")}")
                .Append(Kebab.Of($"{value}")).Any(word => Headings.Normal(word) == normal)).Select(value => (T?)value).FirstOrDefault();
        }
    }
}
