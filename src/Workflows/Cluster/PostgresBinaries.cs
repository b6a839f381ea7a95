using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>The folder with <c>postgres</c> and <c>initdb</c>, and their major version.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest major version the store's SQL was written for.</summary>
    public const int OldestMajor = 15;

    private static readonly string[] Homebrews = ["/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"];

    /// <summary>Looks in MF_PG_BIN (alone, when it is set), then /usr/lib/postgresql, PATH and Homebrew; the newest of the first place that has any.</summary>
    /// <returns>null when no place has PostgreSQL 15 or newer.</returns>
    public static PostgresBinaries? Find() => Find(Environment.GetEnvironmentVariable);

    internal static PostgresBinaries? Find(Func<string, string?> environment) =>
        environment("MF_PG_BIN") is { Length: > 0 } chosen
            ? Newest([chosen])
            : Newest(Versions("/usr/lib/postgresql", "*"))
              ?? Newest((environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
              ?? Newest(Homebrews.SelectMany(folder => Versions(folder, "postgresql@*")));

    internal string this[string program] => Path.Combine(Folder, program);

    private static IEnumerable<string> Versions(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, pattern).Select(version => Path.Combine(version, "bin")) : [];

    private static PostgresBinaries? Newest(IEnumerable<string> folders) =>
        folders.Select(At).OfType<PostgresBinaries>().Where(found => found.Major >= OldestMajor).MaxBy(found => found.Major);

    private static PostgresBinaries? At(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "postgres")) || !File.Exists(Path.Combine(folder, "initdb")))
        {
            return null;
        }

        using var asked = OsCommand.Launch(user: null, Path.Combine(folder, "postgres"), ["--version"], environment: null);
        var version = Version().Match(asked.StandardOutput.ReadToEnd());
        asked.WaitForExit();
        return version.Success
            ? new PostgresBinaries(Path.GetFullPath(folder), int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture))
            : null;
    }

    // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
