using System.Text;

namespace MentorshipFlow.Workflows.Witnesses;

/// <summary>Writes files that did not exist.</summary>
internal static class NewFile
{
    /// <summary>Writes a file that did not exist; it is on disk when this returns.</summary>
    /// <exception cref="IOException">The file exists.</exception>
    public static void Write(string path, string text, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
