using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>
/// Seals rows that give rights, under a key that the database never sees: whoever writes a row without the safe writes one that this
/// program does not believe.
/// </summary>
/// <remarks>
/// A seal is HMAC-SHA256 under HKDF-SHA256 of <c>fingerprint.key</c> with the info <c>mentorshipflow row seal v1</c>. The message is the
/// name of the table and then each sealed column, each as its length in bytes, a colon and its text in UTF-8; a null is <c>-</c>. Texts: a
/// UUID in its usual form, bytes in lower hex, a moment as microseconds since 1970, a list as its parts sealed likewise. A seal says that
/// a row was written here, not that it is the latest: what is in force stands on the ledger.
/// </remarks>
public sealed partial class RowSeals(Secrets secrets, ILogger<RowSeals>? log = null)
{
    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, secrets.FingerprintKey, outputLength: 32, info: "mentorshipflow row seal v1"u8.ToArray());

    private readonly ILogger log = log ?? NullLogger<RowSeals>.Instance;

    /// <summary>The seal of a row, 32 bytes.</summary>
    /// <param name="table">Its table with the schema.</param>
    /// <param name="columns">Its sealed columns, the id first: UUIDs, texts, bytes, moments (UTC) and lists of texts.</param>
    public byte[] Of(string table, params ReadOnlySpan<object?> columns)
    {
        var message = new StringBuilder();
        Add(message, table);
        foreach (var column in columns) Add(message, Text(column));
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(message.ToString()));
    }

    /// <summary>Whether a row is as this program sealed it.</summary>
    public bool Fits(byte[] seal, string table, params ReadOnlySpan<object?> columns) =>
        CryptographicOperations.FixedTimeEquals(seal, Of(table, columns));

    /// <summary>Whether a row is as this program sealed it; one that is not is logged.</summary>
    public bool Holds(byte[] seal, string table, params ReadOnlySpan<object?> columns)
    {
        if (Fits(seal, table, columns)) return true;
        LogNotBelieved(log, table, Text(columns[0]) ?? "");
        return false;
    }

    /// <summary>A moment as PostgreSQL stores it, in whole microseconds: a seal is over what is read back.</summary>
    public static DateTime Stored(DateTimeOffset moment) =>
        new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    private static void Add(StringBuilder message, string? text)
    {
        if (text is null) message.Append('-');
        else message.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text)}:{text}");
    }

    private static string? Text(object? column) => column switch
    {
        null => null,
        string text => text,
        Guid id => id.ToString(),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        bool flag => flag ? "true" : "false",
        DateTime moment => ((moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture),
        IEnumerable<string> list => List(list),
        _ => throw new ArgumentException($"{column.GetType().Name} cannot be sealed.", nameof(column)),
    };

    private static string List(IEnumerable<string> list)
    {
        var parts = new StringBuilder();
        foreach (var part in list) Add(parts, part);
        return parts.ToString();
    }

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "row-not-believed: {Table} {Id} is not as this program wrote it. See the runbook.")]
    private static partial void LogNotBelieved(ILogger log, string table, string id);
}
