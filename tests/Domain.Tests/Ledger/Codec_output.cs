using System.Text.Json;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class Codec_output
{
    public enum Mood
    {
        Calm,
        VeryCurious,
    }

    public sealed record Inner(string Zeta, string? Alpha);

    public sealed record Sample(
        string Title, int Count, Mood Mood, string? Absent, IReadOnlyList<Inner> Items, bool A, long? AB, DateOnly Day);

    private static Sample With(string text) =>
        new(text, -5, Mood.VeryCurious, null, [new(text, text), new("", null)], true, 7, new(2026, 11, 21));

    [Fact]
    public void Is_sorted_camel_case_without_absent_values() =>
        Assert.Equal(
            """{"a":true,"ab":7,"count":-5,"day":"2026-11-21","items":[{"alpha":"x","zeta":"x"},{"zeta":""}]"""
            + ""","mood":"veryCurious","title":"x"}""",
            JsonSerializer.Serialize(With("x"), CanonicalJson.Options));

    public static TheoryData<string> Nasty =>
    [
        "", "\b\t\n\f\r", "\u0001\u000b\u001f", "\u007f\u0080\u0085", "\u2028\u2029", "/<>&'+`", "\"\\\"", "😀", "a😀\u001f😀\"",
        "Приказ № 145 «О ЦМН»", "\ufffd\ufffe\uffff\ufeff", "\ue000", new string('"', 2_000),
        string.Concat(Enumerable.Repeat("😀", 2_000)) + "\n", new string('я', 5_000) + "\u0001",
    ];

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Is_canonical_and_is_read_back(string text)
    {
        var written = JsonSerializer.Serialize(With(text), CanonicalJson.Options);

        Assert.True(CanonicalJson.TryCanonicalise(written, out var canonical, out var fault), fault);
        Assert.Equal(canonical, written);
        Assert.Equal(written,
            JsonSerializer.Serialize(JsonSerializer.Deserialize<Sample>(written, CanonicalJson.Options), CanonicalJson.Options));
        Assert.Equal(text, JsonSerializer.Deserialize<Sample>(written, CanonicalJson.Options)!.Title);
    }

    [Fact]
    public void Is_canonical_for_every_letter_below_the_surrogates_and_some_above()
    {
        foreach (var letter in Enumerable.Range(1, 0xd7ff).Concat(Enumerable.Range(0xe000, 0x2000)).Append(0x1f600).Append(0x10ffff))
        {
            var text = char.ConvertFromUtf32(letter);
            var written = JsonSerializer.Serialize(text, CanonicalJson.Options);
            Assert.True(CanonicalJson.IsCanonical(written), $"U+{letter:x4}: {written}");
            Assert.Equal(text, JsonSerializer.Deserialize<string>(written, CanonicalJson.Options));
        }
    }

    [Theory]
    [InlineData("\b\u001f", "\"\\b\\u001f\""), InlineData("\f", "\"\\f\""), InlineData("/\u007f\u2028😀", "\"/\u007f\u2028😀\"")]
    public void Escapes_no_more_than_the_RFC(string text, string expected) =>
        Assert.Equal(expected, JsonSerializer.Serialize(text, CanonicalJson.Options));

    [Fact]
    public void Never_has_a_lone_surrogate() =>
        Assert.All(
            ["\0", "a\0", "\ud800", "a\udc00b", "\ud83d😀", "\n\ud800"],
            text => Assert.Throws<ArgumentException>(() => JsonSerializer.Serialize(With(text), CanonicalJson.Options)));

    [Theory]
    [InlineData("""{"zeta":"x","unknown":1}"""), InlineData("""{"zeta":"x","zeta":"y"}"""), InlineData("""{"Zeta":"x"}""")]
    public void Is_read_without_unknown_or_doubled_members(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Inner>(json, CanonicalJson.Options));

    [Fact]
    public void Has_enums_by_name_only() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Mood>("1", CanonicalJson.Options));
}
