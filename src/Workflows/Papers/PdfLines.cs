using PdfSharp.Drawing;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>A word in the faces of its runs.</summary>
internal sealed record Word(IReadOnlyList<(string Text, XFont Font, double Width)> Pieces)
{
    public double Width { get; } = Pieces.Sum(p => p.Width);
}

/// <summary>A line of a paragraph.</summary>
/// <param name="Last">Whether the paragraph or a line of it ends here, so that it is not stretched.</param>
/// <param name="Before">Space above it, in points.</param>
internal sealed record Line(IReadOnlyList<Word> Words, ParagraphForm Form, double Indent, double Room, bool Last, double Height,
    double Before, double After)
{
    public double Whole => Before + Height + After;
}

/// <summary>Breaks paragraphs into lines.</summary>
internal sealed class PdfLines(XGraphics measure)
{
    private const double Millimetre = 72 / 25.4;

    private readonly Dictionary<(string, XFont), double> widths = [];
    private readonly Dictionary<(bool, bool, double), XFont> fonts = [];

    /// <summary>The width of a space in a paragraph.</summary>
    public double Space(ParagraphForm form) => Width(" ", Font(false, false, form.Size));

    public IReadOnlyList<Line> Of(Block.Paragraph paragraph, double width)
    {
        var form = paragraph.Form;
        var height = form.Size * 1.2 * form.LineHeight;
        var left = form.Left * Millimetre;
        List<Line> lines = [];
        List<Word> words = [];
        double used = 0;
        var indent = left + (form.FirstLine * Millimetre);
        foreach (var word in Words(paragraph, width - left))
        {
            if (word is null)
            {
                End(last: true);
                continue;
            }

            var room = width - indent;
            var needed = (words.Count > 0 ? Space(form) : 0) + word.Width;
            if (words.Count > 0 && used + needed > room + 0.01) End(last: false);
            used += (words.Count > 0 ? Space(form) : 0) + word.Width;
            words.Add(word);
        }

        End(last: true);
        return lines;

        void End(bool last)
        {
            lines.Add(new(words, form, indent, width - indent, last, height, lines.Count == 0 ? form.Before : 0, last ? form.After : 0));
            (words, used, indent) = ([], 0, left);
        }
    }

    // Null is a break of the line. A word that is wider than the column is cut.
    private IEnumerable<Word?> Words(Block.Paragraph paragraph, double room)
    {
        List<(string, XFont, double)> pieces = [];
        foreach (var run in paragraph.Runs)
        {
            var font = Font(run.Bold || paragraph.Form.Bold, run.Italic, run.Size ?? paragraph.Form.Size);
            var text = PdfFonts.Shown(run.Text.Replace("\t", "    ", StringComparison.Ordinal));
            var from = 0;
            for (var at = 0; at <= text.Length; at++)
            {
                if (at < text.Length && text[at] is not (' ' or '\n')) continue;
                foreach (var part in Cut(text[from..at], font, room)) pieces.Add((part, font, Width(part, font)));
                while (pieces.Count > 1 && pieces.Sum(p => p.Item3) > room)
                {
                    yield return new([pieces[0]]);
                    pieces.RemoveAt(0);
                }

                if (at < text.Length)
                {
                    if (pieces.Count > 0) yield return new([.. pieces]);
                    pieces.Clear();
                    if (text[at] == '\n') yield return null;
                }

                from = at + 1;
            }
        }

        if (pieces.Count > 0) yield return new([.. pieces]);
    }

    private IEnumerable<string> Cut(string word, XFont font, double room)
    {
        while (word.Length > 1 && Width(word, font) > room)
        {
            var fits = word.Length - 1;
            while (fits > 1 && Width(word[..fits], font) > room) fits--;
            yield return word[..fits];
            word = word[fits..];
        }

        if (word.Length > 0) yield return word;
    }

    private XFont Font(bool bold, bool italic, double size) => fonts.TryGetValue((bold, italic, size), out var font) ? font
        : fonts[(bold, italic, size)] = PdfFonts.Of(size, bold, italic);

    private double Width(string text, XFont font) => widths.TryGetValue((text, font), out var width) ? width
        : widths[(text, font)] = text == " " ? measure.MeasureString("a a", font).Width - measure.MeasureString("aa", font).Width
            : measure.MeasureString(text, font).Width;
}
