using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>One process of the machine. Ids are used again, so the start time belongs to the identity
/// (clock ticks since boot, field 22 of /proc/PID/stat; 0 where there is no /proc).</summary>
internal readonly record struct OsProcessId(int Id, ulong StartedAt)
{
    private const string Proc = "/proc";

    /// <summary>Signals by number, equal on Linux and macOS.</summary>
    public enum Signal { None = 0, Interrupt = 2, Quit = 3, Kill = 9 }

    /// <summary>The process with this id, unless it is gone or a zombie.</summary>
    public static OsProcessId? With(int id)
    {
        if (!HasProc)
        {
            return kill(id, (int)Signal.None) == 0 ? new OsProcessId(id, 0) : null;
        }

        // Field 2 is the program's name in parentheses and may hold blanks: field 3, the state, follows the last one.
        var stat = ReadOrEmpty($"{Proc}/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && fields[0] is not ("Z" or "X")
            ? new OsProcessId(id, ulong.Parse(fields[19], CultureInfo.InvariantCulture))
            : null;
    }

    public bool IsAlive => With(Id) == this;

    /// <summary>Program and arguments with blanks between; PostgreSQL's children show their title here.</summary>
    public string CommandLine =>
        HasProc ? ReadOrEmpty($"{Proc}/{Id}/cmdline").Replace('\0', ' ').Trim() : ListedBy("-p", $"{Id}").FirstOrDefault().Command ?? "";

    /// <summary>Every PostgreSQL process of a cluster, by the cluster name in its title or arguments.</summary>
    public static IReadOnlyList<OsProcessId> OfCluster(string clusterName) => Of("postgres", clusterName);

    /// <summary>Every process of a program that has a text in its arguments or title.</summary>
    public static IReadOnlyList<OsProcessId> Of(string program, string text) =>
        [.. (HasProc ? AllInProc() : ListedBy("-ax").Select(listed => With(listed.Id)))
            .OfType<OsProcessId>()
            .Where(process => process.CommandLine is var command && Runs(command, program) && command.Contains(text, StringComparison.Ordinal))];

    /// <summary>The program is the first word: a path, or the beginning of a title ("postgres: …").</summary>
    public static bool Runs(string commandLine, string program) =>
        Path.GetFileName(commandLine.Split(' ', 2)[0]).TrimEnd(':') == program;

    /// <summary>Sends a signal, unless the process is gone and its id may be another's.</summary>
    public void Send(Signal signal)
    {
        if (IsAlive)
        {
            _ = kill(Id, (int)signal);
        }
    }

    /// <returns>false when it still runs after <paramref name="patience"/>.</returns>
    public async Task<bool> EndsWithinAsync(TimeSpan patience)
    {
        for (var waited = Stopwatch.StartNew(); IsAlive; await Task.Delay(20))
        {
            if (waited.Elapsed > patience)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasProc => Directory.Exists($"{Proc}/self");

    private static IEnumerable<OsProcessId?> AllInProc() =>
        Directory.EnumerateDirectories(Proc)
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? With(id) : null);

    private static IEnumerable<(int Id, string Command)> ListedBy(params string[] which)
    {
        using var listing = OsCommand.Launch(user: null, "ps", [.. which, "-ww", "-o", "pid=,command="], environment: null);
        var lines = listing.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        listing.WaitForExit();
        return lines.Select(line => line.Trim().Split(' ', 2)).Select(line => (int.Parse(line[0], CultureInfo.InvariantCulture), line[^1]));
    }

    // A process may end between being listed and being read.
    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
