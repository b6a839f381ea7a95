using System.Diagnostics;
using System.Globalization;

namespace MentorshipFlow.Bench;

/// <summary>The real server as a separate process.</summary>
internal sealed class RunningServer : IDisposable
{
    private readonly Process process;

    private RunningServer(Process process, int port, TimeSpan ready) => (this.process, Port, Ready) = (process, port, ready);

    public int Port { get; }

    /// <summary>The time from the start of the process to its line "ready".</summary>
    public TimeSpan Ready { get; }

    /// <summary>The peak resident memory, in MB.</summary>
    public double MemoryMb
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>The memory that is resident now, in MB.</summary>
    public double ResidentMb
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Processor time used so far, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<RunningServer> Start(string arguments, string? connection)
    {
        var binary = Path.Combine(Root, "src", "Api", "bin", "Release", "net10.0", "MentorshipFlow.Api.dll");
        var start = new ProcessStartInfo("dotnet", $"\"{binary}\" serve --port 0 {arguments}")
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        };
        // The same setting as in ops/program.
        start.Environment["DOTNET_GCgen0size"] = "4000000";
        // Its lines would hide the progress of the bench.
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        // What is measured is what it can, not what one key is allowed.
        foreach (var limit in (string[])["Key", "Address"]) start.Environment[$"MentorshipFlow__Limits__{limit}"] = "0";
        if (connection is not null) start.Environment["ConnectionStrings__Ledger"] = connection;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("ready http://127.0.0.1:", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new(process, int.Parse(line.AsSpan("ready http://127.0.0.1:".Length), CultureInfo.InvariantCulture), watch.Elapsed);
        }

        throw new InvalidOperationException("The server did not become ready.");
    }

    public void Dispose()
    {
        // SIGINT, like Ctrl-C.
        using var kill = Process.Start("kill", $"-INT {process.Id}");
        kill.WaitForExit();
        if (!process.WaitForExit(TimeSpan.FromSeconds(20))) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "MentorshipFlow.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }
}
