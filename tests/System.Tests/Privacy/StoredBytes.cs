using System.Buffers;
using System.Text;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>Looks for bytes in every file below a folder.</summary>
internal static class StoredBytes
{
    /// <summary>A text in UTF-8, UTF-16, hexadecimal and the three alignments of base64: as it may lie somewhere.</summary>
    public static byte[][] Spellings(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return
        [
            utf8, Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text),
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)),
            .. Enumerable.Range(0, 3).Select(skip => Aligned(utf8, skip)),
            Encoding.ASCII.GetBytes(string.Concat(text.Select(c => c > 127 ? $"\\u{(int)c:x4}" : c.ToString()))),
        ];
    }

    /// <summary>The files in which one of these stands.</summary>
    public static async Task<IReadOnlyList<string>> Holding(string folder, params byte[][] wanted)
    {
        List<string> found = [];
        var search = Search(wanted);
        foreach (var file in Directory.EnumerateFiles(folder, "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Device }))
        {
            // Files of a running database come and go.
            if (await ReadAsync(file) is { } bytes && Stands(bytes, search)) found.Add(file);
        }

        return found;
    }

    /// <summary>Which of these texts stand in these bytes, in whatever spelling.</summary>
    public static IEnumerable<string> Standing(byte[] bytes, IReadOnlyList<string> texts) =>
        Stands(bytes, Search([.. texts.SelectMany(Spellings)])) ? texts.Where(text => Stands(bytes, Search(Spellings(text)))) : [];

    // All of them in one pass: a byte is a letter of Latin-1.
    private static SearchValues<string> Search(byte[][] wanted) =>
        SearchValues.Create([.. wanted.Select(Encoding.Latin1.GetString)], StringComparison.Ordinal);

    private static bool Stands(byte[] bytes, SearchValues<string> wanted) => Encoding.Latin1.GetString(bytes).AsSpan().ContainsAny(wanted);

    private static async Task<byte[]?> ReadAsync(string file)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // What base64 makes of the text wherever it begins within three bytes: the groups that are the text's alone.
    private static byte[] Aligned(byte[] utf8, int skip)
    {
        var whole = (utf8.Length - skip) / 3 * 3;
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(utf8, skip, whole));
    }
}
