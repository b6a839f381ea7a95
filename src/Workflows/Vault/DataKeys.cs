using System.Security.Cryptography;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A data key that is not stored yet.</summary>
/// <param name="Wrapped">AES-256-GCM under the key-encryption key <paramref name="Kek"/>; associated data binds owner and
/// generation.</param>
public sealed record NewDataKey(string Owner, byte[] Key, byte[] Wrapped, string Kek);

/// <summary>The key to seal under.</summary>
/// <param name="Generation">Starts at 1; each partial erasure replaces the owner's key and adds 1.</param>
public sealed record OwnersKey(byte[] Key, int Generation);

/// <summary>One data key of 32 bytes per owner, wrapped by a key that the database does not hold.</summary>
/// <remarks>Organisations' keys are cached for sealing only; a person's key may be replaced at any time. Opening always reads the wrapped
/// key with the row, so a destroyed key is unusable on every node at once.</remarks>
public sealed class DataKeys(NpgsqlDataSource database, Secrets secrets)
{
    /// <summary>Inserts keys; refuses those under a retired key-encryption key.</summary>
    internal const string Insert = """
        insert into keys.data_keys (owner, wrapped, kek)
        select k.owner, k.wrapped, k.kek from unnest($1, $2, $3) k(owner, wrapped, kek) where keys.usable(k.kek)
        """;

    /// <summary>The table of the keys.</summary>
    internal const string Table = "keys.data_keys";

    private const int Kept = 4096;

    private readonly RecentlyUsed<OwnersKey> kept = new(Kept);

    /// <summary>Makes a key of an owner; the caller writes its row.</summary>
    public NewDataKey Make(string owner, int generation = 1) => Make(owner, secrets.Ring.Current, generation);

    /// <summary>Makes a key of an owner under a given key-encryption key.</summary>
    internal static NewDataKey Make(string owner, KeyEncryptionKey kek, int generation = 1)
    {
        var key = RandomNumberGenerator.GetBytes(KeyEncryptionKey.Size);
        return new(owner, key, Wrap(owner, generation, key, kek), kek.Id);
    }

    /// <summary>The key to seal an owner's content under; null when there is none.</summary>
    public async Task<OwnersKey?> Find(string owner, CancellationToken stop)
    {
        if (kept.Find(owner) is { } known) return known;
        await using var select = database.Command("select wrapped, kek, generation from keys.data_keys where owner = $1", Value(owner));
        await using var reader = await select.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        var key = new OwnersKey(Unwrap(owner, reader, 0), reader.GetInt32(2));
        if (TextVault.PersonOf(owner) is null) kept.Keep(owner, key);
        return key;
    }

    /// <summary>
    /// The key of an organisation; created at once when there is none. A person's key is written with the person instead.
    /// </summary>
    public async Task<OwnersKey> FindOrMake(string owner, CancellationToken stop)
    {
        if (await Find(owner, stop) is { } known) return known;
        var made = Make(owner);
        await using var insert = database.Command($"{Insert} on conflict do nothing", Value(new[] { made.Owner }),
            Value(new[] { made.Wrapped }), Value(new[] { made.Kek }));
        await insert.ExecuteNonQueryAsync(stop);
        return await Find(owner, stop) ?? throw new InvalidOperationException("A data key was written and is not there.");
    }

    /// <summary>The name of a key-encryption key that wraps data keys and that this node lacks; null when it has all.</summary>
    public async Task<string?> Unopened(CancellationToken stop)
    {
        await using var select = database.Command("select kek from keys.data_keys where kek <> all($1) limit 1",
            Value(secrets.Ring.All.Select(k => k.Id).ToArray()));
        return (string?)await select.ExecuteScalarAsync(stop);
    }

    /// <summary>The columns of a key <c>k</c> that <see cref="Unwrap"/> reads.</summary>
    internal const string Columns = "k.wrapped, k.kek, k.generation";

    /// <summary>Opens the key in a row, from the columns in the order of <see cref="Columns"/>.</summary>
    /// <param name="at">The first of them.</param>
    /// <exception cref="VaultBrokenException">The key is missing, although something is stored under it, or it was altered.</exception>
    /// <exception cref="CryptographicException">This node does not have the key-encryption key.</exception>
    internal byte[] Unwrap(string owner, NpgsqlDataReader reader, int at) => reader.IsDBNull(at)
        ? throw new VaultBrokenException(Table, owner)
        : secrets.Ring.Unwrap(owner, reader.GetInt32(at + 2), reader.GetFieldValue<byte[]>(at), reader.GetString(at + 1));

    /// <summary>Wraps a key.</summary>
    internal static byte[] Wrap(string owner, int generation, byte[] key, KeyEncryptionKey kek) =>
        Box.Seal(kek.Key, key, VaultBinding.DataKey(owner, generation));
}
