using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Reads CSV as Russian spreadsheets write it: semicolon, comma or tab; UTF-8, UTF-16 with BOM, or Windows-1251.</summary>
internal static class CsvSheet
{
    private const int WindowsCyrillic = 1251;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static CsvSheet() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Sheet Read(ReadOnlyMemory<byte> file)
    {
        var text = Decode(file.Span);
        // A binary file also decodes as Windows-1251, but tables do not contain U+0000.
        if (text.Contains('\0', StringComparison.Ordinal)) throw new SheetException(SheetException.NotReadable);
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter(text),
            // A quote inside an unquoted cell is an ordinary character.
            BadDataFound = null,
            MaxFieldSize = SheetLimits.CellLength * 2,
            DetectColumnCountChanges = false,
        });
        try
        {
            List<SheetRow> rows = [];
            while (parser.Read()) SheetReader.Add(rows, parser.RawRow, Array.ConvertAll(parser.Record ?? [], CellText.Read));
            return new(rows);
        }
        catch (CsvHelperException)
        {
            throw new SheetException(SheetException.NotReadable);
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(bytes[Encoding.UTF8.Preamble.Length..]);
        if (bytes.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(bytes[Encoding.Unicode.Preamble.Length..]);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Cyrillic text in Windows-1251 is almost never valid UTF-8.
            return Encoding.GetEncoding(WindowsCyrillic).GetString(bytes);
        }
    }

    // Taken from the header: known headers contain no delimiter, while cells may contain any.
    private static string Delimiter(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        var (semicolons, commas, tabs) = (header.Count(';'), header.Count(','), header.Count('\t'));
        return semicolons >= commas && semicolons >= tabs ? ";" : tabs >= commas ? "\t" : ",";
    }
}
