using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>Writes a layout as a tagged PDF/A-1b with embedded fonts; the same layout gives the same bytes.</summary>
internal sealed class PdfWriter : IDisposable
{
    private const double Millimetre = 72 / 25.4;
    private const double Padding = 4;
    private const double CodeSide = 30 * Millimetre;
    private const double RoomAfterHeading = 45;

    private readonly Layout layout;
    private readonly PdfDocument document = new();
    private readonly UAManager access;
    private XGraphics? sheet;
    private PdfLines? lines;
    private double top;

    private PdfWriter(Layout layout, string title, DateOnly? date)
    {
        this.layout = layout;
        document.SetPdfA();
        document.Options.CompressContentStreams = false;
        document.Options.NoCompression = true;
        document.Info.Title = title;
        document.Info.Creator = "MentorshipFlow";
        var moment = (date ?? new DateOnly(2000, 1, 1)).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        document.Info.CreationDate = moment;
        document.Info.ModificationDate = moment;
        access = UAManager.ForDocument(document);
        access.SetDocumentLanguage("ru-RU");
    }

    private double Left => layout.Margins.Left * Millimetre;

    private double Width => ((layout.Landscape ? 297 : 210) - layout.Margins.Left - layout.Margins.Right) * Millimetre;

    private double Bottom => ((layout.Landscape ? 210 : 297) - layout.Margins.Bottom) * Millimetre;

    private double Start => layout.Margins.Top * Millimetre;

    /// <summary>Writes a paper.</summary>
    /// <param name="title">Shown by readers in the window's title.</param>
    /// <param name="date">The date of the paper; the file has no other time.</param>
    /// <param name="seed">What the ids of the file are computed from.</param>
    public static byte[] Write(Layout layout, string title, DateOnly? date, byte[] seed)
    {
        PdfFonts.Use();
        using var writer = new PdfWriter(layout, title, date);
        return writer.Write(SHA256.HashData(seed));
    }

    public void Dispose()
    {
        sheet?.Dispose();
        document.Dispose();
    }

    private byte[] Write(byte[] digest)
    {
        var id = Encoding.Latin1.GetString(digest[..16]);
        document.Internals.FirstDocumentID = id;
        document.Internals.SecondDocumentID = id;
        NewPage();
        foreach (var block in layout.Blocks)
        {
            switch (block)
            {
                case Block.Paragraph { Code: { } code }: Code(code); break;
                case Block.Paragraph paragraph: Paragraph(paragraph); break;
                case Block.Table table: Table(table); break;
                default: NewPage(); break;
            }
        }

        sheet!.Dispose();
        sheet = null;
        using var stream = new MemoryStream();
        document.Save(stream, closeStream: false);
        return Settled(stream.ToArray());
    }

    private void NewPage()
    {
        sheet?.Dispose();
        var page = document.AddPage();
        (page.Size, page.Orientation) = (PageSize.A4, layout.Landscape ? PageOrientation.Landscape : PageOrientation.Portrait);
        sheet = XGraphics.FromPdfPage(page);
        lines = new(sheet);
        top = Start;
        if (document.PageCount == 1) return;
        access.StructureBuilder.BeginArtifact();
        sheet.DrawString(document.PageCount.ToString(CultureInfo.InvariantCulture), PdfFonts.Of(10), XBrushes.Black,
            new XPoint(Left + (Width / 2), Start - 14), XStringFormats.BaseLineCenter);
        access.StructureBuilder.End();
    }

    private void Paragraph(Block.Paragraph paragraph)
    {
        var broken = lines!.Of(paragraph, Width);
        var needed = paragraph.Form.KeepNext ? broken.Sum(l => l.Whole) + RoomAfterHeading
            : broken.Take(2).Sum(l => l.Whole);
        if (top > Start && top + needed > Bottom) NewPage();
        Tagged(TagOf(paragraph), broken, Left);
    }

    // A paragraph goes on over the pages, each part with a tag of its own.
    private void Tagged(PdfBlockLevelElementTag tag, IReadOnlyList<Line> broken, double left)
    {
        var open = false;
        foreach (var line in broken)
        {
            if (top > Start && top + line.Before + line.Height > Bottom)
            {
                if (open) access.StructureBuilder.End();
                open = false;
                NewPage();
            }

            if (!open && line.Words.Count > 0)
            {
                access.StructureBuilder.BeginElement(tag);
                open = true;
            }

            if (top > Start) top += line.Before;
            Draw(line, left, top);
            top += line.Height + line.After;
        }

        if (open) access.StructureBuilder.End();
    }

    private static PdfBlockLevelElementTag TagOf(Block.Paragraph p) => p.Form.Heading switch
    {
        1 => PdfBlockLevelElementTag.Heading1, 2 => PdfBlockLevelElementTag.Heading2, > 2 => PdfBlockLevelElementTag.Heading3,
        _ => PdfBlockLevelElementTag.Paragraph,
    };

    // Every word but the last is drawn with its space, so that the text can be read aloud and copied.
    private void Draw(Line line, double left, double from)
    {
        if (line.Words.Count == 0) return;
        var gap = lines!.Space(line.Form);
        var used = line.Words.Sum(w => w.Width) + (gap * (line.Words.Count - 1));
        var x = left + line.Indent + line.Form.Align switch
        {
            Alignment.Centre => (line.Room - used) / 2, Alignment.Right => line.Room - used, _ => 0,
        };
        if (line is { Form.Align: Alignment.Both, Last: false, Words.Count: > 1 }) gap += (line.Room - used) / (line.Words.Count - 1);
        var baseline = from + (line.Height * 0.78);
        foreach (var (n, word) in line.Words.Index())
        {
            foreach (var (m, (text, font, width)) in word.Pieces.Index())
            {
                var spaced = m == word.Pieces.Count - 1 && n < line.Words.Count - 1 ? text + " " : text;
                sheet!.DrawString(spaced, font, XBrushes.Black, new XPoint(x, baseline));
                x += width;
            }

            x += gap;
        }
    }

    private void Code(string text)
    {
        if (top + CodeSide > Bottom) NewPage();
        access.StructureBuilder.BeginElement(PdfIllustrationElementTag.Figure, QrPictures.Description + text,
            new XRect(Left, top, CodeSide, CodeSide));
        var modules = QrPictures.Modules(text);
        var side = CodeSide / modules.Count;
        foreach (var (row, columns) in modules.Index())
        {
            // One rectangle for each run of dark modules, so that no hair lines appear between them.
            for (var column = 0; column < columns.Count; column++)
            {
                var from = column;
                while (column < columns.Count && columns[column]) column++;
                if (column > from)
                    sheet!.DrawRectangle(XBrushes.Black, Left + (from * side), top + (row * side), (column - from) * side, side + 0.05);
            }
        }

        access.StructureBuilder.End();
        top += CodeSide + 4;
    }

    private void Table(Block.Table table)
    {
        var sum = table.Widths.Sum();
        var widths = table.Widths.Select(w => w / sum * Width).ToList();
        var headings = table.Rows.TakeWhile(r => r.Heading).ToList();
        access.StructureBuilder.BeginElement(PdfBlockLevelElementTag.Table);
        foreach (var (n, row) in table.Rows.Index())
        {
            var cells = Cells(row, widths, table.Lines);
            var height = Height(cells);
            // Headings keep the row below them.
            var needed = row.Heading && n + 1 < table.Rows.Count ? height + Height(Cells(table.Rows[n + 1], widths, table.Lines)) : height;
            if (top > Start && top + Math.Min(needed, Bottom - Start) > Bottom) Turn();
            while (true)
            {
                var (now, later) = Split(cells, Bottom - top);
                Draw(now, row.Heading, table.Lines);
                if (later is null) break;
                cells = later;
                Turn();
            }

            void Turn()
            {
                access.StructureBuilder.End();
                NewPage();
                access.StructureBuilder.BeginElement(PdfBlockLevelElementTag.Table);
                if (row.Heading) return;
                foreach (var heading in headings) Draw(Cells(heading, widths, table.Lines), true, table.Lines);
            }
        }

        access.StructureBuilder.End();
        top += 4;
    }

    private sealed record PlacedCell(double Left, double Width, IReadOnlyList<Line> Lines);

    private List<PlacedCell> Cells(Row row, List<double> widths, bool ruled)
    {
        List<PlacedCell> cells = [];
        var (column, left) = (0, Left);
        foreach (var cell in row.Cells)
        {
            var width = widths.Skip(column).Take(cell.Span).Sum();
            cells.Add(new(left, width, [.. cell.Paragraphs.SelectMany(p => lines!.Of(p, width - (ruled ? 2 * Padding : Padding)))]));
            (column, left) = (column + cell.Span, left + width);
        }

        return cells;
    }

    private static double Height(List<PlacedCell> cells) =>
        cells.Select(c => c.Lines.Sum(l => l.Whole)).DefaultIfEmpty().Max() + Padding;

    // A row that is higher than a page goes on on the next one.
    private static (List<PlacedCell> Now, List<PlacedCell>? Later) Split(List<PlacedCell> cells, double room)
    {
        if (Height(cells) <= room + 0.01) return (cells, null);
        List<PlacedCell> now = [], later = [];
        foreach (var cell in cells)
        {
            var (fits, used) = (0, Padding);
            while (fits < cell.Lines.Count && used + cell.Lines[fits].Whole <= room) used += cell.Lines[fits++].Whole;
            now.Add(cell with { Lines = [.. cell.Lines.Take(fits)] });
            later.Add(cell with { Lines = [.. cell.Lines.Skip(fits)] });
        }

        return later.TrueForAll(c => c.Lines.Count == 0) || now.TrueForAll(c => c.Lines.Count == 0) ? (cells, null) : (now, later);
    }

    private void Draw(List<PlacedCell> cells, bool heading, bool ruled)
    {
        var height = Height(cells);
        access.StructureBuilder.BeginElement(PdfBlockLevelElementTag.TableRow);
        foreach (var cell in cells)
        {
            access.StructureBuilder.BeginElement(heading ? PdfBlockLevelElementTag.TableHeaderCell : PdfBlockLevelElementTag.TableDataCell);
            var at = top + (Padding / 2);
            foreach (var line in cell.Lines)
            {
                Draw(line, cell.Left + (ruled ? Padding : 0), at + line.Before);
                at += line.Whole;
            }

            access.StructureBuilder.End();
        }

        access.StructureBuilder.End();
        if (ruled)
        {
            access.StructureBuilder.BeginArtifact();
            var pen = new XPen(XColors.Black, 0.5);
            foreach (var cell in cells) sheet!.DrawRectangle(pen, cell.Left, top, cell.Width, height);
            access.StructureBuilder.End();
        }

        top += height;
    }

    // PDFsharp draws a random subset tag and two random XMP ids, and claims conformance A, which no checker at hand can prove. All are
    // rewritten in place with values of the same length.
    private static byte[] Settled(byte[] file)
    {
        const string blank = "00000000-0000-0000-0000-000000000000", subset = "/FontName/";
        var text = Encoding.Latin1.GetString(file);
        List<string> tags = [];
        for (var at = text.IndexOf(subset, StringComparison.Ordinal); at >= 0; at = text.IndexOf(subset, at + 1, StringComparison.Ordinal))
        {
            if (text.Substring(at + subset.Length, 7) is [.. var tag, '+'] && !tags.Contains(tag)) tags.Add(tag);
        }

        foreach (var (n, tag) in tags.Index())
            text = text.Replace($"/{tag}+", $"/MFPAP{(char)('A' + n)}+", StringComparison.Ordinal);
        foreach (var mark in (string[])["<xmpMM:DocumentID>uuid:", "<xmpMM:InstanceID>uuid:"])
        {
            var at = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
            text = string.Concat(text.AsSpan(0, at), blank, text.AsSpan(at + blank.Length));
        }

        text = PdfGlyphSets.Named(text.Replace("<pdfaid:conformance>A<", "<pdfaid:conformance>B<", StringComparison.Ordinal));
        var digest = new Guid(SHA256.HashData(Encoding.Latin1.GetBytes(text))[..16]).ToString();
        return Encoding.Latin1.GetBytes(text.Replace(blank, digest, StringComparison.Ordinal));
    }
}
