using System.Security.Cryptography;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A stored file and its owner.</summary>
/// <param name="About">The person whose key seals it; null for an organisation's own file.</param>
public sealed record StoredFile(DocumentFile File, Guid? About);

/// <summary>Uploaded files, sealed like texts: under the organisation's key, or under that of the person they are about.</summary>
/// <remarks>A file is named by 64 lower hex digits. An organisation's own file is named by the SHA-256 of its content, so equal content is
/// stored once. A file about a person is sealed with 32 bytes of salt before the content and named by the SHA-256 of both: after an erasure
/// the name on the ledger reveals nothing to somebody who has a copy, and the same sheet about two persons is two files. The salt is
/// HMAC-SHA256 of the content under HKDF-SHA256 of the person's key with the info <c>mentorshipflow file salt v1</c>: a repeated upload
/// gives the same file, and nobody can compute it without the key.</remarks>
public sealed class FileVault(NpgsqlDataSource database, DataKeys keys)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxSize = 20 * 1024 * 1024;

    /// <summary>The table of the files.</summary>
    internal const string Table = "vault.files";

    /// <summary>The columns that <see cref="ReadRow"/> reads, and their tables.</summary>
    internal const string Rows = $"""
        select f.sealed, f.media_type, {DataKeys.Columns}, f.organisation, f.sha256, f.owner, f.size from vault.files f
        left join keys.data_keys k on k.owner = f.owner
        """;

    private const int SaltSize = 32;

    // Uploads and an erasure of the same person exclude each other, so the erasure counts every file.
    internal const string SharesOwner = "select pg_advisory_xact_lock_shared(hashtextextended($1, 0))";

    // Stores nothing if the key was destroyed meanwhile; raises MF002 if it was replaced.
    private const string Insert =
        """
        insert into vault.files (organisation, sha256, media_type, size, owner, sealed)
        select $1, $2, $3, $4, $5, $6 where keys.seals($5, $7) on conflict do nothing
        """;

    /// <summary>Stores a file of an organisation; equal content is stored once.</summary>
    public async Task<DocumentFile> Store(Guid organisation, byte[] content, string mediaType, CancellationToken stop)
    {
        var owner = TextVault.OwnerOf(organisation);
        var key = await keys.FindOrMake(owner, stop);
        var file = new DocumentFile(Name(content), content.Length, mediaType);
        // If the content was stored before with another media type, the first type is kept.
        return (await Store(organisation, owner, key, file, content, stop))!.File;
    }

    /// <summary>Stores a file about a person under that person's key; null when there is none: the person is unknown or erased.</summary>
    public async Task<DocumentFile?> StoreAbout(Guid organisation, Guid person, byte[] content, string mediaType, CancellationToken stop)
    {
        var owner = TextVault.OwnerOfPerson(person);
        if (await keys.Find(owner, stop) is not { } key) return null;
        byte[] salted = [.. Salt(key.Key, content), .. content];
        return (await Store(organisation, owner, key, new(Name(salted), content.Length, mediaType), salted, stop))?.File;
    }

    /// <summary>The bytes of an organisation's files, each stored once.</summary>
    public async Task<long> Stored(Guid organisation, CancellationToken stop)
    {
        await using var select = database.Command("select coalesce(sum(size), 0)::bigint from vault.files where organisation = $1",
            Value(organisation));
        return (long)(await select.ExecuteScalarAsync(stop))!;
    }

    /// <summary>The metadata of a stored file; null when this organisation has no file with this name.</summary>
    public async Task<StoredFile?> Find(Guid organisation, string sha256, CancellationToken stop)
    {
        await using var select = database.Command("select size, media_type, owner from vault.files where organisation = $1 and sha256 = $2",
            Value(organisation), Value(sha256));
        await using var reader = await select.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new(new(sha256, reader.GetInt64(0), reader.GetString(1)), TextVault.PersonOf(reader.GetString(2))) : null;
    }

    /// <summary>
    /// The content of an organisation's own file, hash verified; null when there is none with this name, or it is about a person.
    /// </summary>
    /// <exception cref="CryptographicException">The stored content was altered.</exception>
    public async Task<(byte[] Content, string MediaType)?> Open(Guid organisation, string sha256, CancellationToken stop) =>
        await Open(organisation, TextVault.OwnerOf(organisation), sha256, stop);

    /// <summary>The content of a file about a person. For disclosures only, which record the reading first.</summary>
    /// <exception cref="CryptographicException">The stored content was altered.</exception>
    public async Task<(byte[] Content, string MediaType)?> OpenAbout(Guid organisation, Guid person, string sha256,
        CancellationToken stop) =>
        await Open(organisation, TextVault.OwnerOfPerson(person), sha256, stop) is var (salted, mediaType)
            ? (salted[SaltSize..], mediaType) : null;

    private async Task<(byte[] Content, string MediaType)?> Open(Guid organisation, string owner, string sha256, CancellationToken stop)
    {
        await using var select = database.Command(
            $"""
            {Rows} where f.organisation = $1 and f.sha256 = $2 and f.owner = $3
            """,
            Value(organisation), Value(sha256), Value(owner));
        await using var reader = await select.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        return (ReadRow(reader), reader.GetString(1));
    }

    /// <summary>Opens a row, from the columns in the order of <see cref="Rows"/>. A file about a person begins with its salt.</summary>
    /// <exception cref="VaultBrokenException">The row was altered, or its key is missing.</exception>
    internal byte[] ReadRow(NpgsqlDataReader reader)
    {
        var (owner, sha256) = (reader.GetString(7), reader.GetString(6));
        var key = keys.Unwrap(owner, reader, 2);
        try
        {
            var binding = VaultBinding.File(reader.GetGuid(5), owner, sha256, reader.GetString(1), reader.GetInt64(8));
            var content = Box.Open(key, reader.GetFieldValue<byte[]>(0), binding);
            if (Name(content) == sha256) return content;
        }
        catch (CryptographicException)
        {
            // Named below.
        }

        throw new VaultBrokenException(Table, sha256);
    }

    private async Task<StoredFile?> Store(Guid organisation, string owner, OwnersKey key, DocumentFile file, byte[] content,
        CancellationToken stop)
    {
        await using (var connection = await database.OpenConnectionAsync(stop))
        await using (var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, stop))
        {
            await using (var share = new NpgsqlCommand(SharesOwner, connection).With(Value(owner))) await share.ExecuteNonQueryAsync(stop);
            await using (var insert = new NpgsqlCommand(Insert, connection).With(
                Value(organisation), Value(file.Sha256), Value(file.MediaType), Value(file.Size), Value(owner),
                Value(Box.Seal(key.Key, content, VaultBinding.File(organisation, owner, file.Sha256, file.MediaType, file.Size))),
                Value(key.Generation))) await insert.ExecuteNonQueryAsync(stop);
            await transaction.CommitAsync(stop);
        }

        return await Find(organisation, file.Sha256, stop);
    }

    private static string Name(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] Salt(byte[] key, byte[] content) =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, outputLength: SaltSize,
            info: "mentorshipflow file salt v1"u8.ToArray()), content);
}
