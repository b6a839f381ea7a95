using System.Text.Json;

namespace MentorshipFlow.Ledger;

/// <summary>The place of a token in a JSON text as a JSON pointer (RFC 6901). Parses the text again, because only faults need it.</summary>
internal static class JsonPlace
{
    // One level more than allowed, so that our own message reports the limit.
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = CanonicalJson.MaxDepth + 1 };

    /// <summary>The place of the value or name that begins at this byte.</summary>
    /// <param name="withoutName">The token is a name that cannot be shown, so the place is that of its object.</param>
    public static string At(ReadOnlySpan<byte> json, long token, bool withoutName) => Pointer(json, token, withoutName);

    /// <summary>The place of the value at which the text stops being JSON.</summary>
    public static string AtEnd(ReadOnlySpan<byte> json) => Pointer(json, long.MaxValue, withoutName: false);

    private static string Pointer(ReadOnlySpan<byte> json, long token, bool withoutName)
    {
        List<string> path = [];
        try
        {
            Walk(json, token, withoutName, path);
        }
        catch (JsonException)
        {
            // The path leads to the value that was read last.
        }

        return string.Concat(path.Select(name => $"/{Escaped(name)}"));
    }

    /// <summary>A name as a JSON pointer writes it.</summary>
    public static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static void Walk(ReadOnlySpan<byte> json, long token, bool withoutName, List<string> path)
    {
        var reader = new Utf8JsonReader(json, Options);
        // For each open array the number of its elements so far; -1 for an object.
        var counts = new Stack<int>();
        while (reader.Read())
        {
            var found = reader.TokenStartIndex >= token;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                if (found && withoutName) return;
                path.Add(reader.GetString()!);
                if (found) return;
                continue;
            }

            var ends = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (ends) counts.Pop();
            else if (counts.TryPeek(out var count) && count >= 0) Enter(path, counts);
            if (found) return;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                counts.Push(reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
            else if (counts.Count > 0)
                path.RemoveAt(path.Count - 1);
        }
    }

    private static void Enter(List<string> path, Stack<int> counts)
    {
        var index = counts.Pop();
        path.Add($"{index}");
        counts.Push(index + 1);
    }
}
