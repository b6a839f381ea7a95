using System.Text;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Files of the safe that are replaced as a whole: a reader sees the text before or the one after.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text as UTF-8; it is on disk when this returns.</summary>
    public static void Replace(string path, string text)
    {
        var whole = $"{path}.new";
        using (var file = new FileStream(whole, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(whole, path, overwrite: true);
    }
}
