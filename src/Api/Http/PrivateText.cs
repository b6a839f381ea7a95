using System.Text.Json;
using System.Text.Json.Serialization;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// A text that may be about people: 1 to 8,000 characters, without control characters except line feed and tab. It is stored in the vault,
/// never in an event.
/// </summary>
[JsonConverter(typeof(PrivateTextConverter))]
public readonly record struct PrivateText(string Value)
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int MaxLength = 8000;

    /// <summary>Whether a text is valid.</summary>
    public static bool IsValid(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'));
}

/// <summary>Reads a private text from a JSON string.</summary>
public sealed class PrivateTextConverter : JsonConverter<PrivateText>
{
    /// <inheritdoc/>
    public override PrivateText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && PrivateText.IsValid(text)
            ? new(text)
            : throw new JsonException("Not a text of 1 to 8000 characters without control characters.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PrivateText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
