using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class Canonical_json
{
    public static TheoryData<string, string> Vectors => new()
    {
        // RFC 8785, 3.2.2 without its fractions, and 3.2.3.
        {
            """{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "numbers": [333333333], "literals": [null, true, false] }""",
            """{"literals":[null,true,false],"numbers":[333333333],"string":"€$\u000f\nA'B\"\\\\\"/"}"""
        },
        {
            """
            { "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" }
            """,
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"
        },
        // The RFC's author's test files.
        { """[ 56, { "d": true, "10": null, "1": [ ] } ]""", """[56,{"1":[],"10":null,"d":true}]""" },
        {
            """{ "1": {"f": {"f": "hi","F": 5} ,"\n": 56}, "10": { }, "": "empty","""
                + """ "a": { }, "111": [ {"e": "yes","E": "no" } ], "A": { } }""",
            """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"""
        },
        // Our own edge cases.
        { "\"\\b\\t\\n\\f\\r\\u0001\\u001F\\u007f\\u2028\\/\"", "\"\\b\\t\\n\\f\\r\\u0001\\u001f\u007f\u2028/\"" },
        { " -9007199254740991 ", "-9007199254740991" },
        { "[-0,0,9007199254740991]", "[0,0,9007199254740991]" },
        { new string('[', 64) + new string(']', 64), new string('[', 64) + new string(']', 64) },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Has_one_form(string json, string expected)
    {
        Assert.True(CanonicalJson.TryCanonicalise(json, out var canonical, out var fault), fault);
        Assert.Equal(expected, canonical);
        Assert.True(CanonicalJson.IsCanonical(canonical));
        Assert.Equal(json == expected, CanonicalJson.IsCanonical(json));
    }

    [Theory]
    [InlineData("""{"a":[1,{"b/c~d":1.5}]}""",
        "at \"/a/1/b~1c~0d\": not an integer within ±9007199254740991 without fraction and exponent")]
    [InlineData("[1e2]", "at \"/0\": not an integer within ±9007199254740991 without fraction and exponent")]
    [InlineData("[1.0]", "at \"/0\": not an integer within ±9007199254740991 without fraction and exponent")]
    [InlineData("9007199254740992", "at \"\": not an integer within ±9007199254740991 without fraction and exponent")]
    [InlineData("-9007199254740992", "at \"\": not an integer within ±9007199254740991 without fraction and exponent")]
    [InlineData("99999999999999999999999", "at \"\": not an integer within ±9007199254740991 without fraction and exponent")]
    [InlineData("""{"a":1,"b":2,"\u0061":3}""", "at \"/a\": this key stands twice")]
    [InlineData("""{"a":"x\u0000"}""", "at \"/a\": U+0000")]
    [InlineData("""{"a":{"\u0000":1}}""", "at \"/a\": U+0000")]
    [InlineData("""["ok","\ud800"]""", "at \"/1\": a lone surrogate or invalid UTF-8")]
    [InlineData("""{"a":{"\udc00":1}}""", "at \"/a\": a lone surrogate or invalid UTF-8")]
    [InlineData("""{"a":[1,]}""", "at \"/a\": not JSON, line 1, byte 9")]
    [InlineData("{\"a\":\n01}", "at \"/a\": not JSON, line 2, byte 2")]
    [InlineData("", "at \"\": not JSON, line 1, byte 1")]
    [InlineData("{} {}", "at \"\": not JSON, line 1, byte 4")]
    public void Reports_place_and_reason_of_a_fault(string json, string expected)
    {
        Assert.False(CanonicalJson.TryCanonicalise(json, out _, out var fault));
        Assert.Equal(expected, fault);
        Assert.False(CanonicalJson.IsCanonical(json));
    }

    // Not among the cases above, because attributes are stored as UTF-8, which cannot hold a lone surrogate.
    [Fact]
    public void Reports_the_place_of_a_lone_surrogate()
    {
        Assert.False(CanonicalJson.TryCanonicalise("\"ab\ud800\"", out _, out var fault));
        Assert.Equal("at \"\": lone surrogate at character 4", fault);
    }

    [Fact]
    public void Is_at_most_64_deep()
    {
        Assert.False(CanonicalJson.TryCanonicalise(new string('[', 65) + new string(']', 65), out _, out var fault));
        Assert.EndsWith(": nesting deeper than 64", fault, StringComparison.Ordinal);
        Assert.False(CanonicalJson.TryCanonicalise(new string('[', 1_000_000), out _, out _));
    }

    [Fact]
    public void Is_not_made_from_invalid_JSON() =>
        Assert.All(
            [
                " ", "-", "nul", "NaN", "Infinity", "'a'", "{a:1}", "[1,2", "[1 2]", "{\"a\"}", "{\"a\":1,}", "+1", "01",
                "1.", ".5", "\"\n\"", "\"\\x\"", "\"\\u12\"", "// c\n1", "/**/1", "\ufeff1", "1\0", "\"",
            ],
            text => Assert.False(CanonicalJson.TryCanonicalise(text, out _, out _)));

    [Fact]
    public void Refuses_bytes_that_are_not_utf8()
    {
        Assert.False(CanonicalJson.TryCanonicalise([(byte)'"', 0xff, (byte)'"'], out _, out _));
        Assert.False(CanonicalJson.TryCanonicalise([(byte)'"', 0xed, 0xa0, 0x80, (byte)'"'], out _, out _));
        Assert.False(CanonicalJson.TryCanonicalise([(byte)'"', 0xc0, 0x80, (byte)'"'], out _, out _));
    }

    [Fact]
    public void Never_throws_and_keeps_canonical_text_unchanged()
    {
        var random = new Random(49);
        var seed = Encoding.UTF8.GetBytes("""{"a":[1,-2,"\u00e9\n😀",null,true],"б":{"c":"\ud83d\ude00","d":{}},"10":"x"}""");
        var accepted = 0;
        for (var round = 0; round < 50_000; round++)
        {
            byte[] bytes = [.. seed];
            for (var change = random.Next(4); change >= 0; change--)
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : seed[random.Next(seed.Length)];

            if (!CanonicalJson.TryCanonicalise(bytes, out var canonical, out var fault))
            {
                Assert.StartsWith("at \"", fault, StringComparison.Ordinal);
                continue;
            }

            accepted++;
            Assert.True(CanonicalJson.IsCanonical(canonical), canonical);
        }

        Assert.InRange(accepted, 1_000, 49_000);
    }
}
