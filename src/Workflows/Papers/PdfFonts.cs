using System.Buffers.Binary;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>PT Serif in three faces, shipped with the program (Fonts/OFL.txt), so a PDF looks the same on every machine.</summary>
internal sealed class PdfFonts : IFontResolver
{
    private const string Family = "PT Serif";

    private const int Unicode = 0x00030001;
    private const int SegmentFormat = 4;

    private static readonly Dictionary<string, byte[]> Faces =
        ((string[])["Regular", "Bold", "Italic"]).ToDictionary(face => face, Shipped);

    private static readonly HashSet<int> Covered = Faces.Values.Select(Characters).Aggregate((a, b) => [.. a.Intersect(b)]);

    // Once, before anything else of PDFsharp is touched: its setter throws when the getter was asked first.
    static PdfFonts() => GlobalFontSettings.FontResolver = new PdfFonts();

    private PdfFonts() { }

    /// <summary>Makes sure that PDFsharp uses these fonts.</summary>
    public static void Use() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(PdfFonts).TypeHandle);

    /// <summary>A face, with all its text as Unicode.</summary>
    public static XFont Of(double size, bool bold = false, bool italic = false) => new(Family, size,
        bold ? XFontStyleEx.Bold : italic ? XFontStyleEx.Italic : XFontStyleEx.Regular, new XPdfFontOptions(PdfFontEncoding.Unicode));

    /// <summary>A text in the characters that the fonts have: another character is named by its code and not left out.</summary>
    public static string Shown(string text) => text.All(c => c == '\n' || Covered.Contains(c)) ? text
        : string.Concat(text.EnumerateRunes().Select(r => r.Value switch
        {
            '\n' => "\n",
            0x2011 => "-",
            // The fonts are Cyrillic and Latin; a certificate has one Greek letter.
            'τ' => "тау",
            0x202f or 0x2009 => "\u00a0",
            var code when Covered.Contains(code) => r.ToString(),
            var code => $"U+{code:X4}",
        }));

    /// <inheritdoc/>
    public byte[] GetFont(string faceName) => Faces[faceName];

    /// <inheritdoc/>
    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) =>
        new(bold ? "Bold" : italic ? "Italic" : "Regular");

    private static byte[] Shipped(string face)
    {
        using var stream = typeof(PdfFonts).Assembly.GetManifestResourceStream($"Papers/PTSerif-{face}.ttf")!;
        var font = new byte[stream.Length];
        stream.ReadExactly(font);
        return font;
    }

    // The table cmap of a TrueType font, format 4: segments of code points.
    private static HashSet<int> Characters(byte[] font)
    {
        int At(int offset) => BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(offset));
        int Long(int offset) => BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(offset));
        var cmap = Enumerable.Range(0, At(4)).Select(n => 12 + (n * 16)).First(t => font.AsSpan(t, 4).SequenceEqual("cmap"u8));
        var table = Long(cmap + 8);
        var map = table + Enumerable.Range(0, At(table + 2)).Select(n => table + 4 + (n * 8)).Where(r => Long(r) == Unicode)
            .Select(r => Long(r + 4)).First();
        if (At(map) != SegmentFormat) throw new InvalidDataException("A font without a map of segments.");
        var twice = At(map + 6);
        HashSet<int> found = [];
        for (var segment = 0; segment < twice; segment += 2)
        {
            var (end, start) = (At(map + 14 + segment), At(map + 16 + twice + segment));
            for (var code = start; code <= end && code != 0xFFFF; code++) found.Add(code);
        }

        return found;
    }
}
