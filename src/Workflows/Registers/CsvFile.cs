using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Reads CSV as Russian spreadsheets write it: semicolon, tab, comma or bar; UTF-8, UTF-16 with BOM, or Windows-1251.</summary>
internal static class CsvFile
{
    private const int WindowsCyrillic = 1251;
    private const int Looked = 64 * 1024;
    private const int LinesLooked = 100;
    private static readonly string[] Delimiters = [";", "\t", ",", "|"];
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static CsvFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Sheet Read(ReadOnlyMemory<byte> file, CancellationToken stop)
    {
        var text = Decode(file.Span);
        // A binary file also decodes as Windows-1251, but tables do not contain U+0000.
        if (text.Contains('\0', StringComparison.Ordinal)) throw new SheetException(SheetException.NotReadable);
        try
        {
            var rows = new SheetRows(stop);
            using var parser = Parser(text, Delimiter(text));
            while (parser.Read()) rows.Add(parser.RawRow, [.. (parser.Record ?? []).Select(CellText.Read)]);
            return new("", Hidden: false, rows.Take(), []);
        }
        catch (CsvHelperException)
        {
            throw new SheetException(SheetException.NotReadable);
        }
    }

    private static CsvParser Parser(string text, string delimiter) => new(
        new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter,
        // A quote inside an unquoted cell is an ordinary character.
        BadDataFound = null,
        MaxFieldSize = SheetLimits.CellLength * 2,
        DetectColumnCountChanges = false,
    });

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

    // The delimiter that cuts most of the first lines into equally many cells; a title above the table may contain any of them.
    private static string Delimiter(string text)
    {
        var head = text.Length > Looked ? text[..Looked] : text;
        return Delimiters.MaxBy(d => Regularity(head, d))!;
    }

    private static (int Rows, int Cells) Regularity(string head, string delimiter)
    {
        using var parser = Parser(head, delimiter);
        Dictionary<int, int> rows = [];
        for (var n = 0; n < LinesLooked && parser.Read(); n++)
        {
            if (parser.Count > 1) rows[parser.Count] = rows.GetValueOrDefault(parser.Count) + 1;
        }

        return rows.Count == 0 ? (0, 0) : rows.Select(r => (r.Value, r.Key)).Max();
    }
}
