using MentorshipFlow.Workflows.Cluster;
using Npgsql;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>pg_dump and pg_restore, told by a connection string where to go.</summary>
internal sealed class PostgresTools(PostgresBinaries binaries, string owner)
{
    private readonly NpgsqlConnectionStringBuilder connection = new(owner);

    public Task Dump(string file, string snapshot, IEnumerable<string> which, CancellationToken stop) =>
        Run("pg_dump", "dump-failed", [.. Target(), "--format=custom", $"--snapshot={snapshot}", $"--file={file}", .. which], stop);

    public Task Restore(string file, IEnumerable<string> which, CancellationToken stop) =>
        Run("pg_restore", "restore-failed", [.. Target(), "--no-owner", "--exit-on-error", "--single-transaction", .. which, file], stop);

    private string[] Target() => [$"--host={connection.Host}", $"--port={connection.Port}", $"--username={connection.Username}", $"--dbname={connection.Database}", "--no-password"];

    private async Task Run(string program, string code, IEnumerable<string> arguments, CancellationToken stop)
    {
        // Over the environment, because a command line is everybody's to read.
        var password = connection.Password is { Length: > 0 } known ? new Dictionary<string, string> { ["PGPASSWORD"] = known } : null;
        var answer = await OsCommand.RunAsync(null, binaries[program], arguments, stop, password);
        if (answer.ExitCode != 0) throw new BackupException(code, answer.Output);
    }
}
