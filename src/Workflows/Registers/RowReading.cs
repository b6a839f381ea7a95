namespace MentorshipFlow.Workflows.Registers;

/// <summary>One person's part of a row while it is parsed.</summary>
/// <param name="columns">Those of this person and of the row.</param>
/// <param name="class">The class of the section or sheet, for a row without one.</param>
internal sealed class RowReading(SheetRow row, int sheet, TableColumn[] columns, Side side, string? @class)
{
    // What people write into a cell that has nothing to say.
    private static readonly HashSet<string> Nothing = ["нет", "не указан", "не указано", "не указана", "отсутствует", "нет данных",
        "неизвестно", "не имеется", "н д", "н у", "б н", "none", "no", "n a"];

    private readonly List<string> kept = [];

    public int Number => row.Number;

    public int Sheet => sheet;

    public Side Side => side;

    public string? Class => @class;

    public List<CellFault> Faults { get; } = [];

    public List<CellFault> Notices { get; } = [];

    /// <summary>Words of cells that no field can hold, with their headings.</summary>
    public IReadOnlyList<string> Kept => kept;

    public int NamePlace => columns.FirstOrDefault(c => TableColumns.IsName(c.Meaning)) is { } c ? c.Index + 1 : 0;

    public bool HasName() => columns.Any(c => TableColumns.IsName(c.Meaning) && row[c.Index].Any(char.IsLetter));

    public bool Has(ColumnKind kind)
    {
        foreach (var column in columns)
            if (column.Meaning == kind) return true;
        return false;
    }

    /// <summary>The text of the first cell that says something; a lone dash means an empty cell.</summary>
    public string? Text(ColumnKind kind) => Texts(kind).FirstOrDefault();

    /// <summary>The texts of all columns of a kind.</summary>
    public IEnumerable<string> Texts(ColumnKind kind) => !Has(kind) ? [] : columns.Where(c => c.Meaning == kind).Select(c => row[c.Index])
        .Where(t => t.Any(char.IsLetterOrDigit) || t is "+" or "✓");

    /// <summary>The person's columns with a text in this row, in the order of the table.</summary>
    public IEnumerable<(TableColumn Column, string Text)> Filled() =>
        columns.Where(c => row[c.Index].Any(char.IsLetterOrDigit)).Select(c => (c, row[c.Index]));

    /// <summary>Like <see cref="Text"/>, but words such as «нет» count as empty.</summary>
    public string? Said(ColumnKind kind) => Text(kind) is { } text && !Nothing.Contains(Headings.Normal(text)) ? text : null;

    /// <summary>A one-line text, as in a person's details; what is too long is kept among the other words.</summary>
    public string? Line(ColumnKind kind, int longest)
    {
        var line = string.Join("; ", Texts(kind).Select(t => t.ReplaceLineEndings(" ")));
        if (line.Length == 0) return null;
        if (line.Length <= longest) return line;
        Keep(kind, "text-too-long");
        return null;
    }

    /// <summary>An optional value: what cannot be read is kept in words, with a notice.</summary>
    public T? Value<T>(ColumnKind kind, Func<string, T?> read, string notice)
        where T : struct
    {
        if (Said(kind) is not { } text) return null;
        var value = read(text);
        if (value is null) Keep(kind, notice);
        return value;
    }

    /// <summary>Whether a text says that there is nothing to say.</summary>
    public bool IsNothing(string text) => Nothing.Contains(Headings.Normal(text));

    /// <summary>A mentor's minutes a week; words that do not say them are kept, with a notice.</summary>
    public int? Minutes()
    {
        if (Array.Find(columns, c => c.Meaning == ColumnKind.Hours && row[c.Index].Any(char.IsLetterOrDigit)) is not { } column)
            return null;
        var minutes = HoursCell.Read(row[column.Index], column.Heading);
        if (minutes is null) Keep(ColumnKind.Hours, "hours-invalid");
        else if (row[column.Index].Any(char.IsLetter)) Notice(ColumnKind.Hours, "hours-understood");
        return minutes;
    }

    /// <summary>Keeps the words of a cell that was not understood.</summary>
    public void Keep(ColumnKind kind, string notice)
    {
        var column = columns.First(c => c.Meaning == kind && row[c.Index].Length > 0);
        kept.Add($"{column.Heading.ReplaceLineEndings(" ")}: {row[column.Index].ReplaceLineEndings(" ")}");
        Notice(kind, notice);
    }

    /// <summary>Keeps further words.</summary>
    public void Keep(string words) => kept.Add(words);

    /// <summary>Adds a fault at a column's place; only one per cell. A row with a fault is not taken.</summary>
    public void Fault(ColumnKind kind, string code)
    {
        var column = Place(kind);
        if (!Faults.Exists(f => f.Column == column && column > 0)) Faults.Add(new(row.Number, column, code, sheet));
    }

    /// <summary>Adds a notice: the row is taken, but not the whole content of the cell.</summary>
    public void Notice(ColumnKind kind, string code) => Notices.Add(new(row.Number, Place(kind), code, sheet));

    private int Place(ColumnKind kind) =>
        (Array.Find(columns, c => c.Meaning == kind && row[c.Index].Length > 0)
            ?? Array.Find(columns, c => c.Meaning == kind)) is { } c ? c.Index + 1 : 0;
}
