namespace MentorshipFlow.Workflows.Postgres;

/// <summary>PostgreSQL's settings as command-line arguments: these take precedence over files and ALTER SYSTEM, so nobody turns durability
/// off by accident.</summary>
internal static class PostgresSettings
{
    private static readonly string[] Always =
    [
        // An acknowledged event is on disk.
        "fsync=on", "synchronous_commit=on", "full_page_writes=on",
        // Small enough for a school's machine; compiling short queries gains nothing.
        "shared_buffers=128MB", "max_connections=100", "max_wal_size=1GB", "checkpoint_timeout=5min", "wal_compression=on", "jit=off",
        // The same text on every machine.
        "timezone=UTC", "log_timezone=UTC", "lc_messages=C",
        // Seven log files, one per weekday. Statements and details may contain personal data, so errors are logged without them.
        "logging_collector=on", "log_destination=stderr", "log_filename=postgres-%a.log", "log_file_mode=0600", "log_line_prefix=%m [%p] ",
        "log_truncate_on_rotation=on", "log_rotation_age=1d", "log_rotation_size=0", "log_error_verbosity=terse",
        "log_min_error_statement=panic",
        // The socket only, no network.
        "port=5432", "listen_addresses=", "unix_socket_permissions=0700",
    ];

    // What is there already must be the same: PostgreSQL asks again when it died before it knew that it was done. An idle segment is 16 MB
    // of zeroes, and one is closed each minute in which something happened.
    private static string[] Archive(string folder) =>
    [
        "archive_mode=on", "archive_timeout=60",
        $"archive_command=if test -e {folder}/%f.gz; then gzip -dc {folder}/%f.gz | cmp -s - %p; "
        + $"else gzip <%p >{folder}/%f.part && sync {folder}/%f.part && mv {folder}/%f.part {folder}/%f.gz && sync {folder}; fi",
    ];

    /// <summary>The setting that reads it back.</summary>
    public static string FromArchive(string folder) => $"restore_command = 'test -e {folder}/%f.gz && gzip -dc {folder}/%f.gz >%p'";

    /// <summary>The arguments of <c>postgres</c>.</summary>
    public static IEnumerable<string> Arguments(PostgresFolder folder) => Always.Concat(
        [$"cluster_name={folder.ClusterName}", $"unix_socket_directories={folder.SocketFolder}", $"log_directory={folder.LogFolder}"])
        .Concat(folder.Archive is { } archive ? Archive(archive) : [])
        .SelectMany(setting => new[] { "-c", setting }).Prepend(folder.DataDirectory).Prepend("-D");
}
