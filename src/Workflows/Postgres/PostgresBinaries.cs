using System.Globalization;

namespace MentorshipFlow.Workflows.Postgres;

/// <summary>The folder with <c>postgres</c> and PostgreSQL's other programs, and their major version.</summary>
public sealed record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest major version the store's SQL was written for.</summary>
    public const int OldestMajor = 15;

    private const string AptGet = "/usr/bin/apt-get";

    /// <summary>The command that installs PostgreSQL on this machine.</summary>
    public static string CommandByHand =>
        OperatingSystem.IsMacOS() ? "brew install postgresql@17"
        : File.Exists(AptGet) ? "sudo apt-get install -y postgresql"
        : File.Exists("/usr/bin/dnf") ? "sudo dnf install -y postgresql-server" : "install PostgreSQL with this system's package tool";

    internal string this[string program] => Path.Combine(Folder, program);

    /// <summary>Searches MF_PG_BIN (only this, if set), then /usr/lib/postgresql, PATH and Homebrew. Returns the newest version in the
    /// first place that has PostgreSQL 15 or newer.</summary>
    public static PostgresBinaries? Find() => Find(Environment.GetEnvironmentVariable);

    internal static PostgresBinaries? Find(Func<string, string?> environment) =>
        environment("MF_PG_BIN") is { Length: > 0 } chosen ? Newest([chosen])
        : Newest(Versions("/usr/lib/postgresql", "*"))
            ?? Newest((environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            ?? Newest(Versions("/opt/homebrew/opt", "postgresql@*").Concat(Versions("/usr/local/opt", "postgresql@*")));

    /// <summary>As root on Debian and derivatives: installs the distribution's PostgreSQL without its default cluster.</summary>
    /// <exception cref="NoPostgresException"><c>no-binaries</c>: a person has to run <see cref="CommandByHand"/>.</exception>
    public static async Task<PostgresBinaries> InstallAsync(
        CancellationToken stop, string aptGet = AptGet, string createCluster = "/etc/postgresql-common/createcluster.conf")
    {
        // The package would start its own cluster on port 5432. This script and dpkg keep an operator's existing setting.
        const string script = """
            mkdir -p "$(dirname "$1")" && { test -e "$1" || echo "create_main_cluster = false" >"$1"; } || exit
            export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
            "$0" update && "$0" -o Dpkg::Options::=--force-confold install -y postgresql
            """;
        if (await OsCommand.RunAsync(null, "/bin/sh", ["-c", script, aptGet, createCluster], stop) is (not 0, var why)) throw NotFound(why);
        return Find() ?? throw NotFound($"The distribution's PostgreSQL is older than {OldestMajor}.");
    }

    /// <summary>The fault when PostgreSQL is missing.</summary>
    public static NoPostgresException NotFound(string why) => new("no-binaries", why, $"Run this, then start again:\n{CommandByHand}");

    private static IEnumerable<string> Versions(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, pattern).Select(version => Path.Combine(version, "bin")) : [];

    private static PostgresBinaries? Newest(IEnumerable<string> folders) =>
        folders.Select(At).OfType<PostgresBinaries>().Where(found => found.Major >= OldestMajor).MaxBy(found => found.Major);

    private static PostgresBinaries? At(string folder)
    {
        var postgres = Path.Combine(folder, "postgres");
        if (!File.Exists(postgres) || !File.Exists(Path.Combine(folder, "initdb"))) return null;
        using var asked = OsCommand.Launch(null, postgres, ["--version"]);
        // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
        return asked.StandardOutput.ReadToEnd().Split(' ', '.', '\n') is ["postgres", "(PostgreSQL)", var version, ..]
            && int.TryParse(version, CultureInfo.InvariantCulture, out var major) ? new(Path.GetFullPath(folder), major) : null;
    }
}
