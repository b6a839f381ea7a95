using System.Globalization;
using System.Text;
using System.Xml.Linq;
using static MentorshipFlow.Workflows.Papers.WordXml;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>Writes a layout as DOCX. The framework's zip and XML are enough, and the same layout gives the same bytes.</summary>
internal static class DocxWriter
{
    private const string Font = "Times New Roman";
    private const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const double Short = 210;
    private const double Long = 297;

    public static byte[] Write(Layout layout) => DocxPackage.Write(new Dictionary<string, byte[]>
    {
        ["[Content_Types].xml"] = Bytes(Types()),
        ["_rels/.rels"] = Bytes(Related(("officeDocument", "word/document.xml"))),
        ["word/_rels/document.xml.rels"] = Bytes(Related(("styles", "styles.xml"), ("header", "header1.xml"))),
        ["word/document.xml"] = Bytes(Document(layout)),
        ["word/header1.xml"] = Bytes(PageNumber()),
        ["word/styles.xml"] = Bytes(Styles()),
    });

    private static XElement Types()
    {
        XNamespace t = "http://schemas.openxmlformats.org/package/2006/content-types";
        XElement Override(string part, string type) =>
            new(t + "Override", new XAttribute("PartName", part), new XAttribute("ContentType", $"{MainType}.{type}+xml"));
        XElement Default(string extension, string type) =>
            new(t + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", type));
        return new(t + "Types", Default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            Default("xml", "application/xml"), Default("png", "image/png"), Override("/word/document.xml", "document.main"),
            Override("/word/styles.xml", "styles"), Override("/word/header1.xml", "header"));
    }

    private static XElement Related(params IEnumerable<(string Type, string Target)> targets)
    {
        XNamespace r = "http://schemas.openxmlformats.org/package/2006/relationships";
        return new(r + "Relationships", targets.Index().Select(t => new XElement(r + "Relationship",
            new XAttribute("Id", $"rId{t.Index + 1}"), new XAttribute("Type", $"{Relations}/{t.Item.Type}"),
            new XAttribute("Target", t.Item.Target))));
    }

    private static XElement Document(Layout layout)
    {
        var (width, height) = layout.Landscape ? (Long, Short) : (Short, Long);
        var m = layout.Margins;
        return new(W + "document", new XAttribute(XNamespace.Xmlns + "w", W), new XAttribute(XNamespace.Xmlns + "r", R),
            new XElement(W + "body",
                layout.Blocks.Select(b => Of(b, width - m.Left - m.Right)),
                new XElement(W + "sectPr",
                    new XElement(W + "headerReference", Attribute("type", "default"), new XAttribute(R + "id", "rId2")),
                    new XElement(W + "pgSz", Attribute("w", Twips(width)), Attribute("h", Twips(height)),
                        layout.Landscape ? Attribute("orient", "landscape") : null),
                    new XElement(W + "pgMar", Attribute("top", Twips(m.Top)), Attribute("right", Twips(m.Right)),
                        Attribute("bottom", Twips(m.Bottom)), Attribute("left", Twips(m.Left)), Attribute("header", Twips(10)),
                        Attribute("footer", Twips(10)), Attribute("gutter", "0")),
                    new XElement(W + "titlePg"))));
    }

    private static XElement Of(Block block, double width) => block switch
    {
        Block.Paragraph p => Paragraph(p),
        Block.Table t => Table(t, width),
        _ => new XElement(W + "p", new XElement(W + "r", new XElement(W + "br", Attribute("type", "page")))),
    };

    private static XElement Paragraph(Block.Paragraph p) => new(W + "p",
        new XElement(W + "pPr", new XElement(W + "pStyle", Attribute("val", p.Form.Style))),
        p.Runs.Select(r => new XElement(W + "r", Face(r.Bold, r.Italic, r.Size),
            new XElement(W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), r.Text))));

    private static XElement? Face(bool bold, bool italic, double? size) => !bold && !italic && size is null ? null
        : new(W + "rPr", bold ? new XElement(W + "b") : null, italic ? new XElement(W + "i") : null,
            size is { } points ? new XElement(W + "sz", Attribute("val", Half(points))) : null);

    private static XElement Table(Block.Table t, double width)
    {
        var widths = t.Widths.Select(w => w / t.Widths.Sum() * width).ToList();
        return new(W + "tbl",
            new XElement(W + "tblPr", new XElement(W + "tblW", Attribute("w", Twips(width)), Attribute("type", "dxa")),
                t.Lines ? new XElement(W + "tblBorders", ((string[])["top", "left", "bottom", "right", "insideH", "insideV"])
                    .Select(side => new XElement(W + side, Attribute("val", "single"), Attribute("sz", "4"), Attribute("space", "0"),
                        Attribute("color", "000000")))) : null,
                new XElement(W + "tblLayout", Attribute("type", "fixed"))),
            new XElement(W + "tblGrid", widths.Select(w => new XElement(W + "gridCol", Attribute("w", Twips(w))))),
            t.Rows.Select(row => new XElement(W + "tr",
                new XElement(W + "trPr", new XElement(W + "cantSplit"), row.Heading ? new XElement(W + "tblHeader") : null),
                row.Cells.Zip(widths).Select(c => new XElement(W + "tc",
                    new XElement(W + "tcPr", new XElement(W + "tcW", Attribute("w", Twips(c.Second)), Attribute("type", "dxa"))),
                    c.First.Paragraphs.Select(Paragraph))))));
    }

    private static XElement PageNumber() => new(W + "hdr", new XAttribute(XNamespace.Xmlns + "w", W),
        new XElement(W + "p", new XElement(W + "pPr", new XElement(W + "jc", Attribute("val", "center"))),
            new XElement(W + "fldSimple", Attribute("instr", "PAGE"), new XElement(W + "r", new XElement(W + "t", "2")))));

    private static XElement Styles() => new(W + "styles", new XAttribute(XNamespace.Xmlns + "w", W),
        new XElement(W + "docDefaults",
            new XElement(W + "rPrDefault", new XElement(W + "rPr",
                new XElement(W + "rFonts", Attribute("ascii", Font), Attribute("hAnsi", Font), Attribute("cs", Font)),
                new XElement(W + "sz", Attribute("val", Half(13))), new XElement(W + "lang", Attribute("val", "ru-RU")))),
            new XElement(W + "pPrDefault")),
        ParagraphForm.Known.Values.Select(f => new XElement(W + "style", Attribute("type", "paragraph"),
            f.Style == "text" ? Attribute("default", "1") : null, Attribute("styleId", f.Style),
            new XElement(W + "name", Attribute("val", f.Style == "text" ? "Normal" : $"MentorshipFlow {f.Style}")),
            new XElement(W + "qFormat"),
            new XElement(W + "pPr", f.KeepNext ? new XElement(W + "keepNext") : null,
                new XElement(W + "spacing", Attribute("before", Points(f.Before)), Attribute("after", Points(f.After)),
                    Attribute("line", Number(240 * f.LineHeight)), Attribute("lineRule", "auto")),
                new XElement(W + "ind", Attribute("left", Twips(f.Left)), Attribute("firstLine", Twips(f.FirstLine))),
                new XElement(W + "jc", Attribute("val", Side(f.Align))),
                f.Heading > 0 ? new XElement(W + "outlineLvl", Attribute("val", Number(f.Heading - 1))) : null),
            new XElement(W + "rPr", f.Bold ? new XElement(W + "b") : null, new XElement(W + "sz", Attribute("val", Half(f.Size)))))));

    private static string Side(Alignment align) => align switch
    {
        Alignment.Centre => "center", Alignment.Right => "right", Alignment.Both => "both", _ => "left",
    };

    private static string Twips(double millimetres) => Number(millimetres * 1440 / 25.4);

    private static string Points(double points) => Number(points * 20);

    private static string Half(double points) => Number(points * 2);

    private static string Number(double value) => Math.Round(value).ToString(CultureInfo.InvariantCulture);

    private static byte[] Bytes(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = System.Xml.XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), Indent = false }))
            new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), root).Save(writer);
        return stream.ToArray();
    }
}
