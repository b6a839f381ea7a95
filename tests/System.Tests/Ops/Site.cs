using System.Diagnostics;
using MentorshipFlow.System.Tests.Cluster;
using MentorshipFlow.Workflows.Cluster;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>A data folder and a safe of one test, as root or as a plain user.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly DataFolder folder = new(name: "data");

    private Site(bool plainUser) => PlainUser = plainUser;

    public bool PlainUser { get; }

    public string Data => folder.Path;

    public string Safe => folder.Path + "-safe";

    /// <summary>A path beside the two, for a backup.</summary>
    public string Beside(string name) => Path.Combine(Path.GetDirectoryName(Data)!, name);

    /// <summary>Where the program lies that this user can read.</summary>
    public string Program { get; private set; } = AppContext.BaseDirectory;

    public IReadOnlyList<OsProcessId> Processes => OsProcessId.OfCluster(folder.Folder.ClusterName);

    /// <summary>The way to the database while it runs.</summary>
    public string Connection(string user) => ClusterDatabase.OverSocket(folder.Folder, user);

    public Task<string?> AskAsync(string question) => DataFolder.AskAsync(Connection(ClusterDatabase.Owner) + ";Pooling=false", question);

    /// <summary>A site of the user who runs the tests, or of <c>nobody</c>.</summary>
    public static async Task<Site> MakeAsync(bool plainUser = false)
    {
        var site = new Site(plainUser);
        Directory.CreateDirectory(Path.GetDirectoryName(site.Data)!);
        if (plainUser)
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "Becoming another user takes root.");

            // The folder of the tests may lie in a home that is closed to others.
            site.Program = site.Beside("program");
            await ShellAsync("cp -r \"$1\" \"$2\" && chmod -R a+rX \"$2\" && chown nobody \"$3\"", AppContext.BaseDirectory, site.Program, Path.GetDirectoryName(site.Data)!);
        }

        return site;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    /// <summary>Runs a line of shell and demands that it succeeds.</summary>
    public static async Task<string> ShellAsync(string line, params IEnumerable<string> arguments)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line, "sh", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, await errors);
        return await output;
    }
}
