using System.Buffers;
using System.Text;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>Searches all files in a folder for bytes.</summary>
internal static class StoredBytes
{
    /// <summary>A text in every form in which it may be stored: UTF-8, UTF-16, hexadecimal, and base64 in its three alignments.</summary>
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

    /// <summary>The files that contain one of these.</summary>
    public static async Task<IReadOnlyList<string>> Holding(string folder, params byte[][] wanted)
    {
        List<string> found = [];
        var search = Search(wanted);
        foreach (var file in Directory.EnumerateFiles(folder, "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Device }))
        {
            // A running database creates and removes files.
            if (await ReadAsync(file) is { } bytes && Stands(bytes, search)) found.Add(file);
        }

        return found;
    }

    /// <summary>The texts that these bytes contain, in any of these forms.</summary>
    public static IEnumerable<string> Standing(byte[] bytes, IReadOnlyList<string> texts) =>
        Stands(bytes, Search([.. texts.SelectMany(Spellings)])) ? texts.Where(text => Stands(bytes, Search(Spellings(text)))) : [];

    // Searches for all of them in one pass; each byte is one Latin-1 character.
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

    // The base64 groups of the text at one of three offsets, without those that mix with neighbouring bytes.
    private static byte[] Aligned(byte[] utf8, int skip)
    {
        var whole = (utf8.Length - skip) / 3 * 3;
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(utf8, skip, whole));
    }
}
