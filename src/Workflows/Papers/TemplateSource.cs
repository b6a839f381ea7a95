using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>
/// Reads the source of a shipped template, so that its wording is text in the repository and not a binary file:
/// <code>
/// @landscape                     the page lies on its side
/// [form] text                    a paragraph in one of the forms; without a form it is "text"
/// [lines 10 60 60]               a table with lines and columns of these widths; "[open 90 80]" has no lines
/// = cell | cell                  its row of headings, repeated on every page
/// | cell | cell                  a row; "/" between two spaces separates paragraphs of a cell
/// [end]                          the end of the table
/// [page]                         the end of a page
/// [include name]                 the lines of another source
/// </code>
/// <c>**words**</c> are bold. An empty line separates nothing and is left out, a line that begins with # is a remark.
/// </summary>
internal static partial class TemplateSource
{
    /// <param name="included">The source with a name.</param>
    public static Layout Read(string source, Func<string, string> included)
    {
        List<Block> blocks = [];
        var landscape = false;
        using var lines = Lines(source, included).GetEnumerator();
        while (lines.MoveNext())
        {
            var line = lines.Current.TrimEnd();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line == "@landscape") landscape = true;
            else if (line == "[page]") blocks.Add(new Block.PageEnd());
            else if (TableBegun().Match(line) is { Success: true } table) blocks.Add(Table(table, lines));
            else blocks.Add(Paragraph(line, "text"));
        }

        return Layout.Of(landscape, blocks);
    }

    private static IEnumerable<string> Lines(string source, Func<string, string> included) =>
        source.ReplaceLineEndings("\n").Split('\n').SelectMany(line => Included().Match(line) is { Success: true } other
            ? Lines(included(other.Groups["name"].Value), included) : [line]);

    private static Block.Table Table(Match begun, IEnumerator<string> lines)
    {
        List<Row> rows = [];
        var widths = begun.Groups["widths"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToList();
        var (tight, ruled) = (begun.Groups["kind"].Value == "tight", begun.Groups["kind"].Value != "open");
        while (lines.MoveNext() && lines.Current.TrimEnd() is var line && line != "[end]")
        {
            if (line.Length == 0) continue;
            var heading = line[0] == '=';
            var form = !ruled ? "left" : (heading, tight) switch
            {
                (true, true) => "tighthead", (true, false) => "head", (false, true) => "tight", _ => "cell",
            };
            var cells = line[1..].Split('|')
                .Select(c => new Cell([.. c.Trim().Split(" / ").Select(p => Paragraph(p, form))])).ToList();
            if (cells.Count != widths.Count) throw new FormatException($"{cells.Count} cells in {widths.Count} columns: {line}");
            rows.Add(new(cells, heading));
        }

        return new(widths, ruled, rows);
    }

    private static Block.Paragraph Paragraph(string line, string usual)
    {
        var form = usual;
        if (FormNamed().Match(line) is { Success: true } named)
        {
            form = named.Groups["form"].Value;
            line = line[named.Length..];
        }

        return new([.. line.Split("**").Index().Where(part => part.Item.Length > 0)
            .Select(part => new Run(part.Item, part.Index % 2 == 1))],
            ParagraphForm.Known[form]);
    }

    [GeneratedRegex(@"^\[(?<kind>lines|tight|open)(?<widths>( [0-9.]+)+)\]$", RegexOptions.CultureInvariant)]
    private static partial Regex TableBegun();

    [GeneratedRegex(@"^\[include (?<name>[a-z-]+)\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Included();

    [GeneratedRegex(@"^\[(?<form>[a-z]+)\] ?", RegexOptions.CultureInvariant)]
    private static partial Regex FormNamed();
}
