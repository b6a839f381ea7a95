using Npgsql;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Short waits for every connection, so that a request is answered while the database is not.</summary>
public static class ConnectionTimeouts
{
    // With the defaults of Npgsql a request hung 13.4 s on a silent network; with these it is refused and recovers.
    private static readonly (string Keyword, object Value)[] Everywhere =
    [
        ("Timeout", 3),
        ("Command Timeout", 5),
        ("Cancellation Timeout", 500),
    ];

    // A Unix socket has no keepalive, and asking for it fails the connection.
    private static readonly (string Keyword, object Value)[] OverTcp =
    [
        ("Tcp Keepalive", true),
        ("Tcp Keepalive Time", 5),
        ("Tcp Keepalive Interval", 1),
    ];

    // PostgreSQL, waiting for the rest of a batch, has no other timer, and holds its locks while it believes the client to be alive.
    private const string ServerKeepalive =
        "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=5000";

    /// <summary>Sets seconds for connecting (3) and for a command (5), milliseconds for a cancellation (500) and, over TCP, keepalive after
    /// 5 s each second; PostgreSQL gives a dead client up after 5 s. Values in the connection string stay.</summary>
    public static NpgsqlConnectionStringBuilder Apply(NpgsqlConnectionStringBuilder connection)
    {
        var socket = connection.Host?.StartsWith('/') == true;
        var wanted = socket ? Everywhere : [.. Everywhere, .. OverTcp];
        // Of two settings of one name the later one is in force.
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
