using Npgsql;

namespace MentorshipFlow.Workflows.Cluster;

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

    /// <summary>Sets seconds for connecting (3) and for a command (5), milliseconds for a cancellation (500) and, over TCP,
    /// keepalive after 5 s each second. What the operator wrote in the connection string stays.</summary>
    public static NpgsqlConnectionStringBuilder Apply(NpgsqlConnectionStringBuilder connection)
    {
        var wanted = connection.Host?.StartsWith('/') == true ? Everywhere : [.. Everywhere, .. OverTcp];

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
