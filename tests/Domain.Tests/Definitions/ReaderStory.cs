using System.Text.Json.Nodes;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Domain.Tests.Definitions;

/// <summary>Tests for a reader: a good text, its reader, and ways to break the text.</summary>
/// <param name="faults">The faults of a text; empty when it is accepted.</param>
internal sealed class ReaderStory(string good, Func<string, IReadOnlyList<DefinitionFault>> faults)
{
    private static readonly string[] Other = ["null", "true", "7", "1e400", "\"\\u0000\"", "\"\\ud800\"", "[null]", "{\"\":null}", "[[]]"];

    // These include a lone surrogate in the text itself and a nesting that is too deep.
    private static readonly string[] Rubbish =
        ["", "null", "7", "[]", "{}", "{", "{} {}", "{\"code\":1,\"code\":2}", "{\"code\":\"\\ud800\"}", "{\"\\udc00\":1}",
            "{\"code\":\"\ud800\"}", new string('[', 100_000)];

    public JsonNode Copy() => JsonNode.Parse(good)!;

    /// <summary>The faults after a value is put at a place (JSON Pointer, "-" appends to a list); null removes what is there.</summary>
    public IReadOnlyList<DefinitionFault> With(string place, string? value) => faults(Copy().With(place, value).ToJsonString());

    public void Names(string place, string? value, string faultPlace, string code) =>
        Assert.Contains(With(place, value), fault => fault.Place == faultPlace && fault.Code == code && fault.Message.Length > 0);

    public void Accepts(string place, string? value) => Assert.Empty(With(place, value));

    public void RefusesRubbish() => Assert.All(Rubbish, text => Assert.NotEmpty(faults(text)));

    public void RefusesWhatIsCutOff(int every)
    {
        for (var length = 0; length < good.TrimEnd().Length; length += every) Assert.NotEmpty(faults(good[..length]));
    }

    public void EnduresAChangedCharacter(int times)
    {
        var random = new Random(49);
        for (var i = 0; i < times; i++)
        {
            var at = random.Next(good.Length);
            Assert.NotNull(faults(good.Remove(at, 1).Insert(at, $"{(char)random.Next(0x10000)}")));
        }
    }

    /// <summary>The rubbish is inserted into the text, because invalid JSON cannot be built as a node.</summary>
    public void EnduresRubbishAt(IEnumerable<string> places)
    {
        foreach (var place in places)
        {
            var open = Copy().With(place, "\"@@\"").ToJsonString();
            foreach (var value in Other) Assert.NotNull(faults(open.Replace("\"@@\"", value, StringComparison.Ordinal)));
        }
    }

    /// <summary>Every place of the good text.</summary>
    public IEnumerable<string> Places() => Places(Copy(), "");

    private static IEnumerable<string> Places(JsonNode? node, string place) => node switch
    {
        JsonObject o => o.SelectMany(m => Places(m.Value, $"{place}/{m.Key}").Prepend($"{place}/{m.Key}")),
        JsonArray a => a.SelectMany((e, i) => Places(e, $"{place}/{i}").Prepend($"{place}/{i}")),
        _ => [],
    };
}
