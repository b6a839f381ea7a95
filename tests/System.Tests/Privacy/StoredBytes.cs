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
            utf8, Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)),
            .. Enumerable.Range(0, 3).Select(skip => Aligned(utf8, skip)),
            Encoding.ASCII.GetBytes(string.Concat(text.Select(c => c > 127 ? $"\\u{(int)c:x4}" : c.ToString()))),
        ];
    }

    /// <summary>The files in which one of these stands.</summary>
    public static async Task<IReadOnlyList<string>> Holding(string folder, params byte[][] wanted)
    {
        List<string> found = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Device }))
        {
            // Files of a running database come and go.
            if (await ReadAsync(file) is { } bytes && wanted.Any(w => bytes.AsSpan().IndexOf(w) >= 0)) found.Add(file);
        }

        return found;
    }

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
