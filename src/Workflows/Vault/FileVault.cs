using System.Security.Cryptography;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A stored file, and whose it is.</summary>
/// <param name="About">The person under whose key it lies; null when it is the organisation's own.</param>
public sealed record StoredFile(DocumentFile File, Guid? About);

/// <summary>Uploaded files, sealed like texts: an organisation's own under its key, one about a person under his.</summary>
/// <remarks>
/// A file is named by 64 lower hex digits. An organisation's own is named by the SHA-256 of its content, so the same content twice is
/// stored once. A file about a person is sealed with 32 bytes of salt before the content and named by the SHA-256 of both: what the ledger
/// keeps of it after an erasure says nothing to whoever holds a copy, and the same sheet about two persons is two files. The salt is
/// HMAC-SHA256 of the content under HKDF-SHA256 of the person's key with the info <c>mentorshipflow file salt v1</c>: the same upload again
/// is the same file, and without the key nobody makes it anew.
/// </remarks>
public sealed class FileVault(NpgsqlDataSource database, DataKeys keys)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxSize = 20 * 1024 * 1024;

    private const int SaltSize = 32;

    // Waits for an erasure of the same person, and is waited for: what it has counted is all there is.
    internal const string SharesOwner = "select pg_advisory_xact_lock_shared(hashtextextended($1, 0))";

    // A key that was destroyed since gets no file any more, and one that was replaced raises MF002.
    private const string Insert =
        """
        insert into vault.files (organisation, sha256, media_type, size, owner, sealed)
        select $1, $2, $3, $4, $5, $6 where keys.seals($5, $7) on conflict do nothing
        """;

    /// <summary>Stores a file of an organisation; the same content twice is stored once.</summary>
    public async Task<DocumentFile> Store(Guid organisation, byte[] content, string mediaType, CancellationToken stop)
    {
        var owner = TextVault.OwnerOf(organisation);
        var key = await keys.FindOrMake(owner, stop);
        var file = new DocumentFile(Name(content), content.Length, mediaType);
        // Of the same content uploaded again as another type, the first type stands.
        return (await Store(organisation, owner, key, file, content, stop))!.File;
    }

    /// <summary>Stores a file about a person, under his own key; null when he has none: unknown, or erased.</summary>
    public async Task<DocumentFile?> StoreAbout(Guid organisation, Guid person, byte[] content, string mediaType, CancellationToken stop)
    {
        var owner = TextVault.OwnerOfPerson(person);
        if (await keys.Find(owner, stop) is not { } key) return null;
        byte[] salted = [.. Salt(key.Key, content), .. content];
        return (await Store(organisation, owner, key, new(Name(salted), content.Length, mediaType), salted, stop))?.File;
    }

    /// <summary>What is known of a stored file; null when this organisation has none of this name.</summary>
    public async Task<StoredFile?> Find(Guid organisation, string sha256, CancellationToken stop)
    {
        await using var select = database.Command("select size, media_type, owner from vault.files where organisation = $1 and sha256 = $2",
            Value(organisation), Value(sha256));
        await using var reader = await select.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new(new(sha256, reader.GetInt64(0), reader.GetString(1)), TextVault.PersonOf(reader.GetString(2))) : null;
    }

    /// <summary>
    /// The content of an organisation's own file, with its hash checked; null when there is none of this name, or it is about a person.
    /// </summary>
    /// <exception cref="CryptographicException">What is stored is not what was stored.</exception>
    public async Task<(byte[] Content, string MediaType)?> Open(Guid organisation, string sha256, CancellationToken stop) =>
        await Open(organisation, TextVault.OwnerOf(organisation), sha256, stop);

    /// <summary>The content of a file about a person. Reading it is recorded first, so this is for disclosures alone.</summary>
    /// <exception cref="CryptographicException">What is stored is not what was stored.</exception>
    public async Task<(byte[] Content, string MediaType)?> OpenAbout(Guid organisation, Guid person, string sha256,
        CancellationToken stop) =>
        await Open(organisation, TextVault.OwnerOfPerson(person), sha256, stop) is var (salted, mediaType)
            ? (salted[SaltSize..], mediaType) : null;

    private async Task<(byte[] Content, string MediaType)?> Open(Guid organisation, string owner, string sha256, CancellationToken stop)
    {
        await using var select = database.Command(
            """
            select f.sealed, f.media_type, k.wrapped, k.kek from vault.files f
            join keys.data_keys k on k.owner = f.owner where f.organisation = $1 and f.sha256 = $2 and f.owner = $3
            """,
            Value(organisation), Value(sha256), Value(owner));
        await using var reader = await select.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        var key = keys.Unwrap(owner, reader.GetFieldValue<byte[]>(2), reader.GetString(3));
        var (content, mediaType) = (Box.Open(key, reader.GetFieldValue<byte[]>(0), sha256), reader.GetString(1));
        return Name(content) == sha256 ? (content, mediaType) : throw new CryptographicException($"File {sha256} has other content.");
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
                Value(Box.Seal(key.Key, content, file.Sha256)), Value(key.Generation))) await insert.ExecuteNonQueryAsync(stop);
            await transaction.CommitAsync(stop);
        }

        return await Find(organisation, file.Sha256, stop);
    }

    private static string Name(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] Salt(byte[] key, byte[] content) =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, outputLength: SaltSize,
            info: "mentorshipflow file salt v1"u8.ToArray()), content);
}
