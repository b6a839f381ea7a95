using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A rotation cannot be made; the message says why.</summary>
public sealed class KeyRotationException(string message) : Exception(message);

/// <summary>How far a rotation has come. Whatever kills it, the same command goes on from here.</summary>
public enum RotationStep
{
    /// <summary>The next key lies in the safe beside the current one; running nodes wrap under it from now on.</summary>
    NextKeyMade,

    /// <summary>The database takes no data key under an earlier one any more.</summary>
    EarlierRetired,

    /// <summary>A part of the data keys was wrapped anew.</summary>
    PartRewrapped,

    /// <summary>Every data key lies under the next key, and nothing of the earlier wrapping is left in the table's file.</summary>
    AllRewrapped,

    /// <summary>The earlier key was put aside; it opens nothing but backups from before.</summary>
    EarlierPutAside,

    /// <summary>The next key is the current one.</summary>
    Done,
}

/// <summary>Takes a new key-encryption key into use: wraps every data key anew. Nodes go on running, and no text is touched.</summary>
/// <param name="owner">The owner's connection string: the application may not update a wrapped key.</param>
public sealed class KeyRotation(string owner, Action<RotationStep> reached)
{
    // As in Migrations: any constant that nobody else uses in this database.
    private const long Lock = 0x4D46_4B45_4B31;

    private const int Part = 500;

    /// <summary>How many data keys have to be wrapped anew.</summary>
    public long DataKeys { get; private set; }

    /// <summary>How many of them are.</summary>
    public long Rewrapped { get; private set; }

    /// <summary>Rotates the key of a safe, or goes on with a rotation that was killed.</summary>
    /// <returns>How many data keys were wrapped anew, and the name of the new key.</returns>
    public async Task<(int Rewrapped, string Kek)> InSafe(string safe, CancellationToken stop)
    {
        var (current, next) = (Path.Combine(safe, KeyRing.File), Path.Combine(safe, KeyRing.NextFile));
        await using var database = NpgsqlDataSource.Create(owner);
        await using var held = await Held(database, stop);
        var earlier = KeyEncryptionKey.Of(Secrets.Raw(await File.ReadAllBytesAsync(current, stop), KeyRing.File));
        Secrets.ReadOrMake(next, Secrets.NewKey);
        reached(RotationStep.NextKeyMade);
        var ring = KeyRing.InFolder(safe);
        var rewrapped = await Rewrap(database, ring, stop);
        var aside = Path.Combine(safe, KeyRing.RetiredPrefix + earlier.Id);
        Secrets.ReadOrMake(aside, () => earlier.Key);
        reached(RotationStep.EarlierPutAside);
        // One step of the file system: before it both keys are here, after it the new one is the current one.
        File.Move(next, current, overwrite: true);
        reached(RotationStep.Done);
        return (rewrapped, ring.Current.Id);
    }

    /// <summary>Rotates to <see cref="KeyRing.NextVariable"/>; the variables are changed by whoever set them.</summary>
    /// <exception cref="KeyRotationException">The environment names no next key.</exception>
    public async Task<(int Rewrapped, string Kek)> InEnvironment(KeyRing ring, CancellationToken stop)
    {
        if (ring.All.Count < 2) throw new KeyRotationException($"next-key-missing: put the new key into {KeyRing.NextVariable}, beside "
            + $"{KeyRing.Variable}, for the running servers first and then for this command.");
        await using var database = NpgsqlDataSource.Create(owner);
        await using var held = await Held(database, stop);
        reached(RotationStep.NextKeyMade);
        var rewrapped = await Rewrap(database, ring, stop);
        reached(RotationStep.Done);
        return (rewrapped, ring.Current.Id);
    }

    private async Task<int> Rewrap(NpgsqlDataSource database, KeyRing ring, CancellationToken stop)
    {
        var to = ring.Current;
        await using (var retire = database.Command(
            "insert into keys.retired (kek) select k from unnest($1) k on conflict do nothing",
            Value(ring.All.Where(k => k.Id != to.Id).Select(k => k.Id).ToArray())))
        {
            await retire.ExecuteNonQueryAsync(stop);
        }

        reached(RotationStep.EarlierRetired);
        var rewrapped = 0;
        await using var connection = await database.OpenConnectionAsync(stop);
        await using (var count = new NpgsqlCommand("select count(*) from keys.data_keys where kek <> $1", connection)
            .With(Value(to.Id)))
        {
            DataKeys = (long)(await count.ExecuteScalarAsync(stop))!;
        }

        for (var part = Part; part == Part; rewrapped += part)
        {
            await using var transaction = await connection.BeginTransactionAsync(stop);
            part = await RewrapPart(connection, ring, to, stop);
            await transaction.CommitAsync(stop);
            Rewrapped += part;
            reached(RotationStep.PartRewrapped);
        }

        rewrapped += await RewrapLast(connection, ring, to, stop);
        reached(RotationStep.AllRewrapped);
        return rewrapped;
    }

    // What was being written under an earlier key when it was retired is waited for by the lock.
    private static async Task<int> RewrapLast(NpgsqlConnection connection, KeyRing ring, KeyEncryptionKey to, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, stop);
        await Execute(connection, "lock table keys.data_keys in access exclusive mode", stop);
        var last = 0;
        for (int part; (part = await RewrapPart(connection, ring, to, stop)) > 0;) last += part;
        await Execute(connection, "select keys.rewrite_data_keys()", stop);
        await transaction.CommitAsync(stop);
        return last;
    }

    private static async Task<int> RewrapPart(NpgsqlConnection connection, KeyRing ring, KeyEncryptionKey to, CancellationToken stop)
    {
        List<(string Owner, byte[] Wrapped)> anew = [];
        await using (var select = new NpgsqlCommand(
            $"select owner, wrapped, kek from keys.data_keys where kek <> $1 limit {Part} for update", connection)
            .With(Value(to.Id)))
        await using (var reader = await select.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                var name = reader.GetString(0);
                var key = ring.Unwrap(name, reader.GetFieldValue<byte[]>(1), reader.GetString(2));
                anew.Add((name, Box.Seal(to.Key, key, name)));
            }
        }

        await using var update = new NpgsqlCommand(
            "update keys.data_keys k set wrapped = n.wrapped, kek = $3 from unnest($1, $2) n(owner, wrapped) where k.owner = n.owner",
            connection)
            .With(Value(anew.Select(k => k.Owner).ToArray()), Value(anew.Select(k => k.Wrapped).ToArray()), Value(to.Id));
        await update.ExecuteNonQueryAsync(stop);
        return anew.Count;
    }

    // The lock is of the session: it goes with the process that held it.
    private static async Task<NpgsqlConnection> Held(NpgsqlDataSource database, CancellationToken stop)
    {
        var connection = await database.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection);
        if (await command.ExecuteScalarAsync(stop) is true) return connection;
        await connection.DisposeAsync();
        throw new KeyRotationException("rotation-running: another rotation of this database is under way.");
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
