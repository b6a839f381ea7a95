using MentorshipFlow.Workflows.Postgres;
using Npgsql;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>A dump as a script of SQL that is read as it comes and kept nowhere.</summary>
internal static class DumpScript
{
    /// <summary>The script of the database as it is now.</summary>
    /// <exception cref="BackupException">pg_dump failed.</exception>
    public static Task Made(PostgresBinaries binaries, string owner, Func<Stream, Task> read, CancellationToken stop)
    {
        var connection = new NpgsqlConnectionStringBuilder(owner);
        return Read(
            binaries["pg_dump"],
            [
                $"--host={connection.Host}", $"--port={connection.Port}", $"--username={connection.Username}",
                $"--dbname={connection.Database}", "--no-password", "--encoding=UTF8",
            ],
            connection.Password, "dump-failed", read, stop);
    }

    /// <summary>The script of a dump in pg_dump's custom format.</summary>
    /// <exception cref="BackupException">pg_restore failed.</exception>
    public static Task Restored(PostgresBinaries binaries, string file, Func<Stream, Task> read, CancellationToken stop) =>
        Read(binaries["pg_restore"], ["--file=-", file], null, "backup-unreadable", read, stop);

    private static async Task Read(
        string program, string[] arguments, string? password, string code, Func<Stream, Task> read, CancellationToken stop)
    {
        using var running = OsCommand.Launch(null, program, arguments, password);
        try
        {
            var errors = running.StandardError.ReadToEndAsync(CancellationToken.None);
            await read(running.StandardOutput.BaseStream);
            await running.WaitForExitAsync(stop);
            if (running.ExitCode != 0) throw new BackupException(code, (await errors).Trim());
        }
        finally
        {
            if (!running.HasExited) running.Kill(entireProcessTree: true);
        }
    }
}
