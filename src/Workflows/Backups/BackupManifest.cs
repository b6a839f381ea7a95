using System.Text.Json;
using System.Text.Json.Serialization;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>The part of the database that a backup holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BackupContents>))]
public enum BackupContents
{
    /// <summary>Everything.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>Everything but the rows of schema <c>keys</c>, which are backed up separately.</summary>
    [JsonStringEnumMemberName("without-keys")]
    WithoutKeys,

    /// <summary>Only the rows of schema <c>keys</c>.</summary>
    [JsonStringEnumMemberName("keys")]
    Keys,
}

/// <summary>
/// The description of a backup, as the first member <c>manifest.json</c> of the file:
/// <code>
/// {"format":"mentorshipflow backup v1","ledger":"…uuid…","size":112,"root":"…64 hex…","contents":"all","dumpSha256":"…64 hex…"}
/// </code>
/// A later format will have another name.
/// </summary>
/// <param name="Ledger">Id of the ledger, in <c>seal.head</c>.</param>
/// <param name="Size">Number of entries in the snapshot that was dumped.</param>
/// <param name="Root">Root of the tree over them, 64 lower hex digits.</param>
/// <param name="DumpSha256">SHA-256 of the second member <c>database.dump</c>, 64 lower hex digits.</param>
public sealed record BackupManifest(string Format, Guid Ledger, long Size, string Root, BackupContents Contents, string DumpSha256)
{
    /// <summary>The only format so far.</summary>
    public const string Format1 = "mentorshipflow backup v1";

    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web)
        { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true };

    /// <summary>UTF-8 JSON on one line.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Camel);

    /// <summary>Parses the output of <see cref="ToJson"/>.</summary>
    /// <exception cref="BackupException">It is not a manifest, or it has a later format.</exception>
    public static BackupManifest Parse(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(json, Camel) is { Format: Format1 } manifest
                ? manifest
                : throw new BackupException("backup-unreadable", "The manifest is of another format than this program knows.");
        }
        catch (JsonException)
        {
            throw new BackupException("backup-unreadable", "The manifest is not what a backup begins with.");
        }
    }
}

/// <summary>A backup cannot be made or restored.</summary>
/// <param name="code">Stable: <c>backup-unreadable</c>, <c>backup-damaged</c>, <c>database-not-empty</c>, <c>dump-failed</c>,
/// <c>restore-failed</c>, <c>ledger-broken</c>, <c>ledger-forked</c>.</param>
public sealed class BackupException(string code, string sentence) : Exception($"{code}: {sentence}")
{
    public string Code { get; } = code;
}
