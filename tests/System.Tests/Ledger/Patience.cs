using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>
/// How long the nodes of a test wait where waiting is not what is tested: a slow disk makes such a test slow, and fails none.
/// </summary>
internal static class Patience
{
    /// <summary>The server's bounds, but for its patience.</summary>
    public static BatchLimits Limits { get; } = BatchLimits.Default with { Patience = TimeSpan.FromSeconds(120) };

    /// <summary>The same connection with long waits on both sides.</summary>
    public static string Of(string connection) => new NpgsqlConnectionStringBuilder(connection)
    {
        Timeout = 60,
        CommandTimeout = 120,
        Options = "-c lock_timeout=100s -c statement_timeout=100s -c idle_in_transaction_session_timeout=100s",
    }.ConnectionString;
}
