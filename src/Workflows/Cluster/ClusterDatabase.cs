using Npgsql;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>The database <c>mentorshipflow</c> and its three roles. What the roles may do is granted by the migrations.</summary>
public static class ClusterDatabase
{
    public const string Name = "mentorshipflow";

    /// <summary>Owns the database and runs the migrations.</summary>
    public const string Owner = "mentorshipflow_owner";

    /// <summary>The server's role.</summary>
    public const string App = "mentorshipflow_app";

    /// <summary>Reads, and nothing else.</summary>
    public const string Auditor = "mentorshipflow_auditor";

    // Attributes are set each time, so that a hand's mistake does not last.
    private const string Role = """
        do $$ begin
            if not exists (select from pg_roles where rolname = '{0}') then create role {0}; end if;
        end $$;
        alter role {0} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
        """;

    /// <summary>The way into a cluster that another process of this machine runs, over its socket.</summary>
    public static string OverSocket(ClusterFolder folder, string user) =>
        ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder { Host = folder.SocketFolder, Port = 5432, Database = Name, Username = user }).ConnectionString;

    /// <summary>Creates what is missing; safe to repeat at each start.</summary>
    public static async Task EnsureAsync(PrivateCluster cluster, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres", DataDirectory.Superuser));
        foreach (var role in new[] { Owner, App, Auditor })
        {
            await RunAsync(source, Role.Replace("{0}", role, StringComparison.Ordinal), stop);

            // DDL takes no parameters; the password is hexadecimal.
            if (cluster.Password is { } password)
            {
                await RunAsync(source, $"alter role {role} password '{password}'", stop);
            }
        }

        await using var asked = source.CreateCommand("select exists (select from pg_database where datname = $1)");
        asked.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        if (await asked.ExecuteScalarAsync(stop) is false)
        {
            await RunAsync(source, $"create database {Name} owner {Owner} template template0", stop);
        }
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql, CancellationToken stop)
    {
        await using var command = source.CreateCommand(sql);

        // Creating a database waits for a checkpoint, which a slow disk makes long.
        command.CommandTimeout = 60;
        await command.ExecuteNonQueryAsync(stop);
    }
}
