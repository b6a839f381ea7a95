using MentorshipFlow.Papers;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>The format of a printed paper.</summary>
public enum PaperFormat
{
    /// <summary>DOCX, to be changed by hand.</summary>
    Docx,

    /// <summary>PDF/A-1b with embedded fonts.</summary>
    Pdf,

    /// <summary>XLSX with the tables of the paper.</summary>
    Xlsx,
}

/// <summary>A printed paper, or why it cannot be printed in this format.</summary>
public sealed record PrintedPaper(byte[] Content, IReadOnlyList<Missing> Lacks);

/// <summary>Prints papers: the same sheets and template give the same bytes.</summary>
public static class PaperPrinter
{
    private static readonly PaperKind[] OfTables = [PaperKind.Roadmap, PaperKind.BasesRegister];

    /// <summary>The formats of a paper.</summary>
    public static IReadOnlyList<PaperFormat> Formats(PaperKind kind) =>
        OfTables.Contains(kind) ? [PaperFormat.Docx, PaperFormat.Pdf, PaperFormat.Xlsx] : [PaperFormat.Docx, PaperFormat.Pdf];

    /// <summary>The media type of a format.</summary>
    public static string TypeOf(PaperFormat format) => format switch
    {
        PaperFormat.Docx => PaperTemplates.DocxType,
        PaperFormat.Pdf => "application/pdf",
        _ => SheetWriter.XlsxType,
    };

    /// <summary>Prints the sheets of a paper.</summary>
    /// <param name="title">The name of the paper, for the readers of a PDF.</param>
    /// <param name="date">The date of the paper.</param>
    public static PrintedPaper Print(
        IReadOnlyList<PaperSheet> sheets, PaperTemplate template, PaperFormat format, string title, DateOnly? date)
    {
        var filled = (DocxTemplate.Read(template.Docx) ?? throw new InvalidDataException("A template is a DOCX.")).Fill(sheets);
        if (format == PaperFormat.Docx) return new(filled, []);
        var (layout, unshown) = DocxReader.Read(filled);
        if (format == PaperFormat.Xlsx) return new(DocxPackage.Settled(SheetWriter.Xlsx(Tables(layout, title))), []);
        return unshown.Count > 0
            ? new([], [.. unshown.Select(part => new Missing("template-part-not-in-pdf", part))])
            : new(PdfWriter.Write(layout, title, date, filled), []);
    }

    // A table with its headings is a sheet; its name is the label above it.
    private static List<SheetToWrite> Tables(Layout layout, string title)
    {
        List<SheetToWrite> sheets = [];
        var above = title;
        foreach (var block in layout.Blocks)
        {
            if (block is Block.Paragraph { Text: { Length: > 0 } text }) above = text;
            else if (block is Block.Table { Lines: true, Rows: [{ Heading: true }, ..] rows })
                sheets.Add(new(above, rows.Select(r => (IReadOnlyList<string>)[.. r.Cells
                    .Select(c => string.Join('\n', c.Paragraphs.Select(p => p.Text)))])));
        }

        return sheets;
    }
}
