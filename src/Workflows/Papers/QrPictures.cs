using System.Globalization;
using System.Text;
using System.Xml.Linq;
using QRCoder;
using static MentorshipFlow.Workflows.Papers.WordXml;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>QR codes of a DOCX: pictures with their text as description, so that the PDF draws them again as squares.</summary>
internal sealed class QrPictures
{
    /// <summary>The beginning of a picture's description.</summary>
    public const string Description = "QR: ";

    private const string Prefix = "mfqr";
    private const int PixelsPerModule = 8;
    private const int Side = 1_080_000;

    private static readonly XNamespace Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace Pic = "http://schemas.openxmlformats.org/drawingml/2006/picture";

    private readonly List<string> texts = [];
    private int drawn;

    /// <summary>The dark modules of a code, with its quiet zone.</summary>
    public static IReadOnlyList<System.Collections.BitArray> Modules(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. code.ModuleMatrix];
    }

    /// <summary>Replaces the text of a paragraph by a code.</summary>
    public void PutInto(XElement paragraph, string text)
    {
        if (!texts.Contains(text)) texts.Add(text);
        paragraph.Elements().Where(e => e.Name != W + "pPr").Remove();
        paragraph.Add(new XElement(W + "r", new XElement(W + "drawing", Inline(text, texts.IndexOf(text) + 1, ++drawn))));
    }

    /// <summary>Adds the pictures to the parts of a DOCX.</summary>
    public void AddTo(Dictionary<string, byte[]> parts)
    {
        if (texts.Count == 0) return;
        const string related = "word/_rels/document.xml.rels", types = "[Content_Types].xml";
        var relations = parts.TryGetValue(related, out var there) ? DocxPackage.Xml(there)!
            : XDocument.Parse("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>");
        var contents = DocxPackage.Xml(parts[types])!;
        if (!contents.Root!.Elements().Any(e => (string?)e.Attribute("Extension") == "png"))
        {
            contents.Root.AddFirst(new XElement(contents.Root.Name.Namespace + "Default", new XAttribute("Extension", "png"),
                new XAttribute("ContentType", "image/png")));
        }

        foreach (var (n, text) in texts.Index())
        {
            parts[$"word/media/{Prefix}{n + 1}.png"] = PngByteQRCodeHelper.GetQRCode(text, QRCodeGenerator.ECCLevel.M, PixelsPerModule);
            relations.Root!.Add(new XElement(relations.Root.Name.Namespace + "Relationship", new XAttribute("Id", $"{Prefix}{n + 1}"),
                new XAttribute("Type", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"),
                new XAttribute("Target", $"media/{Prefix}{n + 1}.png")));
        }

        parts[related] = Encoding.UTF8.GetBytes(relations.ToString(SaveOptions.DisableFormatting));
        parts[types] = Encoding.UTF8.GetBytes(contents.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement Inline(string text, int picture, int number)
    {
        var (side, id) = (Side.ToString(CultureInfo.InvariantCulture), (9000 + number).ToString(CultureInfo.InvariantCulture));
        XElement Named(XName name) => new(name, new XAttribute("id", id), new XAttribute("name", $"QR {number}"),
            new XAttribute("descr", Description + text));
        return new(Wp + "inline", new XAttribute(XNamespace.Xmlns + "wp", Wp), new XAttribute("distT", "0"), new XAttribute("distB", "0"),
            new XAttribute("distL", "0"), new XAttribute("distR", "0"),
            new XElement(Wp + "extent", new XAttribute("cx", side), new XAttribute("cy", side)), Named(Wp + "docPr"),
            new XElement(A + "graphic", new XAttribute(XNamespace.Xmlns + "a", A),
                new XElement(A + "graphicData", new XAttribute("uri", Pic.NamespaceName),
                    new XElement(Pic + "pic", new XAttribute(XNamespace.Xmlns + "pic", Pic),
                        new XElement(Pic + "nvPicPr", Named(Pic + "cNvPr"), new XElement(Pic + "cNvPicPr")),
                        new XElement(Pic + "blipFill",
                            new XElement(A + "blip", new XAttribute(XNamespace.Xmlns + "r", R),
                                new XAttribute(R + "embed", $"{Prefix}{picture}")),
                            new XElement(A + "stretch", new XElement(A + "fillRect"))),
                        new XElement(Pic + "spPr",
                            new XElement(A + "xfrm", new XElement(A + "off", new XAttribute("x", "0"), new XAttribute("y", "0")),
                                new XElement(A + "ext", new XAttribute("cx", side), new XAttribute("cy", side))),
                            new XElement(A + "prstGeom", new XAttribute("prst", "rect"), new XElement(A + "avLst")))))));
    }
}
