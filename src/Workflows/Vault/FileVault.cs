using System.Security.Cryptography;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>Uploaded files, sealed like texts and named by the hash of their content.</summary>
public sealed class FileVault(NpgsqlDataSource database, TextVault vault)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxSize = 20 * 1024 * 1024;

    /// <summary>Stores a file of an organisation; the same content twice is stored once.</summary>
    public async Task<DocumentFile> Store(Guid organisation, byte[] content, string mediaType, CancellationToken stop)
    {
        var owner = TextVault.OwnerOf(organisation);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        var key = await vault.DataKey(owner, create: true, stop) ?? throw new InvalidOperationException("A data key was asked for and not made.");
        await using var insert = database.Command("insert into vault.files (organisation, sha256, media_type, size, owner, sealed) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", Value(organisation), Value(sha256), Value(mediaType), Value((long)content.Length),
            Value(owner), Value(Box.Seal(key, content, sha256)));
        await insert.ExecuteNonQueryAsync(stop);
        // Of the same content uploaded again as another type, the first type stands.
        return await Find(organisation, sha256, stop) ?? new(sha256, content.Length, mediaType);
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
        await using var select = database.Command("select owner, sealed, media_type from vault.files where organisation = $1 and sha256 = $2", Value(organisation), Value(sha256));
        string owner, mediaType;
        byte[] box;
        await using (var reader = await select.ExecuteReaderAsync(stop))
        {
            if (!await reader.ReadAsync(stop)) return null;
            (owner, box, mediaType) = (reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2));
        }

        if (await vault.DataKey(owner, create: false, stop) is not { } key) return null;
        var content = Box.Open(key, box, sha256);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256 ? (content, mediaType) : throw new CryptographicException($"File {sha256} has other content.");
    }
}
