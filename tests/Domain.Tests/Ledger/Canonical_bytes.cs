using System.Buffers;
using System.Text;
using System.Text.Json;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class Canonical_bytes
{
    private const string Letters = "{}[]\",:\\ubtnfr/ -+.eE0123456789truefalsn\u0001\u007fЖ\ud83d\ude00\u2028";

    private static readonly string[] KeyParts =
        ["a", "b", "\\u0061", "é", "\\ud83d\\ude00", "😀", "\uffee", "\ue000", "\\n", "\\u000a", "A", "10", "\\u001F", "\\\"", "~", "/",
            "\\b"];

    [Theory]
    [InlineData("{}"), InlineData("[]"), InlineData("0"), InlineData("-1"), InlineData("9007199254740991"), InlineData("\"\"")]
    [InlineData("-9007199254740991"), InlineData("[[],[{}]]"), InlineData("\"\u007f\u2028/\""), InlineData("""{"a\n":1}""")]
    [InlineData("""{"a":1,"b":[true,false,null,"\u001f\b\t\n\f\r\"\\😀"],"Ж":{}}""")]
    public void Are_recognised_as_canonical(string json) => Assert.True(CanonicalJson.IsCanonical(json));

    [Theory]
    [InlineData(""), InlineData(" {}"), InlineData("{} "), InlineData("{}{}"), InlineData("-0"), InlineData("01"), InlineData("1.0")]
    [InlineData("1e1"), InlineData("-"), InlineData("9007199254740992"), InlineData("99999999999999999999"), InlineData("\"")]
    [InlineData("""{"b":1,"a":1}"""), InlineData("""{"a":1,"a":1}"""), InlineData("""{"a":1,}"""), InlineData("""{"a"}""")]
    [InlineData("""{"b\n":1,"a":1}"""), InlineData("[1,]"), InlineData("[1 ,2]"), InlineData("\"\\u0000\""), InlineData("\"\\u0008\"")]
    [InlineData("\"\\u001F\""), InlineData("\"\\/\""), InlineData("\"\\u0041\""), InlineData("\"\n\""), InlineData("\"\\")]
    [InlineData("\0")]
    [InlineData("\"\\u00"), InlineData("tru")]
    public void Other_texts_are_not_canonical(string json) => Assert.False(CanonicalJson.IsCanonical(json));

    [Fact]
    public void Have_no_lone_surrogate() => Assert.False(CanonicalJson.IsCanonical("\"\ud800\""));

    [Fact]
    public void Of_the_shipped_definition_are_canonical()
    {
        Assert.True(CanonicalJson.TryCanonicalise(TargetModel.Text, out var canonical, out _));
        Assert.True(CanonicalJson.IsCanonical(canonical));
    }

    /// <summary>PostgreSQL sorts the keys of a jsonb by length and writes a space after each colon and comma.</summary>
    [Fact]
    public void Are_written_from_PostgreSQLs_text()
    {
        var to = new ArrayBufferWriter<byte>();
        CanonicalJson.Write("""{"b": [1, {"z": null, "aa": "\u001f€"}], "aa": true, "Ж": -0}"""u8, to);
        Assert.Equal("""{"aa":true,"b":[1,{"aa":"\u001f€","z":null}],"Ж":0}""", Encoding.UTF8.GetString(to.WrittenSpan));
    }

    [Fact]
    public void Are_not_written_when_the_text_has_a_fault()
    {
        var to = new ArrayBufferWriter<byte>();
        var thrown = Assert.Throws<FormatException>(() => CanonicalJson.Write("""{"a":[1,1.5]}"""u8, to));
        Assert.Equal("at \"/a/1\": not an integer within ±9007199254740991 without fraction and exponent", thrown.Message);
        Assert.Equal(0, to.WrittenCount);
    }

    /// <summary>So many members in reverse order that the library's sort is used.</summary>
    [Fact]
    public void Of_many_members_are_sorted()
    {
        var keys = Enumerable.Range(100, 500).Select(n => $"\"k{n}\"").ToList();
        var canonical = "{" + string.Join(',', keys.Select(k => k + ":[]")) + "}";
        var reversed = "{" + string.Join(", ", keys.AsEnumerable().Reverse().Select(k => k + ": []")) + "}";
        Assert.True(CanonicalJson.TryCanonicalise(reversed, out var written, out _));
        Assert.Equal(canonical, written);
        Assert.False(CanonicalJson.TryCanonicalise(reversed[..^1] + ",\"k500\":1}", out _, out var fault));
        Assert.Equal("at \"/k500\": this key stands twice", fault);
    }

    [Fact]
    public void Equal_those_of_a_plain_implementation()
    {
        var random = new Random(1);
        for (var round = 0; round < 5_000; round++)
        {
            var json = Value(random, 0);
            using var document = JsonDocument.Parse(json);
            if (Plain(document.RootElement) is { } expected)
            {
                Assert.True(CanonicalJson.TryCanonicalise(json, out var canonical, out var fault), fault);
                Assert.Equal(expected, canonical);
            }
            else
            {
                Assert.False(CanonicalJson.TryCanonicalise(json, out _, out var fault));
                Assert.EndsWith("this key stands twice", fault, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Are_recognised_after_random_changes()
    {
        var random = new Random(8785);
        const string Whole = """{"a":1,"b":[true,"\u001f\n\"",{"c":-20,"d":{}}],"Ж":"😀"}""";
        for (var round = 0; round < 40_000; round++)
        {
            var forged = new StringBuilder(Whole);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(forged.Length);
                if (random.Next(2) == 0) forged.Remove(at, 1);
                if (random.Next(2) == 0) forged.Insert(at, Letters[random.Next(Letters.Length)]);
            }

            var json = forged.ToString();
            Assert.Equal(CanonicalJson.TryCanonicalise(json, out var canonical, out _) && canonical == json,
                CanonicalJson.IsCanonical(json));
        }
    }

    [Fact]
    public void Of_a_body_give_the_leaf_of_the_entry()
    {
        var entry = new Entry(
            0, "school-49", "programme-1", 1, Guid.Empty, "stage_approved", "person-1", "curator", null, "2026-11-21T20:00:00.123456Z",
            null, "approve-5", 0, "9f86d081", null, null, """{"text":"Ж😀"}""");
        Assert.Equal(entry.Leaf(), (entry with { Body = "" }).Leaf(Encoding.UTF8.GetBytes(entry.Body)));
    }

    private static string Value(Random random, int depth) => random.Next(depth > 4 ? 4 : 7) switch
    {
        0 => $"{random.Next(-50, 50)}",
        1 => Text(random),
        2 => "true",
        3 => "null",
        4 => "[" + string.Join(" , ", Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth + 1))) + "]",
        _ => "{" + string.Join(",", Enumerable.Range(0, random.Next(6)).Select(_ => $"{Text(random)} :\n{Value(random, depth + 1)}")) + "}",
    };

    private static string Text(Random random) =>
        "\"" + string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => KeyParts[random.Next(KeyParts.Length)])) + "\"";

    // Null if a key is there twice.
    private static string? Plain(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal).ToList();
                if (members.DistinctBy(m => m.Name).Count() < members.Count || members.Exists(m => Plain(m.Value) is null)) return null;
                return "{" + string.Join(',', members.Select(m => $"{Quoted(m.Name)}:{Plain(m.Value)}")) + "}";
            case JsonValueKind.Array:
                var elements = value.EnumerateArray().Select(Plain).ToList();
                return elements.Contains(null) ? null : "[" + string.Join(',', elements) + "]";
            case JsonValueKind.String:
                return Quoted(value.GetString()!);
            default:
                return value.GetRawText();
        }
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, CanonicalJson.Options);
}
