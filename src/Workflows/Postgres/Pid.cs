using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MentorshipFlow.Workflows.Postgres;

/// <summary>The id of a process on this machine.</summary>
internal sealed record Pid(int Id)
{
    /// <summary>Signals. For PostgreSQL, Interrupt is a fast and Quit an immediate shutdown.</summary>
    public const int Interrupt = 2, Quit = 3, Kill = 9;

    private static readonly bool HasProc = Directory.Exists("/proc/self");

    /// <summary>Whether the process runs; a zombie does not. The state follows the program's name in parentheses.</summary>
    public bool IsAlive => HasProc
        ? Read($"/proc/{Id}/stat") is { Length: > 0 } stat && stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X')
        : kill(Id, 0) == 0;

    /// <summary>Program and arguments separated by spaces; a child of PostgreSQL shows its title here ("postgres: …").</summary>
    public string CommandLine => HasProc
        ? Read($"/proc/{Id}/cmdline").Replace('\0', ' ')
        : OsCommand.Launch(null, "ps", ["-ww", "-p", $"{Id}", "-o", "command="]).StandardOutput.ReadToEnd();

    /// <summary>The running process whose id is the first line of a file.</summary>
    public static Pid? NamedIn(string file) =>
        int.TryParse(Read(file).Split('\n')[0], NumberStyles.None, null, out var id) && new Pid(id) is { IsAlive: true } pid ? pid : null;

    /// <summary>The running processes of a program whose command line contains a text.</summary>
    public static IReadOnlyList<Pid> Running(string program, string text) =>
        [.. Process.GetProcesses().Where(p => p.ProcessName.StartsWith(program, StringComparison.Ordinal)).Select(p => new Pid(p.Id))
            .Where(p => p.IsAlive && p.CommandLine.Contains(text, StringComparison.Ordinal))];

    public void Send(int signal) => _ = kill(Id, signal);

    /// <summary>Waits for the end of the process, and kills it after this time.</summary>
    public async Task EndWithinAsync(TimeSpan patience)
    {
        for (var waited = Stopwatch.StartNew(); IsAlive && waited.Elapsed < patience + TimeSpan.FromSeconds(2); await Task.Delay(20))
        {
            if (waited.Elapsed > patience) Send(Kill);
        }
    }

    // A process may end between being listed and being read.
    private static string Read(string file)
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

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
