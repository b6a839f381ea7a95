using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class A_scan
{
    private const string Letters = "{}[]\",:\\ubtnfr/ -+.eE0123456789truefalsn\u0001\u007fЖ\ud83d\ude00\u2028";

    [Theory]
    [InlineData("{}"), InlineData("[]"), InlineData("0"), InlineData("-1"), InlineData("9007199254740991"), InlineData("-9007199254740991"), InlineData("\"\"")]
    [InlineData("""{"a":1,"b":[true,false,null,"\u001f\b\t\n\f\r\"\\😀"],"Ж":{}}"""), InlineData("[[],[{}]]"), InlineData("\"\u007f\u2028/\"")]
    public void Sees_what_is_canonical(string json) => Assert.True(CanonicalScan.Sees(json) && CanonicalJson.IsCanonical(json));

    [Theory]
    [InlineData(""), InlineData(" {}"), InlineData("{} "), InlineData("{}{}"), InlineData("-0"), InlineData("01"), InlineData("1.0"), InlineData("1e1"), InlineData("-")]
    [InlineData("9007199254740992"), InlineData("99999999999999999999"), InlineData("""{"b":1,"a":1}"""), InlineData("""{"a":1,"a":1}"""), InlineData("""{"a":1,}""")]
    [InlineData("""{"a"}"""), InlineData("[1,]"), InlineData("[1 ,2]"), InlineData("\"\\u0000\""), InlineData("\"\\u0008\""), InlineData("\"\\u001F\""), InlineData("\"\\/\"")]
    [InlineData("\"\\u0041\""), InlineData("\"\n\""), InlineData("\""), InlineData("\"\\"), InlineData("\"\\u00"), InlineData("tru"), InlineData("\0")]
    public void Sees_nothing_else(string json) => Assert.False(CanonicalScan.Sees(json) || CanonicalScan.IsCanonical(json) || CanonicalJson.IsCanonical(json));

    [Fact]
    public void Sees_no_half_of_a_character() => Assert.False(CanonicalScan.Sees("\"\ud800\"") || CanonicalJson.IsCanonical("\"\ud800\""));

    [Fact]
    public void Leaves_keys_with_escapes_to_the_canonical_form()
    {
        Assert.False(CanonicalScan.Sees("""{"a\n":1}"""));
        Assert.True(CanonicalScan.IsCanonical("""{"a\n":1}"""));
        Assert.False(CanonicalScan.IsCanonical("""{"b\n":1,"a":1}"""));
    }

    [Fact]
    public void Goes_as_deep_as_the_canonical_form()
    {
        for (var depth = 60; depth < 70; depth++)
        {
            var json = new string('[', depth) + new string(']', depth);
            Assert.Equal(CanonicalJson.IsCanonical(json), CanonicalScan.Sees(json));
        }
    }

    [Fact]
    public void Sees_the_shipped_definition()
    {
        Assert.True(CanonicalJson.TryCanonicalise(TargetModel.Text, out var canonical, out _));
        Assert.True(CanonicalScan.Sees(canonical));
    }

    [Fact]
    public void Never_sees_more_than_the_canonical_form()
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
            Assert.Equal(CanonicalJson.IsCanonical(json), CanonicalScan.IsCanonical(json));
            if (CanonicalScan.Sees(json)) Assert.True(CanonicalJson.IsCanonical(json), json);
        }
    }

    [Fact]
    public void Of_a_time_agrees_with_the_entry()
    {
        const string Time = "2024-02-29T23:59:59.999999Z";
        var random = new Random(27);
        for (var round = 0; round < 50_000; round++)
        {
            var at = random.Next(Time.Length);
            var forged = Time.Remove(at, 1).Insert(at, $"{"0123456789-T:.Z "[random.Next(16)]}");
            Assert.Equal(Reads(forged), EntryForm.IsTime(forged));
        }

        Assert.All(["", "0000-01-01T00:00:00.000000Z", "2023-02-29T00:00:00.000000Z", "٢٠٢٤-02-28T00:00:00.000000Z"], text => Assert.Equal(Reads(text), EntryForm.IsTime(text)));
    }

    private static bool Reads(string text)
    {
        try
        {
            return Entry.RecordedAtText(Entry.Microseconds(text)) == text;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
