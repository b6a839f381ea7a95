using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using Marten;
using MentorshipFlow.Ledger;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;

namespace MentorshipFlow.Workflows.Store;

/// <summary>
/// Marten's serializer for this program's events and read models: RFC 8785, exactly as <see cref="EventCodec"/> writes and reads. Marten's
/// default would replace the enum converter, and no leaf would match.
/// </summary>
public sealed class LedgerSerializer : Marten.ISerializer
{
    // In PostgreSQL's binary protocol, jsonb begins with a version byte.
    private const byte JsonbVersion = 1;

    private static readonly JsonSerializerOptions Martens = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <inheritdoc/>
    public EnumStorage EnumStorage => EnumStorage.AsString;

    /// <inheritdoc/>
    public Casing Casing => Casing.CamelCase;

    /// <inheritdoc/>
    public ValueCasting ValueCasting => ValueCasting.Strict;

    /// <inheritdoc/>
    public string ToJson(object? document) => document is null ? "null"
        : JsonSerializer.Serialize(document, document.GetType(), For(document.GetType()));

    /// <inheritdoc/>
    public string ToCleanJson(object? document) => ToJson(document);

    /// <inheritdoc/>
    public string ToJsonWithTypes(object document) => ToJson(document);

    /// <inheritdoc/>
    public void WriteTo(IBufferWriter<byte> writer, object? value) => writer.Write(Bytes(value));

    /// <inheritdoc/>
    public void WriteToCleanJson(IBufferWriter<byte> writer, object? value) => WriteTo(writer, value);

    /// <inheritdoc/>
    public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object value) => WriteTo(writer, value);

    /// <inheritdoc/>
    public void WriteToParameter(NpgsqlParameter parameter, object? value)
    {
        parameter.NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = value is null ? DBNull.Value : Bytes(value);
    }

    void Weasel.Storage.IStorageSerializer.WriteToParameter(DbParameter parameter, object? value) =>
        WriteToParameter((NpgsqlParameter)parameter, value);

    /// <inheritdoc/>
    public T FromJson<T>(Stream stream) => (T)FromJson(typeof(T), stream);

    /// <inheritdoc/>
    public T FromJson<T>(DbDataReader reader, int index) => (T)FromJson(typeof(T), reader, index);

    /// <inheritdoc/>
    public object FromJson(Type type, Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Read(type, copy.GetBuffer().AsSpan(0, (int)copy.Length));
    }

    /// <inheritdoc/>
    public object FromJson(Type type, DbDataReader reader, int index) => Read(type, reader.GetFieldValue<byte[]>(index));

    /// <inheritdoc/>
    public async ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) =>
        (T)await FromJsonAsync(typeof(T), stream, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        (T)await FromJsonAsync(typeof(T), reader, index, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<object> FromJsonAsync(Type type, Stream stream, CancellationToken cancellationToken = default)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken);
        return Read(type, copy.GetBuffer().AsSpan(0, (int)copy.Length));
    }

    /// <inheritdoc/>
    public async ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index,
        CancellationToken cancellationToken = default) =>
        Read(type, await reader.GetFieldValueAsync<byte[]>(index, cancellationToken));

    private static byte[] Bytes(object? value) => value is null ? "null"u8.ToArray()
        : JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), For(value.GetType()));

    private static object Read(Type type, ReadOnlySpan<byte> json)
    {
        if (json is [JsonbVersion, ..]) json = json[1..];
        return (type == typeof(Dictionary<string, object>) ? Headers(json) : JsonSerializer.Deserialize(json, type, For(type)))!;
    }

    // Marten needs headers as untyped objects: this program writes only texts and whole numbers.
    private static Dictionary<string, object> Headers(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!.ToDictionary(
            header => header.Key,
            object (header) => header.Value.ValueKind == JsonValueKind.Number ? header.Value.GetInt64() : header.Value.ToString());

    private static JsonSerializerOptions For(Type type) =>
        type.Namespace is { } name
            && (name.StartsWith("Marten", StringComparison.Ordinal) || name.StartsWith("JasperFx", StringComparison.Ordinal))
            ? Martens
            : CanonicalJson.Options;
}
