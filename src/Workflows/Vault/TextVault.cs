using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A text on its way to the vault: what the event says of it, and the row that goes beside it.</summary>
public sealed record SealedText(TextReference Reference, RowBeside Row);

/// <summary>
/// Texts and files about people, AES-256-GCM under one data key per owner (for now: per organisation); data keys are wrapped by a key that
/// comes from outside the database.
/// </summary>
/// <remarks>Sealed: 12 bytes nonce, ciphertext, 16 bytes tag; associated data is the reference (texts: uuid; files: sha256) in UTF-8. A text's
/// plaintext is 32 bytes salt followed by the text in UTF-8; its commitment is SHA-256 of exactly these bytes.</remarks>
public sealed class TextVault(NpgsqlDataSource database, Secrets secrets, TimeProvider clock)
{
    private const int SaltSize = 32;

    private readonly ConcurrentDictionary<string, byte[]> dataKeys = new();

    /// <summary>Whose key seals an organisation's texts.</summary>
    public static string OwnerOf(Guid organisation) => $"organisation-{organisation}";

    /// <summary>Whose key seals what is about one person.</summary>
    public static string OwnerOfPerson(Guid person) => $"person-{person}";

    /// <summary>Seals a text; the row is written in the transaction of the decision that names it.</summary>
    /// <param name="owner">See <see cref="OwnerOf"/> and <see cref="OwnerOfPerson"/>: a text about a person is gone with his key.</param>
    public async Task<SealedText> Seal(Guid organisation, string owner, string text, CancellationToken stop)
    {
        var key = await DataKey(owner, create: true, stop) ?? throw new InvalidOperationException("A data key was asked for and not made.");
        var reference = Guid.CreateVersion7(clock.GetUtcNow());
        var content = new byte[SaltSize + Encoding.UTF8.GetByteCount(text)];
        RandomNumberGenerator.Fill(content.AsSpan(0, SaltSize));
        Encoding.UTF8.GetBytes(text, content.AsSpan(SaltSize));
        var box = Box.Seal(key, content, reference.ToString());
        return new(
            new TextReference(reference, Convert.ToHexStringLower(SHA256.HashData(content))),
            () => Statement(
                "insert into vault.texts (ref, organisation, owner, sealed) values ($1, $2, $3, $4)",
                Value(reference), Value(organisation), Value(owner), Value(box)));
    }

    /// <summary>The texts behind references of one organisation; those that are destroyed or another's are left out.</summary>
    /// <exception cref="CryptographicException">A row was altered.</exception>
    public async Task<IReadOnlyDictionary<Guid, string>> Open(Guid organisation, IReadOnlyCollection<TextReference> references, CancellationToken stop)
    {
        Dictionary<Guid, string> texts = [];
        if (references.Count == 0) return texts;
        var commitments = references.DistinctBy(r => r.Ref).ToDictionary(r => r.Ref, r => r.Commitment);
        await using var command = database.Command("select ref, owner, sealed from vault.texts where organisation = $1 and ref = any($2)", Value(organisation), Value(commitments.Keys.ToArray()));
        List<(Guid Ref, string Owner, byte[] Box)> rows = [];
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop)) rows.Add((reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        }

        foreach (var (reference, owner, box) in rows)
        {
            if (await DataKey(owner, create: false, stop) is not { } key) continue;
            var content = Box.Open(key, box, reference.ToString());
            if (Convert.ToHexStringLower(SHA256.HashData(content)) != commitments[reference]) throw new CryptographicException($"Text {reference} is not what its event committed to.");
            texts[reference] = Encoding.UTF8.GetString(content.AsSpan(SaltSize));
        }

        return texts;
    }

    /// <summary>The data key of an owner, unwrapped; null when there is none and none may be made.</summary>
    internal async Task<byte[]?> DataKey(string owner, bool create, CancellationToken stop)
    {
        if (dataKeys.TryGetValue(owner, out var cached)) return cached;
        if (create)
        {
            await using var insert = database.Command("insert into keys.data_keys (owner, wrapped) values ($1, $2) on conflict do nothing", Value(owner), Value(Box.Seal(secrets.VaultKey, RandomNumberGenerator.GetBytes(32), owner)));
            await insert.ExecuteNonQueryAsync(stop);
        }

        await using var select = database.Command("select wrapped from keys.data_keys where owner = $1", Value(owner));
        return await select.ExecuteScalarAsync(stop) is byte[] wrapped ? dataKeys.GetOrAdd(owner, Box.Open(secrets.VaultKey, wrapped, owner)) : null;
    }
}

/// <summary>AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag.</summary>
internal static class Box
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Seals under a fresh random nonce.</summary>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> content, string associated)
    {
        var box = new byte[NonceSize + content.Length + TagSize];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, content, box.AsSpan(NonceSize, content.Length), box.AsSpan(NonceSize + content.Length), Encoding.UTF8.GetBytes(associated));
        return box;
    }

    /// <summary>Opens, or throws when a bit was changed or the association is another.</summary>
    /// <exception cref="CryptographicException">The box does not open.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, string associated)
    {
        if (box.Length < NonceSize + TagSize) throw new CryptographicException("Too short to be sealed.");
        var content = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], content, Encoding.UTF8.GetBytes(associated));
        return content;
    }
}
