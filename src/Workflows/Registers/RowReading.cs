namespace MentorshipFlow.Workflows.Registers;

/// <summary>One row while it is parsed.</summary>
internal sealed class RowReading(SheetRow row, ColumnKind?[] columns)
{
    public int Number => row.Number;

    public List<CellFault> Faults { get; } = [];

    public List<CellFault> Notices { get; } = [];

    public bool Has(ColumnKind kind) => Array.IndexOf(columns, kind) >= 0;

    /// <summary>The text of a cell; a lone dash means an empty cell.</summary>
    public string? Text(ColumnKind kind) =>
        Array.IndexOf(columns, kind) is >= 0 and var column && row[column] is { Length: > 0 } text && text is not ("-" or "–" or "—")
        ? text : null;

    /// <summary>A one-line text, as in a person's details.</summary>
    public string? Line(ColumnKind kind, int longest)
    {
        if (Text(kind)?.ReplaceLineEndings(" ") is not { } line) return null;
        if (line.Length > longest) Fault(kind, "text-too-long");
        return line;
    }

    public string? Word(ColumnKind kind, Func<string, string?> read, string fault)
    {
        if (Text(kind) is not { } text) return null;
        var word = read(text);
        if (word is null) Fault(kind, fault);
        return word;
    }

    public T? Value<T>(ColumnKind kind, Func<string, T?> read, string fault)
        where T : struct
    {
        if (Text(kind) is not { } text) return null;
        var value = read(text);
        if (value is null) Fault(kind, fault);
        return value;
    }

    /// <summary>Adds a fault at a column's place; only one per cell.</summary>
    public void Fault(ColumnKind kind, string code)
    {
        var column = Place(kind);
        if (!Faults.Exists(f => f.Column == column && column > 0)) Faults.Add(new(row.Number, column, code));
    }

    /// <summary>Adds a notice: the row is taken, but not the whole content of the cell.</summary>
    public void Notice(ColumnKind kind, string code) => Notices.Add(new(row.Number, Place(kind), code));

    private int Place(ColumnKind kind) => Array.IndexOf(columns, kind) + 1;
}
