using System.Text;
using System.Text.Json;

namespace MentorshipFlow.Ledger;

/// <summary>One reading of a JSON text into its canonical form. Keeps the path, so that a fault can name its place.</summary>
internal sealed class CanonicalText
{
    private readonly List<string> path = [];

    public bool TryRead(ReadOnlySpan<byte> json, out string canonical, out string fault)
    {
        (canonical, fault) = ("", "");
        try
        {
            canonical = Read(json);
            return true;
        }
        catch (Refused refused)
        {
            fault = $"at \"{Pointer()}\": {refused.Message}";
        }
        catch (JsonException broken)
        {
            fault = $"at \"{Pointer()}\": not JSON, line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}";
        }

        return false;
    }

    private string Read(ReadOnlySpan<byte> json)
    {
        // One more than allowed, so that the limit is reported by our own words.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth + 1 });
        var text = new StringBuilder(json.Length);
        reader.Read();
        Value(ref reader, text);
        // Anything behind the value is the reader's exception.
        reader.Read();
        return text.ToString();
    }

    private void Value(ref Utf8JsonReader reader, StringBuilder text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref reader, text);
                break;
            case JsonTokenType.StartArray:
                Array(ref reader, text);
                break;
            case JsonTokenType.String:
                AppendString(text, StringOf(ref reader));
                break;
            case JsonTokenType.Number:
                text.Append(Integer(ref reader));
                break;
            default:
                text.Append(Encoding.ASCII.GetString(reader.ValueSpan));
                break;
        }
    }

    private void Object(ref Utf8JsonReader reader, StringBuilder text)
    {
        CheckDepth(reader);
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = StringOf(ref reader);
            path.Add(name);
            if (members.ContainsKey(name)) throw new Refused("this key stands twice");
            reader.Read();
            var value = new StringBuilder();
            Value(ref reader, value);
            members.Add(name, value.ToString());
            path.RemoveAt(path.Count - 1);
        }

        text.Append('{');
        foreach (var (order, (name, value)) in members.Index())
        {
            if (order > 0) text.Append(',');
            AppendString(text, name);
            text.Append(':').Append(value);
        }

        text.Append('}');
    }

    private void Array(ref Utf8JsonReader reader, StringBuilder text)
    {
        CheckDepth(reader);
        text.Append('[');
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            path.Add($"{index}");
            if (index > 0) text.Append(',');
            Value(ref reader, text);
            path.RemoveAt(path.Count - 1);
        }

        text.Append(']');
    }

    private static void CheckDepth(in Utf8JsonReader reader)
    {
        // At its opening bracket a container is not yet counted.
        if (reader.CurrentDepth >= CanonicalJson.MaxDepth) throw new Refused($"nesting deeper than {CanonicalJson.MaxDepth}");
    }

    private static long Integer(ref Utf8JsonReader reader) =>
        reader.TryGetInt64(out var number) && number is >= -CanonicalJson.MaxInteger and <= CanonicalJson.MaxInteger
            ? number
            : throw new Refused($"not an integer within ±{CanonicalJson.MaxInteger} without fraction and exponent");

    private static string StringOf(ref Utf8JsonReader reader)
    {
        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new Refused("a lone surrogate or invalid UTF-8");
        }

        return text.Contains('\0') ? throw new Refused("U+0000") : text;
    }

    private static void AppendString(StringBuilder text, string value) =>
        text.Append('"').Append(CanonicalEncoder.Instance.Encode(value)).Append('"');

    private string Pointer() =>
        string.Concat(path.Select(name => "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    /// <summary>Stays inside this class: a caller sees the fault as text.</summary>
    private sealed class Refused(string reason) : Exception(reason);
}
