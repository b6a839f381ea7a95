using System.Text;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Files of the safe that are replaced as a whole: a reader sees the text before or the one after. The mode stays.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text as UTF-8; it is on disk when this returns.</summary>
    public static void Replace(string path, string text) => Replace(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes; they are on disk when this returns.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var whole = $"{path}.new";
        using (var file = new FileStream(whole, FileMode.Create, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows() && File.Exists(path)) File.SetUnixFileMode(whole, File.GetUnixFileMode(path));
        File.Move(whole, path, overwrite: true);
    }
}
