using System.Diagnostics;
using System.Globalization;
using MentorshipFlow.Workflows.Postgres;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>The result of a command.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors);

/// <summary>The built program as a separate process, started as a shell would start it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    public static readonly string Dotnet =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    private readonly Process process;
    private readonly Task<string> errors;
    private readonly List<string> lines = [];
    private bool ended;

    private RunningProgram(Process process) => (this.process, errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Standard output so far.</summary>
    public IReadOnlyList<string> Lines => lines;

    public Uri Url => new(lines[^1].Split(' ')[1]);

    /// <summary>The link that signs the newcomer in as the sample's curator, as printed at the start.</summary>
    public string Entrance => lines.First(l => l.Contains("/enter/", StringComparison.Ordinal)).Split(' ',
        StringSplitOptions.RemoveEmptyEntries)[1];

    /// <summary>The API key of a role of the sample school, from the file that is named at the start.</summary>
    public string Key(string role) =>
        File.ReadAllLines(lines.Single(line => line.StartsWith("keys ", StringComparison.Ordinal))[5..].Trim())
            .Select(line => line.Split(' ')).Single(words => words[0] == role)[1];

    /// <param name="site">The folders to use; null for commands that need none.</param>
    /// <param name="words">The command and its arguments.</param>
    /// <param name="environment">Additional environment variables.</param>
    /// <param name="input">Standard input; null for that of the tests.</param>
    public static RunningProgram Start(
        Site? site, IEnumerable<string> words, IReadOnlyDictionary<string, string>? environment = null, byte[]? input = null)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        // The tests may run as a background job of a script, whose children start with SIGINT ignored.
        string[] asInForeground = ["env", "--default-signal=INT"];
        IEnumerable<string> asUser = site is { PlainUser: true } ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];
        var program = Path.Combine(site?.Program ?? AppContext.BaseDirectory, "MentorshipFlow.Api.dll");
        string[] command = [.. asInForeground, .. asUser, Dotnet, program, .. words];
        start.FileName = command[0];
        foreach (var word in command[1..]) start.ArgumentList.Add(word);
        if (site is not null) start.Environment["HOME"] = Path.GetDirectoryName(site.Data);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        start.RedirectStandardInput = input is not null;
        var process = Process.Start(start)!;
        if (input is null) return new(process);
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        return new(process);
    }

    /// <summary>Starts the server on its site and waits for its last line.</summary>
    public static Task<RunningProgram> ServeAsync(Site site, params IEnumerable<string> more) => ServeAsync(site, null, more);

    /// <summary>Starts the server with further variables in its environment, and waits for its last line.</summary>
    public static async Task<RunningProgram> ServeAsync(
        Site site, IReadOnlyDictionary<string, string>? environment, params IEnumerable<string> more)
    {
        var server = Start(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0", .. more], environment);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Ended> RunAsync(
        Site? site, IEnumerable<string> words, IReadOnlyDictionary<string, string>? environment = null, byte[]? input = null)
    {
        await using var running = Start(site, words, environment, input);
        return await running.EndedAsync();
    }

    /// <summary>Reads up to the line "ready"; fails if the program ends before.</summary>
    public async Task ReadyAsync()
    {
        if (await SaysAsync("ready ")) return;
        Assert.Fail($"It ended with {(await EndedAsync()).ExitCode}: {await errors}");
    }

    /// <summary>Reads up to a line with this beginning; false if the program ended before.</summary>
    public async Task<bool> SaysAsync(string beginning)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>Sends SIGINT, as Ctrl-C does, and waits until the process has ended.</summary>
    public Task<Ended> InterruptAsync()
    {
        new Pid(process.Id).Send(Pid.Interrupt);
        return EndedAsync();
    }

    /// <summary>Sends SIGKILL: the process cannot clean up.</summary>
    public async Task KillNineAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Processor time so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Forgets the highest memory so far.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");

    /// <summary>Bytes: the memory now, and the highest since <see cref="ForgetPeak"/>.</summary>
    public (long Now, long Peak) Memory()
    {
        var status = File.ReadAllLines($"/proc/{process.Id}/status");
        return (Of("VmRSS:"), Of("VmHWM:"));

        long Of(string name) => long.Parse(
            Array.Find(status, l => l.StartsWith(name, StringComparison.Ordinal))!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>The folders that it watches for changes (inotify).</summary>
    public IEnumerable<string> WatchedFolders() =>
        Directory.EnumerateFiles($"/proc/{process.Id}/fdinfo")
            .SelectMany(LinesOf)
            .Where(line => line.StartsWith("inotify ", StringComparison.Ordinal));

    /// <param name="key">An API key; null for none.</param>
    public async Task<int> StatusOfAsync(string path, string? key = null)
    {
        using var http = new HttpClient { BaseAddress = Url };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (ended) return;
        ended = true;
        if (!process.HasExited)
        {
            new Pid(process.Id).Send(Pid.Interrupt);
            using var patience = new CancellationTokenSource(Patience.AtMost);
            await process.WaitForExitAsync(patience.Token);
        }

        process.Dispose();
    }

    // A file may be closed after it was listed.
    private static string[] LinesOf(string opened)
    {
        try
        {
            return File.ReadAllLines(opened);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private async Task<Ended> EndedAsync()
    {
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, output, await errors);
    }
}
