using System.Text;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>The last telling line of PostgreSQL's log: what the operator should read first.</summary>
internal static class LogTail
{
    private const int TailBytes = 8192;

    /// <summary>The last FATAL or PANIC line of the newest file, else its last line; from <c>start.log</c> when that is newest.</summary>
    public static string Reason(string logFolder)
    {
        try
        {
            var newest = new DirectoryInfo(logFolder).EnumerateFiles("*.log").Where(file => file.Length > 0).MaxBy(file => file.LastWriteTimeUtc);
            var lines = newest is null ? [] : Tail(newest.FullName).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return lines.LastOrDefault(Telling) ?? lines.LastOrDefault() ?? "it ended without a word.";
        }
        catch (IOException unreadable)
        {
            return $"its log cannot be read: {unreadable.Message}";
        }
    }

    private static bool Telling(string line) =>
        line.Contains("PANIC:", StringComparison.Ordinal) || line.Contains("FATAL:", StringComparison.Ordinal);

    private static string Tail(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
