using System.Globalization;
using System.Xml.Linq;
using static MentorshipFlow.Workflows.Papers.WordXml;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>Reads a DOCX as a layout for the PDF: paragraphs, tables, their styles, QR codes. What else a template has is named, so that no
/// PDF leaves something out without a word.</summary>
internal sealed class DocxReader
{
    private const double TwipsPerMillimetre = 1440 / 25.4;

    private static readonly HashSet<string> Silent =
        ["pPr", "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "rPr", "softHyphen", "del", "sectPr"];

    private readonly Dictionary<string, XElement> styles;
    private readonly XElement? defaults;
    private readonly string? usual;
    private readonly List<string> unshown = [];

    private DocxReader(XDocument? sheet)
    {
        styles = (sheet?.Root?.Elements(W + "style") ?? []).Where(s => s.Attribute(W + "styleId") is not null)
            .DistinctBy(s => (string)s.Attribute(W + "styleId")!).ToDictionary(s => (string)s.Attribute(W + "styleId")!);
        defaults = sheet?.Root?.Element(W + "docDefaults");
        usual = styles.FirstOrDefault(s => (string?)s.Value.Attribute(W + "default") == "1"
            && (string?)s.Value.Attribute(W + "type") == "paragraph").Key;
    }

    /// <summary>The layout, and the names of what a PDF does not show.</summary>
    public static (Layout Layout, IReadOnlyList<string> Unshown) Read(byte[] docx)
    {
        var parts = DocxPackage.Read(docx) ?? throw new InvalidDataException("A filled template is a DOCX.");
        var reader = new DocxReader(parts.TryGetValue("word/styles.xml", out var sheet) ? DocxPackage.Xml(sheet) : null);
        var body = DocxPackage.Xml(parts["word/document.xml"])!.Root!.Element(W + "body")!;
        var blocks = reader.Blocks(body).ToList();
        reader.Margins(parts);
        var section = body.Element(W + "sectPr");
        return (new(Length(section?.Element(W + "pgSz"), "w", 210) > Length(section?.Element(W + "pgSz"), "h", 297),
            MarginsOf(section?.Element(W + "pgMar")), blocks), [.. reader.unshown.Distinct()]);
    }

    // A header that only counts pages is drawn by the PDF itself.
    private void Margins(Dictionary<string, byte[]> parts)
    {
        foreach (var (name, part) in parts.Where(p => p.Key.StartsWith("word/header", StringComparison.Ordinal)
            || p.Key.StartsWith("word/footer", StringComparison.Ordinal)))
        {
            var text = string.Concat(DocxPackage.Xml(part)?.Descendants(W + "t").Select(t => t.Value) ?? []).Trim();
            if (text.Length > 0 && !text.All(char.IsDigit)) unshown.Add(name["word/".Length..^".xml".Length]);
        }
    }

    private static PageMargins MarginsOf(XElement? m) =>
        new(Length(m, "left", 20), Length(m, "top", 20), Length(m, "right", 10), Length(m, "bottom", 20));

    private IEnumerable<Block> Blocks(XElement scope)
    {
        foreach (var element in scope.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "p":
                    foreach (var block in Paragraph(element)) yield return block;
                    break;
                case "tbl":
                    yield return Table(element);
                    break;
                case "sdt":
                    foreach (var block in Blocks(element.Element(W + "sdtContent") ?? element)) yield return block;
                    break;
                default:
                    Unknown(element);
                    break;
            }
        }
    }

    private IEnumerable<Block> Paragraph(XElement p)
    {
        var own = p.Element(W + "pPr");
        var chain = Chain(own.Value("pStyle") ?? usual);
        if (own?.Element(W + "numPr") is not null || chain.Any(s => s.Element(W + "pPr")?.Element(W + "numPr") is not null))
            unshown.Add("numPr");
        if (own.Switch("pageBreakBefore") == true || p.Descendants(W + "br").Any(b => (string?)b.Attribute(W + "type") == "page"))
            yield return new Block.PageEnd();
        var form = Form(own, chain);
        var code = p.Descendants().Where(d => d.Name.LocalName == "docPr").Select(d => (string?)d.Attribute("descr"))
            .FirstOrDefault(d => d?.StartsWith(QrPictures.Description, StringComparison.Ordinal) == true);
        var runs = Runs(p, chain, code is not null).ToList();
        // A paragraph with a page's end alone is no empty line.
        if (runs.Count > 0 || code is not null || !p.Descendants(W + "br").Any())
            yield return new Block.Paragraph(runs, form, code?[QrPictures.Description.Length..]);
    }

    private IEnumerable<Run> Runs(XElement scope, List<XElement> chain, bool coded)
    {
        foreach (var element in scope.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "r":
                    var face = element.Element(W + "rPr");
                    foreach (var text in element.Elements().Select(e => TextOf(e, coded)).Where(t => t.Length > 0))
                    {
                        yield return new(text, On(face, chain, "b"), On(face, chain, "i"), face.Value("sz") is { } half ? Points(half)
                            : null);
                    }

                    break;
                case "hyperlink" or "ins" or "smartTag" or "fldSimple" or "sdt" or "sdtContent":
                    foreach (var run in Runs(element, chain, coded)) yield return run;
                    break;
                default:
                    Unknown(element);
                    break;
            }
        }
    }

    private string TextOf(XElement piece, bool coded)
    {
        switch (piece.Name.LocalName)
        {
            case "t": return piece.Value;
            case "tab": return "    ";
            case "noBreakHyphen": return "\u2011";
            case "br" or "cr": return (string?)piece.Attribute(W + "type") == "page" ? "" : "\n";
            case "drawing" when coded: return "";
            default:
                Unknown(piece);
                return "";
        }
    }

    private void Unknown(XElement element)
    {
        if (!Silent.Contains(element.Name.LocalName)) unshown.Add(element.Name.LocalName);
    }

    private Block.Table Table(XElement t)
    {
        var widths = (t.Element(W + "tblGrid")?.Elements(W + "gridCol") ?? []).Select(c => Length(c, "w", 20)).ToList();
        var style = Chain(t.Element(W + "tblPr").Value("tblStyle"));
        var borders = t.Element(W + "tblPr")?.Element(W + "tblBorders")
            ?? style.Select(s => s.Element(W + "tblPr")?.Element(W + "tblBorders")).FirstOrDefault(b => b is not null);
        var cells = t.Descendants(W + "tcBorders").Elements();
        var rows = t.Elements(W + "tr").Select(r => new Row(
            [.. r.Elements(W + "tc").Select(CellOf)], r.Element(W + "trPr").Switch("tblHeader") == true)).ToList();
        if (widths.Count == 0) widths = [.. Enumerable.Repeat(1.0, rows.Max(r => r.Cells.Sum(c => c.Span)))];
        var ruled = (borders?.Elements() ?? []).Concat(cells)
            .Any(b => (string?)b.Attribute(W + "val") is not (null or "nil" or "none"));
        return new(widths, ruled, rows);
    }

    private Cell CellOf(XElement cell)
    {
        if (cell.Descendants(W + "vMerge").Any()) unshown.Add("vMerge");
        var blocks = Blocks(new XElement(cell.Name, cell.Elements().Where(e => e.Name != W + "tcPr"))).ToList();
        if (blocks.Exists(b => b is Block.Table)) unshown.Add("tbl");
        return new([.. blocks.OfType<Block.Paragraph>()],
            int.TryParse(cell.Element(W + "tcPr").Value("gridSpan"), CultureInfo.InvariantCulture, out var span) ? span : 1);
    }

    private ParagraphForm Form(XElement? own, List<XElement> chain)
    {
        var all = chain.Select(s => s.Element(W + "pPr")).Prepend(own).Append(defaults?.Element(W + "pPrDefault")?.Element(W + "pPr"))
            .ToList();
        XElement? First(string name) => all.Select(p => p?.Element(W + name)).FirstOrDefault(e => e is not null);
        double Of(string element, string name, double or) =>
            all.Select(p => (string?)p?.Element(W + element)?.Attribute(W + name)).FirstOrDefault(v => v is not null) is { } text
            && double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : or;
        var faces = chain.Select(s => s.Element(W + "rPr")).Append(defaults?.Element(W + "rPrDefault")?.Element(W + "rPr")).ToList();
        var size = faces.Select(f => f.Value("sz")).FirstOrDefault(v => v is not null) is { } half ? Points(half) : 12;
        return new("", First("jc").ValueOfSelf() switch
        {
            "center" => Alignment.Centre,
            "right" or "end" => Alignment.Right,
            "both" or "distribute" => Alignment.Both,
            _ => Alignment.Left,
        }, size, false, (Of("ind", "firstLine", 0) - Of("ind", "hanging", 0)) / TwipsPerMillimetre,
            Of("ind", "left", 0) / TwipsPerMillimetre,
            Of("spacing", "before", 0) / 20, Of("spacing", "after", 0) / 20,
            First("spacing")?.Attribute(W + "lineRule")?.Value is "exact" or "atLeast" ? 1.15 : Of("spacing", "line", 240) / 240,
            int.TryParse(First("outlineLvl").ValueOfSelf(), CultureInfo.InvariantCulture, out var level) && level < 6 ? level + 1 : 0,
                First("keepNext") is not null);
    }

    // The style and those that it is based on.
    private List<XElement> Chain(string? id)
    {
        List<XElement> chain = [];
        while (id is not null && styles.TryGetValue(id, out var style) && !chain.Contains(style))
        {
            chain.Add(style);
            id = style.Value("basedOn");
        }

        return chain;
    }

    private static bool On(XElement? face, List<XElement> chain, string name) =>
        face.Switch(name) ?? chain.Select(s => s.Element(W + "rPr").Switch(name)).FirstOrDefault(v => v is not null) ?? false;

    private static double Points(string half) => double.TryParse(half, CultureInfo.InvariantCulture, out var value) ? value / 2 : 12;

    private static double Length(XElement? element, string attribute, double or) =>
        double.TryParse((string?)element?.Attribute(W + attribute), CultureInfo.InvariantCulture, out var twips)
            ? twips / TwipsPerMillimetre : or;
}
