using MentorshipFlow.Workflows.Postgres;
using Npgsql;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>pg_dump and pg_restore on the database of a connection string.</summary>
internal sealed class PostgresTools(PostgresBinaries binaries, string owner)
{
    private readonly NpgsqlConnectionStringBuilder connection = new(owner);

    public Task Dump(string file, string snapshot, IEnumerable<string> which, CancellationToken stop) =>
        Run("pg_dump", "dump-failed", [.. Target(), "--format=custom", $"--snapshot={snapshot}", $"--file={file}", .. which], stop);

    public Task Restore(string file, IEnumerable<string> which, CancellationToken stop) =>
        Run("pg_restore", "restore-failed", [.. Target(), "--no-owner", "--exit-on-error", "--single-transaction", .. which, file], stop);

    private string[] Target() =>
    [
        $"--host={connection.Host}", $"--port={connection.Port}", $"--username={connection.Username}", $"--dbname={connection.Database}",
        "--no-password",
    ];

    private async Task Run(string program, string code, IEnumerable<string> arguments, CancellationToken stop)
    {
        var (exitCode, output) = await OsCommand.RunAsync(null, binaries[program], arguments, stop, connection.Password);
        if (exitCode != 0) throw new BackupException(code, output);
    }
}
