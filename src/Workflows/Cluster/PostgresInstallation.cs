namespace MentorshipFlow.Workflows.Cluster;

/// <summary>What became of an installation of PostgreSQL.</summary>
public abstract record InstallOutcome
{
    private InstallOutcome() { }

    /// <summary>The programs are there now.</summary>
    public sealed record Installed(PostgresBinaries Binaries) : InstallOutcome;

    /// <summary>A person has to run one command; the caller prints it and ends with exit code 3.</summary>
    public sealed record ByHand(string Command, string Because) : InstallOutcome;
}

/// <remarks>This part puts them on a machine that has none.</remarks>
public sealed partial record PostgresBinaries
{
    /// <summary>The command that installs PostgreSQL on this machine.</summary>
    public static string CommandByHand =>
        OperatingSystem.IsMacOS() ? "brew install postgresql@17"
        : File.Exists(AptGet) ? "sudo apt-get install -y postgresql"
        : File.Exists("/usr/bin/dnf") ? "sudo dnf install -y postgresql-server"
        : "install PostgreSQL with this system's package tool";

    private const string AptGet = "/usr/bin/apt-get";

    /// <summary>As root on Debian and its descendants installs the distribution's PostgreSQL without starting its default cluster;
    /// elsewhere changes nothing and names the command.</summary>
    public static Task<InstallOutcome> InstallAsync(CancellationToken stop) =>
        Environment.IsPrivilegedProcess && File.Exists(AptGet)
            ? InstallAsync(AptGet, "/etc/postgresql-common/createcluster.conf", Find, stop)
            : Task.FromResult<InstallOutcome>(new InstallOutcome.ByHand(CommandByHand, "Packages are installed by root."));

    internal static async Task<InstallOutcome> InstallAsync(
        string aptGet, string createCluster, Func<PostgresBinaries?> find, CancellationToken stop)
    {
        await WithoutDefaultClusterAsync(createCluster, stop);

        // The file above is kept, not asked about.
        string[] install = ["-o", "Dpkg::Options::=--force-confold", "install", "-y", "postgresql"];
        foreach (var arguments in new[] { ["update"], install })
        {
            var answer = await OsCommand.RunAsync(
                user: null, "/usr/bin/env", ["DEBIAN_FRONTEND=noninteractive", "UCF_FORCE_CONFFOLD=1", aptGet, .. arguments], stop);
            if (answer.ExitCode != 0)
            {
                return new InstallOutcome.ByHand(CommandByHand, answer.Output);
            }
        }

        return find() is { } binaries
            ? new InstallOutcome.Installed(binaries)
            : new InstallOutcome.ByHand(CommandByHand, $"The distribution's PostgreSQL is older than {OldestMajor}.");
    }

    // The package would start a cluster of its own on port 5432; an operator who decided about that already keeps the decision.
    private static async Task WithoutDefaultClusterAsync(string createCluster, CancellationToken stop)
    {
        if (!File.Exists(createCluster))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(createCluster)!);
            await File.WriteAllTextAsync(createCluster, "create_main_cluster = false\n", stop);
        }
    }
}
