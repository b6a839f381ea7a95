using System.Text.Json;
using System.Text.Json.Serialization;

namespace MentorshipFlow.Shared;

/// <summary>A text about people that is stored in the vault; the event holds only its reference and its commitment.</summary>
/// <param name="Ref">Random id of the vault row.</param>
/// <param name="Commitment">SHA-256, 64 lower hex digits, over 32 random bytes (the salt) followed by the text in UTF-8.</param>
/// <remarks>Once text and salt are destroyed, the commitment reveals nothing, so the ledger need not change.</remarks>
public sealed record TextReference(Guid Ref, string Commitment);

/// <summary>Text without personal data (title of an act, an organisation's name, wording of a road map) that an event may
/// contain.</summary>
/// <remarks>1 to 4,000 UTF-16 units, no control characters except line feed, no lone surrogates, not blank.</remarks>
[JsonConverter(typeof(InstitutionalTextConverter))]
public readonly record struct InstitutionalText(string Value)
{
    /// <summary>The maximum length in UTF-16 units.</summary>
    public const int MaxLength = 4000;

    /// <summary>Whether a text keeps these limits.</summary>
    public static bool IsValid(string? value) =>
        !string.IsNullOrWhiteSpace(value) && value.Length <= MaxLength
        && !value.Any(c => char.IsControl(c) && c != '\n') && Utf16.IsWellFormed(value);

    /// <summary>The number of a document with its sign, once: people write «14-а», «№ 14-а» and «N 14-а».</summary>
    public string Numbered => Value.TrimStart() switch
    {
        ['№' or '#', .. var bare] => $"№ {bare.TrimStart('№', '.', ' ', '\u00a0')}",
        ['N' or 'n', '.' or ' ' or '\u00a0', .. var bare] => $"№ {bare.TrimStart('.', ' ', '\u00a0')}",
        var bare => $"№ {bare}",
    };

    public override string ToString() => Value;
}

/// <summary>Reads and writes institutional text as a plain JSON string; an invalid one is a <see cref="JsonException"/>.</summary>
public sealed class InstitutionalTextConverter : JsonConverter<InstitutionalText>
{
    public override InstitutionalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && InstitutionalText.IsValid(text)
            ? new(text)
            : throw new JsonException("Not an institutional text: 1 to 4000 characters without control characters.");

    public override void Write(Utf8JsonWriter writer, InstitutionalText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
