using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MentorshipFlow.Papers;
using static MentorshipFlow.Workflows.Papers.WordXml;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>
/// A DOCX with words in braces, which a school edits in the program it has. Content controls would be neater, but LibreOffice drops their
/// tags when it saves.
/// <code>
/// {{name}}          the value
/// {{?name}}         the paragraph or row is left out unless there is a value; the mark itself is never printed
/// {{table.name}}    the row of the table, or outside of tables the paragraph with its neighbours,
///                   once for each row; a table without any is left out
/// {{n}}             the number of the paragraph among those that have it, or of the row
/// {{qr}}            a QR code in the place of the paragraph
/// </code>
/// </summary>
internal sealed partial class DocxTemplate
{
    private readonly Dictionary<string, byte[]> parts;

    private DocxTemplate(Dictionary<string, byte[]> parts) => this.parts = parts;

    /// <summary>Reads a template; null when the file is no DOCX.</summary>
    public static DocxTemplate? Read(byte[] file) =>
        DocxPackage.Read(file) is { } parts && parts.Where(p => Text().IsMatch(p.Key)).All(p => DocxPackage.Xml(p.Value) is not null)
        && DocxPackage.Xml(parts["word/document.xml"])!.Root?.Element(W + "body") is not null ? new(parts) : null;

    /// <summary>The words that it has.</summary>
    public IReadOnlySet<string> Words => Paragraphs().SelectMany(p => WordNamed().Matches(TextOf(p.Paragraph)))
        .Select(m => m.Groups["name"].Value).ToHashSet();

    /// <summary>Its faults, each with the number of the paragraph; empty when it can be filled.</summary>
    /// <param name="known">The words of the paper.</param>
    public IReadOnlyList<Missing> Faults(IReadOnlySet<string> known)
    {
        List<Missing> faults = [];
        foreach (var (n, paragraph) in Paragraphs())
        {
            var text = TextOf(paragraph);
            foreach (Match word in WordNamed().Matches(text))
            {
                if (!known.Contains(word.Groups["name"].Value) && word.Groups["name"].Value is not PaperSheet.Counter)
                    faults.Add(new("template-word-unknown", $"{n} {word.Groups["name"].Value}"));
            }

            var rest = WordNamed().Replace(text, "");
            if (Braces().Match(rest) is { Success: true } open)
                faults.Add(new("template-braces-open", $"{n} {Beginning(rest[open.Index..])}"));
            var tables = Tables(paragraph.Ancestors(W + "tr").LastOrDefault() ?? paragraph);
            if (tables.Count > 1) faults.Add(new("template-tables-mixed", $"{n} {string.Join(", ", tables)}"));
        }

        return faults;
    }

    /// <summary>The template filled once for each sheet, each on pages of its own.</summary>
    public byte[] Fill(IReadOnlyList<PaperSheet> sheets)
    {
        var made = new Dictionary<string, byte[]>(parts, StringComparer.Ordinal);
        var codes = new QrPictures();
        foreach (var (name, part) in parts.Where(p => Text().IsMatch(p.Key)))
        {
            var document = DocxPackage.Xml(part)!;
            if (name == "word/document.xml") Fill(document.Root!.Element(W + "body")!, sheets, codes);
            else new Filling(sheets[0], codes).Of(document.Root!);
            made[name] = Bytes(document);
        }

        codes.AddTo(made);
        return DocxPackage.Write(made);
    }

    private static void Fill(XElement body, IReadOnlyList<PaperSheet> sheets, QrPictures codes)
    {
        var end = body.Element(W + "sectPr");
        end?.Remove();
        var blank = new XElement(body);
        body.RemoveNodes();
        foreach (var (n, sheet) in sheets.Index())
        {
            if (n > 0) body.Add(new XElement(W + "p", new XElement(W + "r", new XElement(W + "br", Attribute("type", "page")))));
            var copy = new XElement(blank);
            new Filling(sheet, codes).Of(copy);
            body.Add(copy.Nodes());
        }

        if (end is not null) body.Add(end);
    }

    private IEnumerable<(int Number, XElement Paragraph)> Paragraphs() => parts.Where(p => Text().IsMatch(p.Key))
        .OrderBy(p => p.Key, StringComparer.Ordinal)
        .SelectMany(p => DocxPackage.Xml(p.Value)!.Descendants(W + "p").Index().Select(x => (x.Index + 1, x.Item)));

    private static string TextOf(XElement paragraph) => string.Concat(Pieces(paragraph).Select(t => t.Value));

    private static IEnumerable<XElement> Pieces(XElement paragraph) =>
        paragraph.Descendants(W + "t").Where(t => t.Ancestors(W + "p").First() == paragraph);

    private static List<string> Tables(XElement scope) =>
    [
        .. scope.DescendantsAndSelf(W + "p").SelectMany(p => WordNamed().Matches(TextOf(p))).Select(m => m.Groups["name"].Value)
            .Where(name => name.Contains('.')).Select(name => name.Split('.')[0]).Distinct(),
    ];

    private static string Beginning(string text) => text.Length <= 40 ? text : text[..40];

    private static byte[] Bytes(XDocument document)
    {
        using var stream = new MemoryStream();
        document.Save(stream, SaveOptions.DisableFormatting);
        return stream.ToArray();
    }

    // An editor cuts a word into several runs wherever it likes, so a paragraph is read as one text. A value is never read again.
    private sealed class Filling(PaperSheet sheet, QrPictures codes)
    {
        private int counted;

        public void Of(XElement scope)
        {
            foreach (var child in scope.Elements().ToList())
            {
                if (child.Parent is null) continue;
                if (child.Name == W + "p") Paragraph(child);
                else if (child.Name == W + "tr") Rows(child);
                else if (child.HasElements) Of(child);
                if (child.Name == W + "tbl" && !child.Elements(W + "tr").Any()) child.Remove();
            }
        }

        private void Paragraph(XElement paragraph)
        {
            if (Tables(paragraph) is not [var table])
            {
                Put(paragraph, sheet.Words.GetValueOrDefault, () => ++counted);
                return;
            }

            // Neighbours that name the same table belong to one row.
            List<XElement> group = [paragraph, .. paragraph.ElementsAfterSelf().TakeWhile(e => e.Name == W + "p" && Tables(e) is [var same]
                && same == table)];
            foreach (var row in sheet.Tables[table])
            {
                foreach (var member in group)
                {
                    var copy = new XElement(member);
                    paragraph.AddBeforeSelf(copy);
                    Put(copy, Looked(table, row), () => ++counted);
                }
            }

            group.ForEach(member => member.Remove());
        }

        private void Rows(XElement row)
        {
            if (Tables(row) is not [var table])
            {
                foreach (var paragraph in row.Descendants(W + "p").ToList())
                    if (!Put(paragraph, sheet.Words.GetValueOrDefault, () => ++counted) && !row.Descendants(W + "t").Any()) row.Remove();
                return;
            }

            foreach (var (n, values) in sheet.Tables[table].Index())
            {
                var copy = new XElement(row);
                row.AddBeforeSelf(copy);
                foreach (var paragraph in copy.Descendants(W + "p").ToList()) Put(paragraph, Looked(table, values), () => n + 1);
            }

            // A table of headings alone says nothing.
            if (sheet.Tables[table].Count == 0) row.Parent!.RemoveNodes();
            else row.Remove();
        }

        private Func<string, string?> Looked(string table, IReadOnlyDictionary<string, string> row) => name =>
            name.StartsWith(table + ".", StringComparison.Ordinal) ? row.GetValueOrDefault(name[(table.Length + 1)..])
            : sheet.Words.GetValueOrDefault(name);

        // Whether the paragraph was kept.
        private bool Put(XElement paragraph, Func<string, string?> value, Func<int> count)
        {
            var pieces = Pieces(paragraph).ToList();
            var words = WordNamed().Matches(string.Concat(pieces.Select(t => t.Value)));
            string Looked(string name) => value(name) ?? throw new UnreachableException($"A paper has no word {name}.");
            if (words.Any(w => w.Groups["asks"].Success && Looked(w.Groups["name"].Value).Length == 0)) return Left(paragraph);
            // Numbers are counted in reading order, words are replaced from the end.
            var texts = words.Select(w => w.Groups["asks"].Success ? ""
                : w.Groups["name"].Value == PaperSheet.Counter ? count().ToString(CultureInfo.InvariantCulture)
                : Looked(w.Groups["name"].Value)).ToList();
            if (words.FirstOrDefault(w => w.Groups["name"].Value == PaperSheet.Code && !w.Groups["asks"].Success) is not null)
            {
                codes.PutInto(paragraph, Looked(PaperSheet.Code));
                return true;
            }

            foreach (var (word, text) in words.Zip(texts).Reverse()) Put(pieces, word.Index, word.Length, Readable(text));
            foreach (var piece in pieces.Where(t => t.Value.Contains('\n'))) Break(piece);
            return true;
        }

        private static bool Left(XElement paragraph)
        {
            // A cell must keep a paragraph.
            if (paragraph.Parent?.Name == W + "tc" && paragraph.Parent.Elements(W + "p").Count() == 1)
                paragraph.Elements().Where(e => e.Name != W + "pPr").Remove();
            else paragraph.Remove();
            return false;
        }

        private static void Put(List<XElement> pieces, int from, int length, string text)
        {
            var at = 0;
            foreach (var piece in pieces)
            {
                var old = piece.Value;
                var (first, last) = (Math.Clamp(from - at, 0, old.Length), Math.Clamp(from + length - at, 0, old.Length));
                var starts = from >= at && from < at + old.Length;
                if (last > first || starts)
                {
                    piece.Value = old[..first] + (starts ? text : "") + old[last..];
                    piece.SetAttributeValue(XNamespace.Xml + "space", "preserve");
                }

                at += old.Length;
            }
        }

        private static void Break(XElement piece)
        {
            var lines = piece.Value.Split('\n');
            piece.Value = lines[0];
            foreach (var line in lines[1..].Reverse())
            {
                piece.AddAfterSelf(new XElement(W + "br"),
                    new XElement(W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), line));
            }
        }

        // XML has no place for some code points that texts may have.
        private static string Readable(string text) => text.All(System.Xml.XmlConvert.IsXmlChar) ? text
            : string.Concat(text.EnumerateRunes().Where(r => r.Value is not (0xFFFE or 0xFFFF) && (r.Value >= ' '
                || r.Value is '\n' or '\t')));
    }

    [GeneratedRegex(@"\{\{(?<asks>\?)?(?<name>[\p{L}\p{N}_.-]{1,64})\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex WordNamed();

    [GeneratedRegex(@"\{\{|\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();

    [GeneratedRegex(@"^word/(document|header[0-9]*|footer[0-9]*)\.xml$", RegexOptions.CultureInvariant)]
    private static partial Regex Text();
}
