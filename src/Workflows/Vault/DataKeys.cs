using System.Security.Cryptography;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A data key that is not stored yet.</summary>
/// <param name="Wrapped">AES-256-GCM under the key-encryption key <paramref name="Kek"/>; associated data is the owner.</param>
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

    private const int Kept = 4096;

    private readonly FoldCache<OwnersKey> kept = new(Kept);

    /// <summary>Makes the first key of an owner; the caller writes its row.</summary>
    public NewDataKey Make(string owner) => Make(owner, secrets.Ring.Current);

    /// <summary>Makes the first key of an owner under a given key-encryption key.</summary>
    internal static NewDataKey Make(string owner, KeyEncryptionKey kek)
    {
        var key = RandomNumberGenerator.GetBytes(KeyEncryptionKey.Size);
        return new(owner, key, Box.Seal(kek.Key, key, owner), kek.Id);
    }

    /// <summary>The key to seal an owner's content under; null when there is none.</summary>
    public async Task<OwnersKey?> Find(string owner, CancellationToken stop)
    {
        if (kept.Find(owner) is { } known) return known;
        await using var select = database.Command("select wrapped, kek, generation from keys.data_keys where owner = $1", Value(owner));
        await using var reader = await select.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        var key = new OwnersKey(Unwrap(owner, reader.GetFieldValue<byte[]>(0), reader.GetString(1)), reader.GetInt32(2));
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

    internal byte[] Unwrap(string owner, byte[] wrapped, string kek) => secrets.Ring.Unwrap(owner, wrapped, kek);
}
