using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>The folder of one private cluster: <c>postgres</c> (PGDATA), <c>socket</c>, <c>log</c> and the file <c>lock</c>.
/// It belongs to the user PostgreSQL runs as, and nobody else may enter.</summary>
public sealed class ClusterFolder
{
    // sockaddr_un.sun_path holds 108 bytes with the closing zero; macOS holds 104, and its socket folder is short anyway.
    private const int LongestSocketPath = 106;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Exit codes: 2 out of reach, 3 someone else's. A link in a public folder may point anywhere.
    private const string OwnershipTest = """test -d "$1/." || exit 2; test -O "$1" && ! test -L "$1" || exit 3""";

    internal const string NamePrefix = "mentorshipflow-";

    private readonly string _path;

    /// <param name="path">Relative paths are taken from the current folder.</param>
    public ClusterFolder(string path)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        ClusterName = NamePrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_path)))[..12];
        SocketFolder = SocketFolderFor(_path, ClusterName);
    }

    /// <summary>/var/lib/mentorshipflow for root, else $XDG_DATA_HOME/mentorshipflow or ~/.local/share/mentorshipflow.</summary>
    public static string DefaultPath =>
        Environment.IsPrivilegedProcess
            ? "/var/lib/mentorshipflow"
            : Path.Combine(
                Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } home && Path.IsPathRooted(home)
                    ? home
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"),
                "mentorshipflow");

    /// <summary>The whole folder, absolute.</summary>
    public string FullPath => _path;

    /// <summary>PGDATA.</summary>
    public string DataDirectory => Path.Combine(_path, "postgres");

    /// <summary>Where the Unix socket is: inside the folder, or a short one named by the folder's hash when that path would not fit.</summary>
    public string SocketFolder { get; }

    /// <summary>PostgreSQL's log, one file for each day of the week, and <c>start.log</c> with what came before that log was open.</summary>
    public string LogFolder => Path.Combine(_path, "log");

    /// <summary>Shown in the titles of all its processes, so that <c>ps</c> tells which cluster they belong to.</summary>
    public string ClusterName { get; }

    internal string LockFile => Path.Combine(_path, "lock");

    /// <summary>Makes what is missing, and refuses a folder with the belongings of others.</summary>
    internal async Task PrepareAsync(CancellationToken stop)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new ClusterFaultException(ClusterFault.OtherSystem);
        }

        var user = OsCommand.DatabaseUser;
        if (user is not null && (await OsCommand.RunAsync(null, "id", ["-u", user], stop)).ExitCode != 0)
        {
            throw new ClusterFaultException(ClusterFault.NoDatabaseUser(user));
        }

        try
        {
            if (!Directory.Exists(_path) || !Directory.EnumerateFileSystemEntries(_path).Any())
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? "/");
                await MakeAsync(user, _path, stop);
            }

            await DemandOwnershipAsync(user, _path, stop);
            await MakeAsync(user, LogFolder, stop);
            await MakeAsync(user, SocketFolder, stop);
            await DemandOwnershipAsync(user, SocketFolder, stop);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ClusterFaultException(ClusterFault.FolderOutOfReach(_path, user ?? Environment.UserName, fault.Message));
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task MakeAsync(string? user, string folder, CancellationToken stop)
    {
        if (user is null)
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            return;
        }

        var made = await OsCommand.RunAsync(null, "install", ["-d", "-o", user, "-m", "700", folder], stop);
        if (made.ExitCode != 0)
        {
            throw new IOException(made.Output);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task DemandOwnershipAsync(string? user, string folder, CancellationToken stop)
    {
        var tested = await OsCommand.RunAsync(user, "/bin/sh", ["-c", OwnershipTest, "sh", folder], stop);
        var name = user ?? Environment.UserName;
        switch (tested.ExitCode)
        {
            case 0:
                File.SetUnixFileMode(folder, OwnerOnly);
                return;
            case 3:
                throw new ClusterFaultException(ClusterFault.FolderNotOurs(folder, name));
            default:
                throw new ClusterFaultException(ClusterFault.FolderOutOfReach(folder, name, "A folder above it is closed to that user."));
        }
    }

    // PostgreSQL and Npgsql both read a list here: a comma or a quote in the name would end it. Root uses /run, where only
    // root makes folders; /tmp is for plain users, and its ownership is demanded before use.
    private static string SocketFolderFor(string path, string clusterName)
    {
        var inside = Path.Combine(path, "socket");
        return inside.All(letter => char.IsLetterOrDigit(letter) || "/._-".Contains(letter, StringComparison.Ordinal))
            && Encoding.UTF8.GetByteCount(Path.Combine(inside, ".s.PGSQL.65535")) <= LongestSocketPath
            ? inside
            : Path.Combine(!Environment.IsPrivilegedProcess ? "/tmp" : Directory.Exists("/run") ? "/run" : "/var/run", clusterName);
    }
}
