using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A rotation is not possible; the message gives the reason.</summary>
public sealed class KeyRotationException(string message) : Exception(message);

/// <summary>The progress of a rotation. After an interruption, the same command continues from here.</summary>
public enum RotationStep
{
    /// <summary>The next key is in the safe beside the current one; running nodes use it from now on.</summary>
    NextKeyMade,

    /// <summary>The database no longer accepts data keys under earlier keys.</summary>
    EarlierRetired,

    /// <summary>Some of the data keys were wrapped anew.</summary>
    PartRewrapped,

    /// <summary>All data keys are wrapped by the next key, and the table's file contains no earlier wrapping.</summary>
    AllRewrapped,

    /// <summary>The earlier key was set aside; it only opens old backups.</summary>
    EarlierPutAside,

    /// <summary>The next key is the current one.</summary>
    Done,
}

/// <summary>Replaces the key-encryption key by wrapping every data key anew. Nodes keep running, and no text is changed.</summary>
/// <param name="owner">The owner's connection string: the application may not update a wrapped key.</param>
public sealed class KeyRotation(string owner, Action<RotationStep> reached)
{
    // Any constant that nobody else uses in this database, as in Migrations.
    private const long Lock = 0x4D46_4B45_4B31;

    private const int Part = 500;

    /// <summary>The number of data keys to wrap anew.</summary>
    public long DataKeys { get; private set; }

    /// <summary>The number of data keys wrapped so far.</summary>
    public long Rewrapped { get; private set; }

    /// <summary>Rotates the key of a safe, or continues an interrupted rotation.</summary>
    /// <returns>The number of data keys wrapped anew, and the name of the new key.</returns>
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
        // An atomic rename: before it both keys exist, after it the new one is current.
        File.Move(next, current, overwrite: true);
        reached(RotationStep.Done);
        return (rewrapped, ring.Current.Id);
    }

    /// <summary>Rotates to <see cref="KeyRing.NextVariable"/>; the operator changes the variables afterwards.</summary>
    /// <exception cref="KeyRotationException">The environment has no next key.</exception>
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

    // The lock waits for transactions that still write keys under an earlier key.
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
            $"select owner, wrapped, kek, generation from keys.data_keys where kek <> $1 limit {Part} for update", connection)
            .With(Value(to.Id)))
        await using (var reader = await select.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                var name = reader.GetString(0);
                var generation = reader.GetInt32(3);
                var key = ring.Unwrap(name, generation, reader.GetFieldValue<byte[]>(1), reader.GetString(2));
                anew.Add((name, Vault.DataKeys.Wrap(name, generation, key, to)));
            }
        }

        await using var update = new NpgsqlCommand(
            "update keys.data_keys k set wrapped = n.wrapped, kek = $3 from unnest($1, $2) n(owner, wrapped) where k.owner = n.owner",
            connection)
            .With(Value(anew.Select(k => k.Owner).ToArray()), Value(anew.Select(k => k.Wrapped).ToArray()), Value(to.Id));
        await update.ExecuteNonQueryAsync(stop);
        return anew.Count;
    }

    // A session lock: it ends with its process.
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
