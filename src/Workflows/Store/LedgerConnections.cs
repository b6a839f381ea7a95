using Npgsql;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Checks the database of a connection string before it is used.</summary>
public static class LedgerConnections
{
    /// <summary>Host, database and role, without the password.</summary>
    public static string Describe(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{settings.Database} on {settings.Host} as {settings.Username}";
    }

    /// <summary>See <see cref="Migrations.WhyNotServe"/>.</summary>
    public static async Task<string?> WhyNotServe(string connectionString, CancellationToken stop)
    {
        await using var database = WorkflowsServices.Source(connectionString, writer: false);
        return await Migrations.WhyNotServe(database, stop);
    }

    /// <summary>The head as it is now.</summary>
    public static async Task<LedgerHead> Head(string connectionString, CancellationToken stop)
    {
        await using var database = WorkflowsServices.Source(connectionString, writer: false);
        return await new LedgerReader(database).Head(stop);
    }
}
