using System.Text.Json;
using System.Text.Json.Serialization;

namespace MentorshipFlow.Shared;

/// <summary>A text about people that lies in the vault; the event holds only where it lies and what it was.</summary>
/// <param name="Ref">Random id of the vault row.</param>
/// <param name="Commitment">SHA-256, 64 lower hex digits, over 32 random bytes (the salt) followed by the text in UTF-8.</param>
/// <remarks>Destroying text and salt leaves a commitment that nothing can be guessed from, so the ledger need not change.</remarks>
public sealed record TextReference(Guid Ref, string Commitment);

/// <summary>Wording that belongs to an institution (title of an act, an organisation's name, wording of a road map)
/// and may stand in an event.</summary>
/// <remarks>1 to 4,000 UTF-16 units, no control characters but line feed, no lone surrogates, not blank.</remarks>
[JsonConverter(typeof(InstitutionalTextConverter))]
public readonly record struct InstitutionalText(string Value)
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int MaxLength = 4000;

    /// <summary>Whether a text may be institutional wording.</summary>
    public static bool IsValid(string? value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > MaxLength) return false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsControl(c) && c != '\n') return false;
            if (!char.IsSurrogate(c)) continue;
            if (!char.IsHighSurrogate(c) || i + 1 == value.Length || !char.IsLowSurrogate(value[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Writes institutional text as a plain JSON string and refuses what is not one.</summary>
public sealed class InstitutionalTextConverter : JsonConverter<InstitutionalText>
{
    /// <inheritdoc/>
    public override InstitutionalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && InstitutionalText.IsValid(text)
            ? new(text)
            : throw new JsonException("Not an institutional text: 1 to 4000 characters without control characters.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, InstitutionalText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
