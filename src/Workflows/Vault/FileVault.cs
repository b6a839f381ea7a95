using System.Security.Cryptography;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>Uploaded files, sealed like texts and named by the hash of their content.</summary>
public sealed class FileVault(NpgsqlDataSource database, DataKeys keys)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxSize = 20 * 1024 * 1024;

    /// <summary>Stores a file of an organisation; the same content twice is stored once.</summary>
    public async Task<DocumentFile> Store(Guid organisation, byte[] content, string mediaType, CancellationToken stop)
    {
        var owner = TextVault.OwnerOf(organisation);
        return await Store(organisation, owner, await keys.FindOrMake(owner, stop), content, mediaType, stop);
    }

    /// <summary>Stores a file about a person, under his own key; null when he has none: unknown, or erased.</summary>
    public async Task<DocumentFile?> StoreAbout(Guid organisation, Guid person, byte[] content, string mediaType, CancellationToken stop)
    {
        var owner = TextVault.OwnerOfPerson(person);
        return await keys.Find(owner, stop) is { } key ? await Store(organisation, owner, key, content, mediaType, stop) : null;
    }

    /// <summary>What is known of a stored file; null when this organisation has none with this hash.</summary>
    public async Task<DocumentFile?> Find(Guid organisation, string sha256, CancellationToken stop)
    {
        await using var select = database.Command("select size, media_type from vault.files where organisation = $1 and sha256 = $2", Value(organisation), Value(sha256));
        await using var reader = await select.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? new(sha256, reader.GetInt64(0), reader.GetString(1)) : null;
    }

    /// <summary>The content, with its hash checked; null when this organisation has no such file.</summary>
    /// <exception cref="CryptographicException">What is stored is not what was stored.</exception>
    public async Task<(byte[] Content, string MediaType)?> Open(Guid organisation, string sha256, CancellationToken stop)
    {
        await using var select = database.Command(
            "select f.owner, f.sealed, f.media_type, k.wrapped, k.kek from vault.files f join keys.data_keys k on k.owner = f.owner where f.organisation = $1 and f.sha256 = $2", Value(organisation), Value(sha256));
        await using var reader = await select.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        var key = keys.Unwrap(reader.GetString(0), reader.GetFieldValue<byte[]>(3), reader.IsDBNull(4) ? null : reader.GetString(4));
        var (content, mediaType) = (Box.Open(key, reader.GetFieldValue<byte[]>(1), sha256), reader.GetString(2));
        return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256 ? (content, mediaType) : throw new CryptographicException($"File {sha256} has other content.");
    }

    private async Task<DocumentFile> Store(Guid organisation, string owner, byte[] key, byte[] content, string mediaType, CancellationToken stop)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        await using var insert = database.Command(
            "insert into vault.files (organisation, sha256, media_type, size, owner, sealed) select $1, $2, $3, $4, $5, $6 where exists (select from keys.data_keys where owner = $5) on conflict do nothing",
            Value(organisation), Value(sha256), Value(mediaType), Value((long)content.Length), Value(owner), Value(Box.Seal(key, content, sha256)));
        await insert.ExecuteNonQueryAsync(stop);
        // Of the same content uploaded again as another type, the first type stands.
        return await Find(organisation, sha256, stop) ?? new(sha256, content.Length, mediaType);
    }
}
