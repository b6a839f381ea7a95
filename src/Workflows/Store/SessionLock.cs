using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>A named lock of one database session. It is released when disposed, and by PostgreSQL when its process dies.</summary>
public sealed class SessionLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly string name;

    private SessionLock(NpgsqlConnection connection, string name) => (this.connection, this.name) = (connection, name);

    /// <summary>Takes a lock; null while another session has it.</summary>
    public static async Task<SessionLock?> Take(NpgsqlDataSource database, string name, CancellationToken stop)
    {
        var connection = await database.OpenConnectionAsync(stop);
        try
        {
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection)
                .With(Value(name));
            if (await command.ExecuteScalarAsync(stop) is true) return new(connection, name);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await using var closing = connection;
        try
        {
            await using var command = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended($1, 0))", connection)
                .With(Value(name));
            await command.ExecuteScalarAsync(CancellationToken.None);
        }
        catch (Exception lost) when (BatchWriter.OutOfReach(lost))
        {
            // The lock goes with its session, so the session must not return to the pool.
            NpgsqlConnection.ClearPool(connection);
        }
    }
}
