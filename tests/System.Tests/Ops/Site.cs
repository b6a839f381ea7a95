using System.Diagnostics;
using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>A data folder and a safe of one test, as root or as a plain user.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly Lazy<Task<Site>> Loaded = new(LoadAsync);

    private readonly DataFolder folder;
    private readonly DirectoryInfo? elsewhere;

    private Site(bool plainUser, string? under)
    {
        (PlainUser, folder) = (plainUser, new(under, "data"));
        elsewhere = under is null ? null : Directory.CreateTempSubdirectory("mentorshipflow-safe-");
    }

    public bool PlainUser { get; }

    public string Data => folder.Path;

    /// <summary>Next to the data, or on another disk if one was chosen.</summary>
    public string Safe => elsewhere is null ? folder.Path + "-safe" : Path.Combine(elsewhere.FullName, "safe");

    /// <summary>A path next to these two, for a backup.</summary>
    public string Beside(string name) => Path.Combine(Path.GetDirectoryName(Data)!, name);

    /// <summary>A copy of the program that this user can read.</summary>
    public string Program { get; private set; } = AppContext.BaseDirectory;

    public IReadOnlyList<Pid> Processes => folder.Folder.Processes;

    /// <summary>The connection string while the database runs.</summary>
    public string Connection(string user) => folder.Folder.ConnectionString(user);

    public Task<string?> AskAsync(string question) =>
        DataFolder.AskAsync(Connection(LedgerRoles.Owner) + ";Pooling=false;Command Timeout=60", question);

    /// <summary>A site of the user who runs the tests, or of <c>nobody</c>.</summary>
    /// <param name="under">The parent of the data folder; null for the temporary folder.</param>
    public static async Task<Site> MakeAsync(bool plainUser = false, string? under = null)
    {
        var site = new Site(plainUser, under);
        Directory.CreateDirectory(Path.GetDirectoryName(site.Data)!);
        if (plainUser)
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "Becoming another user takes root.");

            // The tests' folder may be in a home that other users cannot enter.
            site.Program = site.Beside("program");
            await ShellAsync("cp -r \"$1\" \"$2\" && chmod -R a+rX \"$2\" && chown nobody \"$3\"", AppContext.BaseDirectory, site.Program,
                Path.GetDirectoryName(site.Data)!);
        }

        return site;
    }

    /// <summary>A site with the sample loaded and the program stopped.</summary>
    /// <param name="under">The parent of the data folder; null for the temporary folder.</param>
    public static async Task<Site> LoadedAsync(string? under = null) => await (await Loaded.Value).CopiedAsync(under);

    /// <summary>Another site with a copy of this stopped one.</summary>
    public async Task<Site> CopiedAsync(string? under = null)
    {
        var copy = await MakeAsync(under: under);
        await ShellAsync("cp -a \"$1\" \"$2\" && cp -a \"$3\" \"$4\"", Data, copy.Data, Safe, copy.Safe);
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        await folder.DisposeAsync();
        elsewhere?.Delete(recursive: true);
    }

    private static async Task<Site> LoadAsync()
    {
        var site = await MakeAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => site.DisposeAsync().AsTask().Wait();
        await using var server = await RunningProgram.ServeAsync(site);
        Assert.Equal(0, (await server.InterruptAsync()).ExitCode);
        return site;
    }

    /// <summary>Runs a shell command and demands that it succeeds.</summary>
    public static async Task<string> ShellAsync(string line, params IEnumerable<string> arguments)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line, "sh", .. arguments])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, await errors);
        return await output;
    }
}
