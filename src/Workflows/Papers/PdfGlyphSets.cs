using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>
/// Names in a PDF the glyphs that each embedded font has (CIDSet). PDF/A-1 demands it (ISO 19005-1, 6.3.5) and PDFsharp leaves it out.
/// It is an update at the end of the file (ISO 32000-1, 7.5.6), so nothing before it moves.
/// </summary>
internal static partial class PdfGlyphSets
{
    /// <summary>The file with the sets.</summary>
    /// <param name="file">As PDFsharp writes it without compression, one character for each byte.</param>
    public static string Named(string file)
    {
        var update = new StringBuilder(file);
        SortedDictionary<int, int> places = [];
        var trailer = Trailer().Match(file);
        var next = int.Parse(trailer.Groups["size"].ValueSpan, CultureInfo.InvariantCulture);
        foreach (Match descriptor in Descriptor().Matches(file))
        {
            var (number, set) = (int.Parse(descriptor.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), next++);
            places[number] = update.Length;
            update.Append(CultureInfo.InvariantCulture,
                $"{number} 0 obj\n<<{descriptor.Groups["of"].Value}/CIDSet {set} 0 R>>\nendobj\n");
            places[set] = update.Length;
            var bits = Bits(Widths(file, number).Concat(Outlines(FontFile(file, descriptor.Groups["font"].Value))).Append(0).ToHashSet());
            update.Append(CultureInfo.InvariantCulture, $"{set} 0 obj\n<</Length {bits.Length}>>\nstream\n{bits}\nendstream\nendobj\n");
        }

        var table = update.Length;
        update.Append("xref\n");
        foreach (var (number, at) in places) update.Append(CultureInfo.InvariantCulture, $"{number} 1\n{at:D10} 00000 n \n");
        update.Append(CultureInfo.InvariantCulture, $"trailer\n<<{trailer.Groups["of"].Value}/Size {next}/Prev {LastTable(file)}>>\n");
        return update.Append(CultureInfo.InvariantCulture, $"startxref\n{table}\n%%EOF\n").ToString();
    }

    // The first bit of the first byte stands for glyph 0.
    private static string Bits(HashSet<int> glyphs)
    {
        var bits = new byte[(glyphs.Max() / 8) + 1];
        foreach (var glyph in glyphs) bits[glyph / 8] |= (byte)(0x80 >> (glyph % 8));
        return Encoding.Latin1.GetString(bits);
    }

    private static IEnumerable<int> Widths(string file, int descriptor) => Width().Matches(Regex.Match(file,
        string.Create(CultureInfo.InvariantCulture, $@"/FontDescriptor {descriptor} 0 R/BaseFont/[^/]+/W\[((?:\d+\[\d+\])+)\]"))
        .Groups[1].Value).Select(w => int.Parse(w.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    private static byte[] FontFile(string file, string number)
    {
        var head = Regex.Match(file, $@"\n{number} 0 obj\n<<(?=[^\n]*/Length (?<length>\d+))[^\n]*>>\nstream\n");
        return Encoding.Latin1.GetBytes(file.Substring(head.Index + head.Length,
            int.Parse(head.Groups["length"].ValueSpan, CultureInfo.InvariantCulture)));
    }

    // The glyphs whose outline takes room in the table loca of a TrueType font: also the parts that letters such as Й are put together of.
    private static IEnumerable<int> Outlines(byte[] font)
    {
        var wide = BinaryPrimitives.ReadInt16BigEndian(Table(font, "head").AsSpan(50)) != 0;
        var loca = Table(font, "loca");
        var count = BinaryPrimitives.ReadUInt16BigEndian(Table(font, "maxp").AsSpan(4));
        return Enumerable.Range(0, count).Where(glyph => Place(glyph + 1) > Place(glyph));

        long Place(int glyph) => wide ? BinaryPrimitives.ReadUInt32BigEndian(loca.AsSpan(glyph * 4))
            : BinaryPrimitives.ReadUInt16BigEndian(loca.AsSpan(glyph * 2));
    }

    private static byte[] Table(byte[] font, string tag)
    {
        for (var entry = 12; ; entry += 16)
        {
            if (Encoding.Latin1.GetString(font, entry, 4) != tag) continue;
            var (at, length) = (BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(entry + 8)),
                BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(entry + 12)));
            return font[at..(at + length)];
        }
    }

    private static string LastTable(string file) => StartXref().Matches(file)[^1].Groups[1].Value;

    [GeneratedRegex(@"\n(?<number>\d+) 0 obj\n<<(?<of>/Type/FontDescriptor[^\n]*/FontFile2 (?<font>\d+) 0 R)>>")]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"(\d+)\[")]
    private static partial Regex Width();

    [GeneratedRegex(@"\ntrailer\n<<(?<of>[^\n]*)/Size (?<size>\d+)>>")]
    private static partial Regex Trailer();

    [GeneratedRegex(@"startxref\n(\d+)")]
    private static partial Regex StartXref();
}
