using System.Text.Json;

namespace MentorshipFlow.Workflows.Store;

/// <summary>The texts in the body of an event: its string values that may be prose, each with its JSON pointer.</summary>
internal static class JsonTexts
{
    /// <summary>Whether a string may contain a name: a letter that is not Latin, or a word that begins with a capital letter.</summary>
    public static bool MayName(ReadOnlySpan<char> text)
    {
        var before = '"';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c > '\u007F') return true;
            if (char.IsAsciiLetterUpper(c) && before is '"' or ' ' && i + 1 < text.Length && char.IsAsciiLetter(text[i + 1])) return true;
            before = c;
        }

        return false;
    }

    /// <summary>The string values that may contain a name.</summary>
    /// <param name="replaced">Returns the text that an object stands for; null for other objects.</param>
    public static IReadOnlyList<(string Pointer, string Text)> Of(string body, Func<JsonElement, string?>? replaced = null)
    {
        using var json = JsonDocument.Parse(body);
        return [.. Of(json.RootElement, "", replaced)];
    }

    private static IEnumerable<(string Pointer, string Text)> Of(JsonElement value, string at, Func<JsonElement, string?>? replaced) =>
        value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text && MayName(text) ? [(at, text)] : [],
        JsonValueKind.Array => value.EnumerateArray().SelectMany((element, n) => Of(element, $"{at}/{n}", replaced)),
        JsonValueKind.Object => replaced?.Invoke(value) is { } own ? [(at, own)]
            : value.EnumerateObject().SelectMany(member => Of(member.Value, $"{at}/{member.Name}", replaced)),
        _ => [],
    };
}
