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

    /// <summary>The arguments of <c>postgres</c>.</summary>
    public static IEnumerable<string> Arguments(PostgresFolder folder, IEnumerable<string> more) => Always.Concat(more).Concat(
        [$"cluster_name={folder.ClusterName}", $"unix_socket_directories={folder.SocketFolder}", $"log_directory={folder.LogFolder}"])
        .SelectMany(setting => new[] { "-c", setting }).Prepend(folder.DataDirectory).Prepend("-D");
}
