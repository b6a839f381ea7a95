using MentorshipFlow.Workflows.Postgres;

namespace MentorshipFlow.Api.Commands;

/// <summary>The programs of PostgreSQL, for the commands that need them.</summary>
internal static class PostgresPrograms
{
    /// <summary>Finds them; as root, installs them if they are missing.</summary>
    /// <exception cref="NoPostgresException">The user has to install them.</exception>
    public static async Task<PostgresBinaries> FindOrInstall(CancellationToken stop)
    {
        if (PostgresBinaries.Find() is { } found) return found;
        if (Environment.GetEnvironmentVariable("MF_PG_BIN") is { Length: > 0 } chosen)
        {
            throw PostgresBinaries.NotFound($"MF_PG_BIN names {chosen}, which has no PostgreSQL {PostgresBinaries.OldestMajor} or newer.");
        }

        if (!Environment.IsPrivilegedProcess) throw PostgresBinaries.NotFound("Packages are installed by root.");
        Console.Out.WriteLine("PostgreSQL was not found; it is being installed …");
        return await PostgresBinaries.InstallAsync(stop);
    }
}
