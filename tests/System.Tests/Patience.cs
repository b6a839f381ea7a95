using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests;

/// <summary>Timeouts for tests that do not test waiting: a slow disk makes them slow but does not fail them.</summary>
internal static class Patience
{
    /// <summary>How long a test waits for what comes by itself. Only a failure lasts as long, so it is long enough for any
    /// machine.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);

    /// <summary>The server's limits with a longer patience.</summary>
    public static BatchLimits Limits { get; } = BatchLimits.Default with { Patience = TimeSpan.FromSeconds(120) };

    /// <summary>The same connection with long timeouts on both sides.</summary>
    public static string Of(string connection) => new NpgsqlConnectionStringBuilder(connection)
    {
        Timeout = 60,
        CommandTimeout = 120,
        Options = "-c lock_timeout=100s -c statement_timeout=100s -c idle_in_transaction_session_timeout=100s",
    }.ConnectionString;
}
