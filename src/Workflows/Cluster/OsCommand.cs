using System.Collections;
using System.Diagnostics;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>Programs run on behalf of the cluster: as its owner, with a small environment.</summary>
internal static class OsCommand
{
    // The server's own environment holds secrets, and PG* variables would change what the programs do.
    private static readonly string[] Passed = ["PATH", "LD_", "DYLD_", "TMPDIR"];

    /// <summary>Exit code and both outputs, in the order they came.</summary>
    internal sealed record Answer(int ExitCode, string Output);

    /// <summary>The user PostgreSQL runs as when the server runs as root, which PostgreSQL refuses; null otherwise.</summary>
    public static string? DatabaseUser => Environment.IsPrivilegedProcess ? "postgres" : null;

    /// <summary>Runs a program to its end; a cancelled one is killed with its children.</summary>
    public static async Task<Answer> RunAsync(
        string? user, string program, IEnumerable<string> arguments, CancellationToken stop, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var running = Launch(user, program, arguments, environment);
        try
        {
            var output = running.StandardOutput.ReadToEndAsync(stop);
            var errors = running.StandardError.ReadToEndAsync(stop);
            await running.WaitForExitAsync(stop);
            return new Answer(running.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            running.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a program with its three streams as pipes; standard input is closed.</summary>
    public static Process Launch(
        string? user, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        // The current folder of a root shell is closed to the database user.
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (user is not null)
        {
            start.UserName = user;
        }

        start.Environment.Clear();
        foreach (var (name, value) in Inherited().Concat(environment ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    // English messages for the log, and UTC: initdb would search the whole time zone folder for the machine's own.
    private static IEnumerable<KeyValuePair<string, string>> Inherited() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""))
            .Where(entry => Passed.Any(name => entry.Key.StartsWith(name, StringComparison.Ordinal)))
            .Append(KeyValuePair.Create("LC_ALL", "C"))
            .Append(KeyValuePair.Create("TZ", "UTC"));
}
