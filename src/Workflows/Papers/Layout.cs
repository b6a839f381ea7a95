namespace MentorshipFlow.Workflows.Papers;

/// <summary>The place of a paragraph's text between the margins.</summary>
public enum Alignment
{
    /// <summary>Flush left.</summary>
    Left,

    /// <summary>Centred.</summary>
    Centre,

    /// <summary>Flush right.</summary>
    Right,

    /// <summary>Flush on both sides.</summary>
    Both,
}

/// <summary>A paper as lines and tables: what DOCX and PDF have in common.</summary>
/// <param name="Margins">In millimetres.</param>
internal sealed record Layout(bool Landscape, PageMargins Margins, IReadOnlyList<Block> Blocks)
{
    /// <summary>A4 with the margins of GOST R 7.0.97.</summary>
    public static Layout Of(bool landscape, IReadOnlyList<Block> blocks) => new(landscape, new(20, 20, 10, 20), blocks);
}

/// <summary>Margins of a page in millimetres.</summary>
internal sealed record PageMargins(double Left, double Top, double Right, double Bottom);

/// <summary>A part of a paper.</summary>
internal abstract record Block
{
    private Block() { }

    /// <summary>A paragraph.</summary>
    /// <param name="Code">The text of a QR code that stands in the place of the runs.</param>
    public sealed record Paragraph(IReadOnlyList<Run> Runs, ParagraphForm Form, string? Code = null) : Block
    {
        public string Text => string.Concat(Runs.Select(r => r.Text));
    }

    /// <summary>A table.</summary>
    /// <param name="Widths">Of the columns, in parts of their sum.</param>
    /// <param name="Lines">Whether its cells have lines around them.</param>
    public sealed record Table(IReadOnlyList<double> Widths, bool Lines, IReadOnlyList<Row> Rows) : Block;

    /// <summary>The end of a page.</summary>
    public sealed record PageEnd : Block;
}

/// <summary>A row of a table.</summary>
/// <param name="Heading">Whether it is repeated on every page.</param>
internal sealed record Row(IReadOnlyList<Cell> Cells, bool Heading);

/// <summary>A cell.</summary>
/// <param name="Span">Number of columns.</param>
internal sealed record Cell(IReadOnlyList<Block.Paragraph> Paragraphs, int Span = 1);

/// <summary>A piece of text in one face.</summary>
internal sealed record Run(string Text, bool Bold = false, bool Italic = false, double? Size = null);

/// <summary>The form of a paragraph. Lengths are in points, those of indents in millimetres.</summary>
/// <param name="Style">The name of its style in DOCX.</param>
/// <param name="Heading">1 for the title of a paper, 2 for its sections, 0 for text.</param>
internal sealed record ParagraphForm(
    string Style, Alignment Align = Alignment.Left, double Size = 13, bool Bold = false, double FirstLine = 0, double Left = 0,
    double Before = 0, double After = 0, double LineHeight = 1.15, int Heading = 0, bool KeepNext = false)
{
    /// <summary>The forms of the shipped templates by their names in the sources of templates.</summary>
    public static IReadOnlyDictionary<string, ParagraphForm> Known { get; } = new ParagraphForm[]
    {
        new("text", Alignment.Both, FirstLine: 12.5, After: 3),
        new("plain", Alignment.Both, After: 3),
        new("left", After: 3),
        new("centre", Alignment.Centre),
        new("right", Alignment.Right),
        new("smallcentre", Alignment.Centre, 10),
        new("title", Alignment.Centre, 14, Bold: true, Before: 12, After: 6, Heading: 1, KeepNext: true),
        new("section", Alignment.Centre, Bold: true, Before: 10, After: 4, Heading: 2, KeepNext: true),
        new("label", Bold: true, Before: 8, After: 3, KeepNext: true),
        new("subject", Left: 0, Before: 6, After: 10),
        new("small", Size: 10),
        new("note", Alignment.Both, 10, After: 2),
        new("point", Alignment.Both, 11, Left: 6, After: 2),
        new("cell", Size: 11, LineHeight: 1.05),
        new("head", Alignment.Centre, 11, Bold: true, LineHeight: 1.05),
        new("tight", Size: 9, LineHeight: 1.05),
        new("tighthead", Alignment.Centre, 9, Bold: true, LineHeight: 1.05),
        new("code", Alignment.Left, Before: 6, After: 3),
    }.ToDictionary(f => f.Style);
}
