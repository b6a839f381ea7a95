using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Postgres;

/// <summary>The folder of one private PostgreSQL: <c>postgres</c> (PGDATA), <c>socket</c>, <c>lock</c> and <c>log</c> (one file per
/// weekday, and <c>start.log</c>). It belongs to the user that PostgreSQL runs as, and no other user may enter.</summary>
public sealed class PostgresFolder
{
    private const string NamePrefix = "mentorshipflow-";

    /// <param name="path">A relative path is taken from the current folder.</param>
    public PostgresFolder(string path)
    {
        FullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        ClusterName = NamePrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FullPath)))[..12];
        // Every system allows 103 bytes for a socket's path. PostgreSQL and Npgsql split it at a comma or a quote. Root uses /var/run,
        // where only root creates folders; others use /tmp, where the folder's owner is checked before use.
        var inside = Path.Combine(FullPath, "socket");
        var fits = Encoding.UTF8.GetByteCount(inside) < 86 && inside.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '_' or '-');
        SocketFolder = fits ? inside : Path.Combine(Environment.IsPrivilegedProcess ? "/var/run" : "/tmp", ClusterName);
    }

    public string FullPath { get; }
    public string DataDirectory => Path.Combine(FullPath, "postgres");
    public string SocketFolder { get; }
    public string LogFolder => Path.Combine(FullPath, "log");

    /// <summary>Names the folder in the postmaster's arguments and its children's titles, to recognise their processes.</summary>
    public string ClusterName { get; }
    internal IReadOnlyList<Pid> Processes => Pid.Running("postgres", ClusterName);
    internal string PostmasterFile => Path.Combine(DataDirectory, "postmaster.pid");

    /// <summary>An Npgsql connection string for the socket; also when another process of this machine runs this PostgreSQL.</summary>
    public string ConnectionString(string user, string database = PrivatePostgres.Database) =>
        ConnectionTimeouts.Apply(new($"Host={SocketFolder};Port=5432;Database={database};Username={user}")).ConnectionString;

    /// <summary>Creates what is missing, and refuses a folder with contents of another user.</summary>
    internal async Task PrepareAsync(CancellationToken stop)
    {
        var user = OsCommand.DatabaseUser ?? Environment.UserName;
        if (await OsCommand.RunAsync(null, "id", ["-u", user], stop) is (not 0, _))
            throw new NoPostgresException("no-database-user", $"It refuses root, and no user is {user}.", $"useradd --system {user}");
        const string make = """test -n "$(ls -A "$1" 2>/dev/null)" || install -d -m 700 -o "$2" "$1" """;
        // A symbolic link in a public folder may point anywhere.
        const string claim = """test -d "$1/." || exit 2; test -O "$1" && ! test -L "$1" || exit 3; chmod 700 "$1" """;
        foreach (var folder in new[] { FullPath, LogFolder, SocketFolder })
        {
            var (failed, why) = await OsCommand.RunAsync(null, "/bin/sh", ["-c", make, "sh", folder, user], stop);
            if (failed == 0) (failed, why) = await OsCommand.RunAsync(OsCommand.DatabaseUser, "/bin/sh", ["-c", claim, "sh", folder], stop);
            const string choose = "Choose a new or empty folder, which that user can reach, with --data; its owner and mode will be set.";
            if (failed == 3) throw new NoPostgresException("folder-not-ours", $"{folder} is not empty and not of the user {user}.", choose);
            if (failed != 0) throw new NoPostgresException("folder-out-of-reach", $"The user {user} cannot enter {folder}. {why}", choose);
        }
    }

    /// <summary>One server per folder. The lock ends with the process that holds it, and PostgreSQL does not inherit it.</summary>
    internal FileStream Lock()
    {
        var file = Path.Combine(FullPath, "lock");
        try
        {
            return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new NoPostgresException("folder-in-use", $"Another server is using {FullPath}.", "Stop it, or name another in --data.");
        }
    }

    /// <summary>The postmaster that a killed server left running.</summary>
    internal Pid? RunningPostmaster() =>
        Pid.NamedIn(PostmasterFile) is { } named && named.CommandLine.Contains(ClusterName, StringComparison.Ordinal) ? named : null;

    /// <summary>Removes lock files from before a crash whose process id now belongs to another program or another private PostgreSQL:
    /// PostgreSQL would not start while that process lives.</summary>
    internal void RemoveStaleLocks()
    {
        foreach (var file in Directory.EnumerateFiles(SocketFolder, ".s.PGSQL.*.lock").Append(PostmasterFile))
        {
            if (Pid.NamedIn(file)?.CommandLine is not { } command) continue;
            var isPostmaster = Path.GetFileName(command.Split(' ')[0]) == "postgres";
            if (!isPostmaster || command.Contains("cluster_name=" + NamePrefix, StringComparison.Ordinal)) File.Delete(file);
        }
    }

    /// <summary>The log line that an operator should read first: the last FATAL or PANIC of the newest log, else its last line.</summary>
    internal string LastTrouble()
    {
        var newest = new DirectoryInfo(LogFolder).GetFiles("*.log").Where(f => f.Length > 0).MaxBy(f => f.LastWriteTimeUtc);
        var lines = newest is null ? [] : File.ReadAllLines(newest.FullName);
        return lines.LastOrDefault(l => l.Contains("PANIC:") || l.Contains("FATAL:")) ?? lines.LastOrDefault() ?? "its log is empty.";
    }
}
