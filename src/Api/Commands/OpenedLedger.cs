using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.Api.Commands;

/// <summary>The database of a command: the configured one, else the private PostgreSQL's. If no server runs that PostgreSQL, it is started
/// for the command and stopped after it.</summary>
internal sealed class OpenedLedger : IAsyncDisposable
{
    private readonly PrivatePostgres? started;

    private OpenedLedger(string connection, PrivatePostgres? started) => (Connection, this.started) = (connection, started);

    public string Connection { get; }

    /// <param name="configured">The connection string of this role in <see cref="Settings"/>; null when there is none.</param>
    /// <param name="user">The role on the private PostgreSQL.</param>
    /// <param name="data">The data folder of the private PostgreSQL.</param>
    /// <param name="mayMake">Whether a missing data folder is created.</param>
    /// <param name="stop">Cancels the start.</param>
    public static async Task<OpenedLedger> Open(string? configured, string user, string data, bool mayMake, CancellationToken stop)
    {
        if (configured is not null) return new(configured, null);
        if (!mayMake && !Directory.Exists(new PostgresFolder(data).DataDirectory))
        {
            throw new CommandFault(
                ExitCode.Failed, $"no-ledger: {data} holds no ledger. Start it once with ops/run, or choose another folder with --data.");
        }

        try
        {
            // Archived too, because a missing segment stops every recovery.
            var postgres = await PrivatePostgres.StartAsync(
                await PostgresPrograms.FindOrInstall(stop), data, NullLogger.Instance, stop,
                await WalArchive.Settings(Settings.Archive, stop));
            return new(postgres.Folder.ConnectionString(user), postgres);
        }
        catch (NoPostgresException fault) when (fault.Code == "folder-in-use")
        {
            return new(new PostgresFolder(data).ConnectionString(user), null);
        }
    }

    public ValueTask DisposeAsync() => started?.DisposeAsync() ?? ValueTask.CompletedTask;
}
