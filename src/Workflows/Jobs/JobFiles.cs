using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Jobs;

/// <summary>
/// The uploaded file of a job: sealed as AES-256-GCM (12 bytes nonce, ciphertext, 16 bytes tag) under a data key of its own. File and key
/// are deleted when the job ends; then the table of keys is rewritten, as after an erasure.
/// </summary>
public sealed class JobFiles(NpgsqlDataSource database, DataKeys keys)
{
    /// <summary>The file of a job that has not ended; null when it is gone, as after a restore without the keys.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The stored file was altered.</exception>
    public async Task<byte[]?> Open(Guid job, CancellationToken stop)
    {
        await using var select = database.Command(
            $"select f.sealed, {DataKeys.Columns} from vault.job_files f join keys.data_keys k on k.owner = $2 where f.job = $1",
            Value(job), Value(OwnerOf(job)));
        await using var reader = await select.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        var key = keys.Unwrap(OwnerOf(job), reader, 1);
        return Box.Open(key, reader.GetFieldValue<byte[]>(0), OwnerOf(job));
    }

    /// <summary>The statements that store a file, in the transaction that adds its job.</summary>
    internal IReadOnlyList<NpgsqlBatchCommand> Storing(Guid job, byte[] file)
    {
        var key = keys.Make(OwnerOf(job));
        return
        [
            // A restored backup of the keys may hold the key of an earlier job with this id.
            Statement("delete from keys.data_keys where owner = $1", Value(key.Owner)),
            Statement(DataKeys.Insert, Value(new[] { key.Owner }), Value(new[] { key.Wrapped }), Value(new[] { key.Kek })),
            Statement("insert into vault.job_files (job, sealed) values ($1, $2)", Value(job),
                Value(Box.Seal(key.Key, file, key.Owner))),
        ];
    }

    /// <summary>The statements that destroy a file, in the transaction that ends its job.</summary>
    internal static IReadOnlyList<NpgsqlBatchCommand> Destroying(Guid job) =>
    [
        Statement("delete from keys.data_keys where owner = $1", Value(OwnerOf(job))),
        Statement("delete from vault.job_files where job = $1", Value(job)),
    ];

    private static string OwnerOf(Guid job) => $"job-{job}";
}
