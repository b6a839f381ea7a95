using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>The database roles in the grants of the migrations.</summary>
public static class LedgerRoles
{
    /// <summary>Owns the database and runs the migrations.</summary>
    public const string Owner = "mentorshipflow_owner";

    /// <summary>The server's role.</summary>
    public const string App = "mentorshipflow_app";

    /// <summary>A role that only reads.</summary>
    public const string Auditor = "mentorshipflow_auditor";

    internal static readonly string[] All = [Owner, App, Auditor];

    /// <summary>Creates missing roles of the application and the auditor, in a database that the operator provides.</summary>
    /// <returns>The SQL that somebody with the right to create roles must run first; empty when no role is missing.</returns>
    public static async Task<IReadOnlyList<string>> Ensure(string ownerConnectionString, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(ownerConnectionString);
        List<string> byHand = [];
        foreach (var role in new[] { App, Auditor })
        {
            await using var asked = database.Command("select exists (select from pg_roles where rolname = $1)", Value(role));
            if (await asked.ExecuteScalarAsync(stop) is true) continue;
            var sql = $"create role {role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls";
            await using var create = database.CreateCommand(sql);
            try
            {
                await create.ExecuteNonQueryAsync(stop);
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                byHand.Add(sql + ";");
            }
        }

        return byHand;
    }
}
