using MentorshipFlow.Workflows.Postgres;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>The folder to which the private PostgreSQL archives its write-ahead log, and from which a recovery reads it.</summary>
public static class WalArchive
{
    /// <summary>PostgreSQL's settings for a folder, which is made where it is missing; none without a folder.</summary>
    /// <exception cref="NoPostgresException">The folder cannot be written by the user that PostgreSQL runs as.</exception>
    public static async Task<IReadOnlyList<string>> Settings(string? folder, CancellationToken stop)
    {
        if (folder is null) return [];
        var path = Plain(folder);
        var user = OsCommand.DatabaseUser ?? Environment.UserName;
        const string make = """test -d "$1" || install -d -m 700 -o "$2" "$1" """;
        var (failed, why) = await OsCommand.RunAsync(null, "/bin/sh", ["-c", make, "sh", path, user], stop);
        if (failed == 0) (failed, why) = await OsCommand.RunAsync(OsCommand.DatabaseUser, "test", ["-w", path], stop);
        if (failed != 0)
        {
            throw new NoPostgresException(
                "folder-out-of-reach", $"The user {user} cannot write to the archive {path}. {why}", "Choose another folder.");
        }

        // What is there already must be the same: PostgreSQL asks again when it died before it knew that it was done. An idle segment is
        // 16 MB of zeroes, and one is closed each minute in which something happened.
        return
        [
            "archive_mode=on", "archive_timeout=60",
            $"archive_command=if test -e {path}/%f.gz; then gzip -dc {path}/%f.gz | cmp -s - %p; "
            + $"else gzip <%p >{path}/%f.part && sync {path}/%f.part && mv {path}/%f.part {path}/%f.gz && sync {path}; fi",
        ];
    }

    /// <summary>The setting of a recovery that reads it back.</summary>
    /// <exception cref="BackupException"><c>archive-unreadable</c>.</exception>
    internal static async Task<string> Restored(string folder, CancellationToken stop)
    {
        var path = Plain(folder);
        const string readable = """
            cd "$1" && for file in *; do test -r "$file" || { echo "$(id -un) cannot read $PWD/$file"; exit 1; }; done
            """;
        var (failed, why) = await OsCommand.RunAsync(OsCommand.DatabaseUser, "/bin/sh", ["-c", readable, "sh", path], stop);
        return failed == 0 ? $"restore_command = 'test -e {path}/%f.gz && gzip -dc {path}/%f.gz >%p'"
            : throw new BackupException("archive-unreadable", why);
    }

    // It becomes part of a shell command.
    private static string Plain(string folder)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return path.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '_' or '-') ? path
            : throw new NoPostgresException(
                "folder-out-of-reach", $"{path} becomes part of a shell command.", "Choose a name of letters, digits, '.', '_' and '-'.");
    }
}
