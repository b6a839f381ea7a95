using System.Diagnostics;

namespace MentorshipFlow.Workflows.Postgres;

/// <summary>Runs programs of the operating system with a small environment: the server's own holds secrets, and PG* variables would affect
/// PostgreSQL's programs.</summary>
internal static class OsCommand
{
    private static readonly string[] Passed = ["PATH", "LD_", "DYLD_", "TMPDIR"];

    /// <summary>The user for PostgreSQL when the server runs as root, which PostgreSQL refuses; null for the server's own user.</summary>
    public static string? DatabaseUser => Environment.IsPrivilegedProcess ? "postgres" : null;

    /// <summary>Runs a program to its end. On cancellation it is killed with its children.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string? user, string program, IEnumerable<string> arguments, CancellationToken stop, string? postgresPassword = null)
    {
        using var running = Launch(user, program, arguments, postgresPassword);
        using var killing = stop.Register(() => running.Kill(entireProcessTree: true));
        var (output, errors) = (running.StandardOutput.ReadToEndAsync(default), running.StandardError.ReadToEndAsync(default));
        await running.WaitForExitAsync(CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        return (running.ExitCode, (await output + await errors).Trim());
    }

    /// <summary>Starts a program with both outputs as pipes and its input closed.</summary>
    public static Process Launch(string? user, string program, IEnumerable<string> arguments, string? postgresPassword = null)
    {
        // The database user may not be allowed to enter a root shell's working directory.
        var start = new ProcessStartInfo(program, arguments) { UserName = user ?? "", WorkingDirectory = "/" };
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(n => !Passed.Any(p => n.StartsWith(p, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(name);
        // English messages for the log, and a time zone, so that initdb need not search for one.
        (start.Environment["LC_ALL"], start.Environment["TZ"]) = ("C", "UTC");
        // Not an argument, because every user of the machine can read arguments.
        if (postgresPassword is { Length: > 0 }) start.Environment["PGPASSWORD"] = postgresPassword;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
