namespace MentorshipFlow.Workflows.Cluster;

/// <summary>PostgreSQL's settings, given on the command line: there they win over every file and over ALTER SYSTEM,
/// so nobody turns durability off by accident.</summary>
internal static class ClusterSettings
{
    private static readonly Dictionary<string, string> Always = new()
    {
        // An acknowledged event is on the disk.
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["full_page_writes"] = "on",

        // Small enough for a school's machine; short queries gain nothing from compilation.
        ["shared_buffers"] = "128MB",
        ["max_connections"] = "100",
        ["max_wal_size"] = "1GB",
        ["checkpoint_timeout"] = "5min",
        ["wal_compression"] = "on",
        ["jit"] = "off",

        // The same text on every machine.
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["lc_messages"] = "C",

        // A week of log in seven files. Statements and details may hold personal data: errors are logged without them.
        ["logging_collector"] = "on",
        ["log_destination"] = "stderr",
        ["log_filename"] = "postgres-%a.log",
        ["log_truncate_on_rotation"] = "on",
        ["log_rotation_age"] = "1d",
        ["log_rotation_size"] = "0",
        ["log_file_mode"] = "0600",
        ["log_line_prefix"] = "%m [%p] ",
        ["log_error_verbosity"] = "terse",
        ["log_min_error_statement"] = "panic",
    };

    /// <summary>The arguments of <c>postgres</c>: <c>-D</c>, then one <c>-c name=value</c> for each setting.</summary>
    public static IEnumerable<string> Arguments(ClusterFolder folder, PrivateClusterOptions options)
    {
        var settings = new Dictionary<string, string>(Always)
        {
            ["cluster_name"] = folder.ClusterName,
            ["port"] = $"{options.Port}",
            ["listen_addresses"] = options.ListenPort is null ? "" : "127.0.0.1",
            ["unix_socket_directories"] = folder.SocketFolder,
            ["unix_socket_permissions"] = "0700",
            ["log_directory"] = folder.LogFolder,
        };
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }).Prepend(folder.DataDirectory).Prepend("-D");
    }
}
